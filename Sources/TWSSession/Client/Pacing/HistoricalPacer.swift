internal import DequeModule
internal import TWSWire

/// Applies IB's rules for historical data requests, so that TWS never answers with a pacing violation.
///
/// For bars of 30 seconds and less: at most 60 requests in ten minutes, fewer than six within two seconds for the same
/// contract, exchange and kind of data, and no identical one within 15 seconds; for all sizes, at most 50 that wait for
/// their answer (protocol: "Limits").
///
/// TWS counts by login, so the requests of one connection count on the next: a pacer outlives its session.
package struct HistoricalPacer: Sendable {
    /// A rule that holds back a request.
    enum Rule: Hashable, Sendable {
        case sixtyInTenMinutes
        case sixInTwoSeconds
        case equalInFifteenSeconds
        case fiftyOpen

        /// The rule's text for users.
        var text: String {
            switch self {
            case .sixtyInTenMinutes: "at most 60 requests for bars of 30 secs or less in ten minutes"
            case .sixInTwoSeconds: "fewer than six requests in two seconds for the same contract and kind of data"
            case .equalInFifteenSeconds: "no equal request for bars of 30 secs or less within 15 seconds"
            case .fiftyOpen: "at most 50 requests of past data at a time"
            }
        }
    }

    /// Why a request waits, and until when; `nil` for until an answer comes.
    struct Hold: Hashable, Sendable {
        let rule: Rule
        let until: SessionInstant?
    }

    /// The largest number of requests that wait for their answer.
    static let mostOpen = 50
    private static let mostInTenMinutes = 60
    private static let mostInTwoSeconds = 5
    /// Slightly more than IB's own figures: the peer counts arrivals, which the network may compress.
    private static let longWindow: Duration = .milliseconds(600_500)
    private static let sourceWindow: Duration = .milliseconds(2_050)
    private static let equalWindow: Duration = .milliseconds(15_100)

    private struct Departure {
        let moment: SessionInstant
        let weight: Int
    }

    /// Small requests of the last ten minutes, oldest first; one of weight two that made the sum odd stays within it.
    private var departures: Deque<Departure> = []
    private var sources: Deque<(moment: SessionInstant, source: HistoricalRequest.Source)> = []
    private var questions: [ClientMessage: SessionInstant] = [:]
    /// The IDs of requests that have left and wait for their answer.
    private(set) var open: Set<Int> = []

    /// Makes a pacer that has seen no requests.
    package init() {}

    /// The state for another connection, on which no answer is awaited.
    package var carriedOver: HistoricalPacer {
        var other = self
        other.open = []
        return other
    }

    /// Returns why a request may not leave now; `nil` if it may.
    mutating func hold(on request: HistoricalRequest, at now: SessionInstant) -> Hold? {
        forget(at: now)
        if request.hasAnswer, open.count >= Self.mostOpen { return Hold(rule: .fiftyOpen, until: nil) }
        guard request.isSmall else { return nil }
        return [tenMinutes(request), twoSeconds(request), equal(request)].compactMap(\.self).max {
            ($0.until ?? now) < ($1.until ?? now)
        }
    }

    /// Counts a request that leaves.
    mutating func count(_ request: HistoricalRequest, at now: SessionInstant) {
        if request.hasAnswer { open.insert(request.id) }
        guard request.isSmall else { return }
        departures.append(Departure(moment: now, weight: request.weight))
        sources.append((now, request.source))
        questions[request.question] = now
    }

    /// Ends a request that has its answer, or will have none.
    mutating func end(_ id: Int) { open.remove(id) }

    private func tenMinutes(_ request: HistoricalRequest) -> Hold? {
        var excess = departures.reduce(request.weight - Self.mostInTenMinutes) { $0 + $1.weight }
        guard excess > 0 else { return nil }
        for departure in departures {
            excess -= departure.weight
            if excess <= 0 { return Hold(rule: .sixtyInTenMinutes, until: departure.moment + Self.longWindow) }
        }
        return nil
    }

    private func twoSeconds(_ request: HistoricalRequest) -> Hold? {
        let same = sources.filter { $0.source == request.source }
        guard same.count >= Self.mostInTwoSeconds else { return nil }
        let first = same[same.count - Self.mostInTwoSeconds]
        return Hold(rule: .sixInTwoSeconds, until: first.moment + Self.sourceWindow)
    }

    private func equal(_ request: HistoricalRequest) -> Hold? {
        guard let last = questions[request.question] else { return nil }
        return Hold(rule: .equalInFifteenSeconds, until: last + Self.equalWindow)
    }

    /// Drops what no rule needs any longer.
    private mutating func forget(at now: SessionInstant) {
        while let first = departures.first, first.moment + Self.longWindow <= now { departures.removeFirst() }
        while let first = sources.first, first.moment + Self.sourceWindow <= now { sources.removeFirst() }
        if !questions.isEmpty { questions = questions.filter { $0.value + Self.equalWindow > now } }
    }
}
