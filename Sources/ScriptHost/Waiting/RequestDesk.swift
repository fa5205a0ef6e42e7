internal import LuaBridge
internal import TWSWire
internal import Trading

/// Requests that a call of the script waits for: each ends with its answer, an error from TWS, or a time-out.
final class RequestDesk {
    /// The longest wait for an answer, in seconds.
    static let patience = 10.0

    private struct Request {
        let function: String
        /// Takes the answer, or the reason why there is none.
        let deliver: (Delivery) -> Void
        /// Ends the wait; `nil` while the request is held.
        var timer: ScriptTimer?
        let patience: Double
        /// The intent that undoes the request at TWS when it is given up.
        let undo: Intent?
        /// Whether it is also undone once it has been answered.
        let isUndoneWhenAnswered: Bool
        /// Handles a message with the request id; returns the answer once it is complete.
        let receive: (ServerMessage, Int) -> Delivery?
        /// Its index in `order`.
        let place: Int
        /// Its memory, charged to the script.
        let loan: LuaLoan
    }

    /// The size of a request in bytes, here and in transit.
    private static let footprint = 2048

    private unowned let session: ScriptSession
    private var requests: [Int: Request] = [:] { didSet { isEmpty = requests.isEmpty } }
    /// Whether no request is waiting for an answer.
    private(set) var isEmpty = true
    /// Request ids in order of the requests, so that answers arrive in a fixed order.
    private var order = Roster<Int>()
    /// The last id of a request whose kind has none on the wire; these ids count downwards, far from the -1 in TWS's
    /// general errors.
    private var lastUnnumbered = -1_000_000_000_000

    init(session: ScriptSession) { self.session = session }

    /// Asks TWS and waits; `receive` sees every message, with the request id, until it returns the answer.
    ///
    /// - Parameters:
    ///   - cancel: Creates the message that undoes the request with an id.
    ///   - undoesOnlyGivenUp: Whether an answer also ends the request at TWS, so that only an abandoned one is undone.
    /// - Throws: The desk's objection.
    func begin(
        _ function: String,
        _ intent: Intent,
        line: Int? = nil,
        timeout: Double = patience,
        cancel: ((Int) -> ClientMessage)? = nil,
        undoesOnlyGivenUp: Bool = false,
        receive: @escaping (ServerMessage, Int) -> Delivery?
    ) throws(LuaRaise) -> HostResult {
        let waits = session.waits
        var token: LuaToken?
        let id = try ask(
            function,
            intent,
            line: line,
            timeout: timeout,
            cancel: cancel,
            undoesOnlyGivenUp: undoesOnlyGivenUp,
            receive: receive
        ) { delivery in
            if let token { waits.finish(token, delivery) }
        }
        let begun = waits.begin { [unowned self] in giveUp(id) }
        token = begun
        return .waiting(begun)
    }

    /// The same for one step of several: nothing waits yet, and `deliver` is called once with the answer or the reason
    /// why there is none.
    ///
    /// - Returns: The request id.
    /// - Throws: The desk's objection.
    @discardableResult
    func ask(
        _ function: String,
        _ intent: Intent,
        line: Int? = nil,
        timeout: Double = patience,
        cancel: ((Int) -> ClientMessage)? = nil,
        undoesOnlyGivenUp: Bool = false,
        receive: @escaping (ServerMessage, Int) -> Delivery?,
        deliver: @escaping (Delivery) -> Void
    ) throws(LuaRaise) -> Int {
        let loan = try session.vm.borrow(Self.footprint)
        let id = try number(function, intent, line: line)
        requests[id] = Request(
            function: function,
            deliver: deliver,
            timer: startTimer(id, timeout),
            patience: timeout,
            undo: cancel.map { Intent.request($0(id), .own(id)) },
            isUndoneWhenAnswered: !undoesOnlyGivenUp,
            receive: receive,
            place: order.add(id),
            loan: loan
        )
        return id
    }

    /// Asks TWS for the host itself, while nothing in the script waits.
    ///
    /// - Parameters:
    ///   - receive: Sees every message, with the request id, until it returns that the answer is complete.
    ///   - failed: Called once instead if there will be no answer.
    func beginQuietly(
        _ function: String,
        _ intent: Intent,
        receive: @escaping (ServerMessage, Int) -> Bool,
        failed: @escaping () -> Void
    ) {
        do throws(LuaRaise) {
            try ask(function, intent) {
                receive($0, $1) ? .values([]) : nil
            } deliver: {
                if case .raise = $0 { failed() }
            }
        } catch {
            failed()
        }
    }

    /// Submits an intent to the desk, and returns the request id.
    private func number(_ function: String, _ intent: Intent, line: Int?) throws(LuaRaise) -> Int {
        let verdict = session.submit(intent, line: line)
        guard case .requested(let id) = verdict else { throw session.raise(verdict, function: function, line: line) }
        if let id { return id }
        lastUnnumbered -= 1
        return lastUnnumbered
    }

    /// Records that a request is waiting for pacing: its time starts when it is sent.
    func held(_ id: Int) {
        guard let timer = requests[id]?.timer else { return }
        session.timers.cancel(timer)
        requests[id]?.timer = nil
    }

    /// Records that a held request was sent.
    func left(_ id: Int) {
        guard let request = requests[id], request.timer == nil else { return }
        requests[id]?.timer = startTimer(id, request.patience)
    }

    private func startTimer(_ id: Int, _ patience: Double) -> ScriptTimer {
        session.timers.startTimeout(after: patience) { [unowned self] in late(id, after: patience) }
    }

    /// Passes a message to the requests.
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
        for id in order.all {
            guard let request = requests[id], let answer = request.receive(message, id) else { continue }
            end(id, answer, cancels: request.isUndoneWhenAnswered)
        }
    }

    /// Whether an error with this id is raised in the script and need not be shown as well.
    func owns(_ id: Int) -> Bool { requests[id] != nil }

    /// Fails all requests, because the connection was lost: no answer will arrive, and none is wanted on a new one.
    func failAll(_ reason: String) {
        for id in order.all {
            guard let request = requests[id] else { continue }
            let raise = LuaRaise(
                code: .name("connection_lost"),
                message: "\(request.function): the connection is lost (\(reason))",
                remedy: "ask again after wait(\"resumed\")"
            )
            end(id, .raise(raise), cancels: true)
        }
    }

    /// Gives up a request whose answer nobody waits for any more.
    private func giveUp(_ id: Int) { end(id, .values([]), cancels: true) }

    /// Handles a request that the runtime could not send.
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
        order.remove(request.place)
        if let timer = request.timer { session.timers.cancel(timer) }
        if cancels, let undo = request.undo { _ = session.submit(undo, line: nil) }
        request.deliver(delivery)
    }
}
