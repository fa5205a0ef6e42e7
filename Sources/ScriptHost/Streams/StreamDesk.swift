internal import LuaBridge
internal import TWSWire
internal import Trading

/// The streams of a script that are no quotes and no bars: each feeds one object.
///
/// The desk of the run asks for them again after a loss, under the same number.
final class StreamDesk {
    /// What a function says of its stream.
    struct Opening {
        let function: String
        let request: ClientMessage
        /// Makes what ends the stream of a number.
        let cancel: (Int) -> ClientMessage
        /// How long it waits for the first message, in seconds.
        var patience = 2.0
        /// Whether nothing within that time is an error; else the object is given as it is.
        var needsAnswer = false
        /// Whether a stream keeps the script alive.
        var keepsAlive = true
    }

    private struct Entry {
        let opening: Opening
        let stream: any LiveStream
        /// What waits for the first message.
        var token: LuaToken?
        var timer: ScriptTimer?
        /// Whether a first message has come.
        var hasBegun = false
        /// Its memory, on the script's account.
        let loan: LuaLoan
    }

    /// Bytes that a stream takes, with its request.
    private static let footprint = 4_096
    /// How long what usually follows the first message is waited for, in seconds.
    private static let grace = 1.0

    private unowned let session: ScriptSession
    private var entries: [Int: Entry] = [:] {
        didSet {
            isEmpty = entries.isEmpty
            keepsAlive = entries.values.contains { $0.opening.keepsAlive }
        }
    }
    /// Whether there is no stream.
    private(set) var isEmpty = true
    /// Whether one keeps the script alive.
    private(set) var keepsAlive = false

    init(session: ScriptSession) { self.session = session }

    /// Whether an error of this number is raised in the script, or logged, and need not be shown besides.
    func owns(_ id: Int) -> Bool { entries[id] != nil }

    /// Asks for a stream, and waits for its first message.
    ///
    /// - Throws: what the desk objects to.
    func open(_ opening: Opening, _ stream: any LiveStream) throws(LuaRaise) -> HostResult {
        let loan = try session.vm.borrow(Self.footprint)
        let verdict = session.submit(.request(opening.request, .allocated), line: nil)
        guard case .requested(let id?) = verdict else {
            throw session.raise(verdict, function: opening.function, line: nil)
        }
        let token = session.waits.begin()
        stream.isOn = true
        let timer = session.timers.startTimeout(after: opening.patience) { [unowned self] in late(id) }
        entries[id] = Entry(opening: opening, stream: stream, token: token, timer: timer, loan: loan)
        return .waiting(token)
    }

    /// Ends a stream; what it has brought stays.
    func remove(_ stream: any LiveStream) {
        stream.isOn = false
        guard let (id, entry) = entries.first(where: { $0.value.stream === stream }) else { return }
        entries[id] = nil
        if let timer = entry.timer { session.timers.cancel(timer) }
        _ = session.submit(.request(entry.opening.cancel(id), .own(id)), line: nil)
    }

    /// Takes a message, or an error of a stream.
    func apply(_ message: ServerMessage) {
        guard !isEmpty, let id = message.requestId, let entry = entries[id] else { return }
        if case .error(let error) = message { return fail(id, entry, error) }
        let stream = entry.stream
        guard stream.take(message) else { return }
        if let token = entry.token { began(id, token) }
        guard let event = type(of: stream).event, session.hub.wants(event) else { return }
        session.hub.emit(
            event,
            .push { writer in
                stream.push(to: writer)
                writer.push(stream)
            }
        )
    }

    /// A first message has come; what usually follows it at once is waited for.
    private func began(_ id: Int, _ token: LuaToken) {
        guard let entry = entries[id] else { return }
        guard !entry.stream.isComplete else { return answer(id, token) }
        guard !entry.hasBegun else { return }
        if let timer = entry.timer { session.timers.cancel(timer) }
        entries[id]?.hasBegun = true
        entries[id]?.timer = session.timers.startTimeout(after: Self.grace) { [unowned self] in answer(id, token) }
    }

    private func answer(_ id: Int, _ token: LuaToken) {
        if let timer = entries[id]?.timer { session.timers.cancel(timer) }
        guard let entry = entries[id] else { return }
        entries[id]?.token = nil
        entries[id]?.timer = nil
        session.waits.finish(token, .values([.object(entry.stream)]))
    }

    private func late(_ id: Int) {
        guard let entry = entries[id], let token = entry.token else { return }
        guard entry.opening.needsAnswer else { return answer(id, token) }
        remove(entry.stream)
        let function = entry.opening.function
        let seconds = RecordText.text(.number(entry.opening.patience)) ?? ""
        let raise = LuaRaise(code: .name("timeout"), message: "\(function): no answer within \(seconds) s")
        session.waits.finish(token, .raise(raise))
    }

    private func fail(_ id: Int, _ entry: Entry, _ error: ServerMessage.Error) {
        guard !OrderLedger.isAdvisory(error.errorCode), error.errorCode != 317 else { return }
        entries[id] = nil
        entry.stream.isOn = false
        if let timer = entry.timer { session.timers.cancel(timer) }
        let raise = LuaRaise(
            code: .number(error.errorCode),
            message: "\(entry.opening.function): error \(error.errorCode): \(ShownText.of(error.errorString))",
            remedy: TWSCode.remedy(error.errorCode, error.errorString)
        )
        guard let token = entry.token else { return session.log("\(raise.message); the stream has ended") }
        session.waits.finish(token, .raise(raise))
    }

    /// Nothing comes any more; what waits for a first message gets none if the connection is gone.
    func stall(_ reason: String?) {
        for (id, entry) in entries.sorted(by: { $0.key < $1.key }) {
            entry.stream.stall()
            guard let reason, let token = entry.token else { continue }
            entries[id]?.token = nil
            remove(entry.stream)
            let raise = LuaRaise(
                code: .name("connection_lost"),
                message: "\(entry.opening.function): the connection is lost (\(reason))",
                remedy: "ask again after wait(\"resumed\")"
            )
            session.waits.finish(token, .raise(raise))
        }
    }
}
