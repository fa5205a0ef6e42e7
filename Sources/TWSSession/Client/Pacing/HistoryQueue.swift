internal import TWSWire

/// Requests of past data: those that the pacing holds back, and those who share one.
///
/// Who asks for what is on its way already waits for the same answer: TWS is asked once.
struct HistoryQueue: Sendable {
    /// Bytes that a request counts for while it waits; they are made when it leaves.
    private struct Held: Sendable {
        let request: HistoricalRequest
        let bytes: Int
    }

    /// What becomes of a cancel.
    enum Cancelled: Equatable {
        /// The request never left, or another one goes on waiting for its answer: nothing is sent.
        case silently
        /// The cancel of this number is to be sent.
        case atTWS(Int)
    }

    private(set) var pacer: HistoricalPacer
    private var held: [Held] = []
    /// Who asks what, by the number that TWS knows: those that share, the one who asked first in front.
    private var askers: [Int: [Int]] = [:]
    /// The number that TWS knows, by the number of who asked.
    private var leaders: [Int: Int] = [:]
    /// Requests that another one may join, by what they ask.
    private var joinable: [ClientMessage: Int] = [:]
    private var questions: [Int: ClientMessage] = [:]
    /// Bytes of all that wait.
    private(set) var bytes = 0
    /// When the next may leave as far as is known; `nil` for not before something changes. Worked out when asked for.
    private var opening: Opening = .unknown

    private enum Opening { case unknown, known(SessionInstant?) }

    init(pacer: HistoricalPacer) { self.pacer = pacer }

    /// Whether nothing waits, neither to leave nor for an answer.
    var isIdle: Bool { leaders.isEmpty && pacer.open.isEmpty }

    /// How many wait to leave.
    var count: Int { held.count }

    // MARK: Requests

    /// Takes a request in.
    ///
    /// - Returns: whether it waits to leave; one that shares another's answer does not.
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

    /// When the next request may leave; `nil` when none waits, or none may before an answer comes.
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

    /// Why a request that was just taken in waits; `nil` if it does not.
    mutating func hold(on request: HistoricalRequest, at now: SessionInstant) -> HistoricalPacer.Hold? {
        pacer.hold(on: request, at: now)
    }

    /// Forgets everything that waits to leave.
    mutating func dropHeld() {
        for entry in held { forget(entry.request.id) }
        held = []
        bytes = 0
        opening = .unknown
    }

    // MARK: Answers

    /// Who is to hear a message that bears this number; `nil` for only who bears it.
    ///
    /// - Parameter isLast: whether nothing comes after it.
    mutating func listeners(_ id: Int, isLast: Bool) -> [Int]? {
        guard leaders[id] == id else { return nil }
        let all = askers[id]
        // Whoever joins later would miss what has come.
        if let question = questions.removeValue(forKey: id) { joinable[question] = nil }
        if isLast {
            forget(id)
            pacer.end(id)
            opening = .unknown
        }
        return all?.count == 1 && all?.first == id ? nil : all
    }

    /// Who asked by this number asks no more.
    mutating func cancel(_ id: Int) -> Cancelled {
        guard let leader = leaders.removeValue(forKey: id) else { return .atTWS(id) }
        askers[leader]?.removeAll { $0 == id }
        guard askers[leader]?.isEmpty ?? true else {
            // It stays known by its number at TWS while others wait for the answer.
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
