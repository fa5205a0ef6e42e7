internal import LuaBridge
internal import TWSWire
internal import Trading

/// Requests that a function of the script waits for: each ends with its answer, an error of TWS, or a time-out.
final class RequestDesk {
    /// Longest wait for an answer, in seconds.
    static let patience = 10.0

    private struct Request {
        let function: String
        let token: LuaToken
        let timer: ScriptTimer
        /// What undoes the request at TWS when it is given up or has brought what was wanted.
        let cancel: Intent?
        /// Takes a message and the request's number; gives the answer once it is complete.
        let receive: (ServerMessage, Int) -> Delivery?
    }

    private unowned let session: ScriptSession
    private var requests: [Int: Request] = [:] { didSet { isEmpty = requests.isEmpty } }
    /// Whether no request waits for an answer.
    private(set) var isEmpty = true
    /// Numbers in the order of the requests, so that answers come in a fixed order.
    private var order: [Int] = []
    /// The last number of a request whose kind has none on the wire; they count downwards.
    private var lastUnnumbered = 0

    init(session: ScriptSession) { self.session = session }

    /// Asks TWS and waits; `receive` sees every message, with the request's number, until it gives the answer.
    ///
    /// - Parameters:
    ///   - cancel: Makes what undoes the request of a number.
    /// - Throws: what the desk objects to.
    func begin(
        _ function: String,
        _ intent: Intent,
        line: Int? = nil,
        timeout: Double = patience,
        cancel: ((Int) -> ClientMessage)? = nil,
        receive: @escaping (ServerMessage, Int) -> Delivery?
    ) throws(LuaRaise) -> HostResult {
        let id = try ask(function, intent, line: line)
        let token = session.waits.begin()
        let timer = session.timers.start(after: timeout) { [unowned self] in late(id, after: timeout) }
        let undo = cancel.map { Intent.request($0(id), .own(id)) }
        requests[id] = Request(function: function, token: token, timer: timer, cancel: undo, receive: receive)
        order.append(id)
        return .waiting(token)
    }

    /// Puts an intent to the desk, and gives the number of the request.
    private func ask(_ function: String, _ intent: Intent, line: Int?) throws(LuaRaise) -> Int {
        let verdict = session.submit(intent, line: line)
        guard case .requested(let id) = verdict else { throw session.raise(verdict, function: function, line: line) }
        if let id { return id }
        lastUnnumbered -= 1
        return lastUnnumbered
    }

    /// Brings a message to the requests.
    func receive(_ message: ServerMessage) {
        guard !isEmpty else { return }
        if case .error(let error) = message, requests[error.reqId] != nil {
            guard !OrderLedger.isAdvisory(error.errorCode) else { return }
            return fail(
                error.reqId,
                code: error.errorCode,
                ShownText.of(error.errorString),
                remedy: TWSCode.remedy(error.errorCode, error.errorString)
            )
        }
        for id in order {
            guard let request = requests[id], let answer = request.receive(message, id) else { continue }
            end(id, answer, cancels: true)
        }
    }

    /// Whether an error with this id is raised in the script and need not be shown besides.
    func owns(_ id: Int) -> Bool { requests[id] != nil }

    /// The connection is gone: no answer will come, and none is wanted when there is another.
    func failAll(_ reason: String) {
        for id in order {
            guard let request = requests[id] else { continue }
            let raise = LuaRaise(
                code: .name("connection_lost"),
                message: "\(request.function): the connection is gone (\(reason))",
                remedy: "ask again after wait(\"resumed\")"
            )
            end(id, .raise(raise), cancels: true)
        }
    }

    /// The runtime could not send the request.
    func refused(_ id: Int, _ message: String) { fail(id, code: nil, message, remedy: nil) }

    private func late(_ id: Int, after seconds: Double) {
        guard let request = requests[id] else { return }
        let raise = LuaRaise(
            code: .name("timeout"),
            message: "\(request.function): no answer within \(RecordText.text(.number(seconds)) ?? "") s",
            remedy: "try again; if it stays so, check the connection of TWS to IB"
        )
        end(id, .raise(raise), cancels: true)
    }

    private func fail(_ id: Int, code: Int?, _ message: String, remedy: String?) {
        guard let request = requests[id] else { return }
        let number = code.map { "error \($0): " } ?? ""
        let raise = LuaRaise(
            code: code.map(LuaRaise.Code.number),
            message: "\(request.function): \(number)\(message)",
            remedy: remedy
        )
        end(id, .raise(raise), cancels: false)
    }

    private func end(_ id: Int, _ delivery: Delivery, cancels: Bool) {
        guard let request = requests.removeValue(forKey: id) else { return }
        order.removeAll { $0 == id }
        session.timers.cancel(request.timer)
        if cancels, let cancel = request.cancel { _ = session.submit(cancel, line: nil) }
        session.waits.finish(request.token, delivery)
    }
}
