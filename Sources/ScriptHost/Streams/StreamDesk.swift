internal import LuaBridge
internal import TWSWire
internal import Trading

/// A script's streams other than quotes and bars: each feeds one object.
///
/// The run's desk requests them again after a loss, under the same id.
final class StreamDesk {
    /// How a function opens its stream.
    struct Opening {
        let function: String
        let request: ClientMessage
        /// Creates the request that ends the stream with an id.
        let cancel: (Int) -> ClientMessage
        /// How long to wait for the first message, in seconds.
        var patience = 2.0
        /// Whether receiving nothing within that time is an error; otherwise the object is returned as it is.
        var needsAnswer = false
        /// Whether a stream keeps the script alive.
        var keepsAlive = true
    }

    private struct Entry {
        let opening: Opening
        let stream: any LiveStream
        /// The call waiting for the first message.
        var token: LuaToken?
        var timer: ScriptTimer?
        /// Whether a first message has arrived.
        var hasBegun = false
        /// Its memory, charged to the script.
        let loan: LuaLoan
    }

    /// The size of a stream with its request, in bytes.
    private static let footprint = 4_096
    /// How long to wait for what usually follows the first message, in seconds.
    private static let grace = 1.0

    private unowned let session: ScriptSession
    private var entries: [Int: Entry] = [:] {
        didSet {
            isEmpty = entries.isEmpty
            keepsAlive = entries.values.contains { $0.opening.keepsAlive }
        }
    }
    /// Whether there are no streams.
    private(set) var isEmpty = true
    /// Whether any stream keeps the script alive.
    private(set) var keepsAlive = false

    init(session: ScriptSession) { self.session = session }

    /// Whether an error with this id is raised in the script or logged, and need not be shown as well.
    func owns(_ id: Int) -> Bool { entries[id] != nil }

    /// Requests a stream and waits for its first message.
    ///
    /// - Throws: The desk's objection.
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

    /// Ends a stream; what it has delivered stays.
    func remove(_ stream: any LiveStream) {
        stream.isOn = false
        guard let (id, entry) = entries.first(where: { $0.value.stream === stream }) else { return }
        entries[id] = nil
        if let timer = entry.timer { session.timers.cancel(timer) }
        _ = session.submit(.request(entry.opening.cancel(id), .own(id)), line: nil)
    }

    /// Processes a message, or an error of a stream.
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

    /// Handles a first message: waits for what usually follows it at once.
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

    /// Handles an interruption; calls waiting for a first message get none if the connection was lost.
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
