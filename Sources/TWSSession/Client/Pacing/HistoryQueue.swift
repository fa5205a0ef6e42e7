internal import TWSWire

/// The historical data requests that pacing holds back, and those that share an answer.
///
/// A request for what is already under way waits for the same answer: TWS is asked once.
struct HistoryQueue: Sendable {
    /// The bytes that a request counts for while it waits; it is encoded when it leaves.
    private struct Held: Sendable {
        let request: HistoricalRequest
        let bytes: Int
    }

    /// The effect of a cancel.
    enum Cancelled: Equatable {
        /// The request never left, or another one still waits for its answer: nothing is sent.
        case silently
        /// The cancel for this ID must be sent.
        case atTWS(Int)
    }

    private(set) var pacer: HistoricalPacer
    private var held: [Held] = []
    /// The IDs that share a request, by the ID that TWS knows; the first one to ask comes first.
    private var askers: [Int: [Int]] = [:]
    /// The ID that TWS knows, by the ID of the request.
    private var leaders: [Int: Int] = [:]
    /// The requests that another one may join, by what they ask for.
    private var joinable: [ClientMessage: Int] = [:]
    private var questions: [Int: ClientMessage] = [:]
    /// The bytes of everything that waits.
    private(set) var bytes = 0
    /// When the next request may leave, if known; `nil` for not before something changes. Computed on demand.
    private var opening: Opening = .unknown

    private enum Opening { case unknown, known(SessionInstant?) }

    init(pacer: HistoricalPacer) { self.pacer = pacer }

    /// Whether nothing waits, neither to leave nor for an answer.
    var isIdle: Bool { leaders.isEmpty && pacer.open.isEmpty }

    /// The number of requests that wait to leave.
    var count: Int { held.count }

    // MARK: Requests

    /// Accepts a request.
    ///
    /// - Returns: Whether it waits to leave; one that shares another's answer does not.
    mutating func append(_ request: HistoricalRequest, bytes count: Int) -> Bool {
        let question = request.question
        if request.isShareable, let leader = joinable[question] {
            askers[leader, default: [leader]].append(request.id)
            leaders[request.id] = leader
            return false
        }
        if request.isShareable {
            joinable[question] = request.id
            questions[request.id] = question
        }
        leaders[request.id] = request.id
        askers[request.id] = [request.id]
        held.append(Held(request: request, bytes: count))
        bytes += count
        opening = .unknown
        return true
    }

    /// Takes the first request that may leave now.
    mutating func popOpen(at now: SessionInstant) -> HistoricalRequest? {
        guard !held.isEmpty, let moment = opening(at: now), moment <= now else { return nil }
        for place in held.indices where pacer.hold(on: held[place].request, at: now) == nil {
            let entry = held.remove(at: place)
            bytes -= entry.bytes
            pacer.count(entry.request, at: now)
            if !entry.request.hasAnswer { forget(entry.request.id) }
            opening = .unknown
            return entry.request
        }
        opening = .unknown
        return nil
    }

    /// Returns when the next request may leave; `nil` if none waits, or none may leave before an answer comes.
    mutating func opening(at now: SessionInstant) -> SessionInstant? {
        guard !held.isEmpty else { return nil }
        if case .known(let moment) = opening { return moment }
        var first: SessionInstant?
        for entry in held {
            let hold = pacer.hold(on: entry.request, at: now)
            guard let hold else {
                first = now
                break
            }
            if let until = hold.until { first = min(first ?? until, until) }
            if hold.rule == .fiftyOpen { break }
        }
        opening = .known(first)
        return first
    }

    /// Returns why a request that was just accepted waits; `nil` if it does not.
    mutating func hold(on request: HistoricalRequest, at now: SessionInstant) -> HistoricalPacer.Hold? {
        pacer.hold(on: request, at: now)
    }

    /// Drops everything that waits to leave.
    mutating func dropHeld() {
        for entry in held { forget(entry.request.id) }
        held = []
        bytes = 0
        opening = .unknown
    }

    // MARK: Answers

    /// Returns the receivers of a message with this ID; `nil` if only the one with this ID receives it.
    ///
    /// - Parameter isLast: Whether nothing follows it.
    mutating func listeners(_ id: Int, isLast: Bool) -> [Int]? {
        guard leaders[id] == id else { return nil }
        let all = askers[id]
        // A request that joined later would miss what has already come.
        if let question = questions.removeValue(forKey: id) { joinable[question] = nil }
        if isLast {
            forget(id)
            pacer.end(id)
            opening = .unknown
        }
        return all?.count == 1 && all?.first == id ? nil : all
    }

    /// Cancels the request with this ID.
    mutating func cancel(_ id: Int) -> Cancelled {
        guard let leader = leaders.removeValue(forKey: id) else { return .atTWS(id) }
        askers[leader]?.removeAll { $0 == id }
        guard askers[leader]?.isEmpty ?? true else {
            // TWS keeps knowing it by its ID while others wait for the answer.
            if id == leader { leaders[leader] = leader }
            return .silently
        }
        let wasHeld = drop(leader)
        forget(leader)
        pacer.end(leader)
        opening = .unknown
        return wasHeld ? .silently : .atTWS(leader)
    }

    private mutating func drop(_ id: Int) -> Bool {
        guard let place = held.firstIndex(where: { $0.request.id == id }) else { return false }
        bytes -= held.remove(at: place).bytes
        return true
    }

    private mutating func forget(_ id: Int) {
        for asker in askers.removeValue(forKey: id) ?? [] { leaders[asker] = nil }
        leaders[id] = nil
        if let question = questions.removeValue(forKey: id) { joinable[question] = nil }
    }
}
