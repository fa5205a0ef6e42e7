internal import LuaBridge
internal import TWSWire
internal import Trading

/// A function of the script that needs several answers of TWS, one after the other: each step says what comes next.
///
/// The function waits until ``finish(_:)``; whatever a step throws is raised at its line.
final class Inquiry {
    unowned let session: ScriptSession
    /// What the script has called.
    let function: String
    private var token: LuaToken?

    private init(_ function: String, _ session: ScriptSession) {
        self.function = function
        self.session = session
    }

    /// Begins with a first step.
    ///
    /// - Throws: what the first step throws at once.
    static func begin(
        _ function: String,
        _ session: ScriptSession,
        _ first: (Inquiry) throws(LuaRaise) -> Void
    ) throws(LuaRaise) -> HostResult {
        let inquiry = Inquiry(function, session)
        let token = session.waits.begin()
        inquiry.token = token
        do throws(LuaRaise) {
            try first(inquiry)
        } catch {
            inquiry.fail(error)
        }
        return .waiting(token)
    }

    /// Whether the function still waits.
    var isOpen: Bool { token.map(session.waits.isWaiting) ?? false }

    /// The function gets its answer; what comes later changes nothing.
    func finish(_ delivery: Delivery) {
        guard let token else { return }
        self.token = nil
        session.waits.finish(token, delivery)
    }

    /// The function ends with an error.
    func fail(_ raise: LuaRaise) { finish(.raise(raise)) }

    /// Does a step; what it throws ends the inquiry.
    func step(_ body: () throws(LuaRaise) -> Void) {
        guard isOpen else { return }
        do throws(LuaRaise) {
            try body()
        } catch {
            fail(error)
        }
    }

    /// Asks TWS; `receive` sees every message, with the request's number, until it gives the answer, which `then` takes.
    ///
    /// - Parameter failed: Takes why there is no answer; without it the function raises that.
    func ask<Answer>(
        _ message: ClientMessage,
        timeout: Double = RequestDesk.patience,
        cancel: ((Int) -> ClientMessage)? = nil,
        undoesOnlyGivenUp: Bool = false,
        receive: @escaping (ServerMessage, Int) -> Result<Answer, LuaRaise>?,
        then: @escaping (Answer) throws(LuaRaise) -> Void,
        failed: ((LuaRaise) throws(LuaRaise) -> Void)? = nil
    ) throws(LuaRaise) {
        var answer: Answer?
        try session.requests.ask(
            function,
            .request(message, .allocated),
            timeout: timeout,
            cancel: cancel,
            undoesOnlyGivenUp: undoesOnlyGivenUp
        ) { message, id in
            switch receive(message, id) {
            case nil: return nil
            case .success(let complete)?:
                answer = complete
                return .values([])
            case .failure(let raise)?: return .raise(raise)
            }
        } deliver: { [self] delivery in
            guard isOpen else { return }
            do throws(LuaRaise) {
                if case .raise(let raise) = delivery {
                    guard let failed else { throw raise }
                    try failed(raise)
                } else if let answer {
                    try then(answer)
                }
            } catch {
                fail(error)
            }
        }
    }

    /// Reads what TWS knows of a contract, or what it has told today.
    func details(
        _ contract: Contract,
        then: @escaping ([ContractDetails]) throws(LuaRaise) -> Void,
        failed: ((LuaRaise) throws(LuaRaise) -> Void)? = nil
    ) throws(LuaRaise) {
        try session.details.read(contract, function: function) { [self] result in
            step { () throws(LuaRaise) in
                switch result {
                case .success(let found): try then(found)
                case .failure(let raise):
                    guard let failed else { throw raise }
                    try failed(raise)
                }
            }
        }
    }

    /// The same for the one contract that matches.
    func qualified(
        _ contract: Contract,
        then: @escaping (ContractDetails) throws(LuaRaise) -> Void
    ) throws(LuaRaise) {
        try details(contract) { [function] found throws(LuaRaise) in
            try then(try DetailsFunctions.only(found, function: function))
        }
    }
}
