internal import LuaBridge
internal import TWSWire
internal import Trading

/// A call of the script that needs several answers from TWS, one after another: each step starts the next.
///
/// The call waits until ``finish(_:)``; an error thrown in a step is raised at its line.
final class Inquiry {
    unowned let session: ScriptSession
    /// The function that the script called.
    let function: String
    private var token: LuaToken?

    private init(_ function: String, _ session: ScriptSession) {
        self.function = function
        self.session = session
    }

    /// Starts with a first step.
    ///
    /// - Throws: What the first step throws immediately.
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

    /// Whether the call is still waiting.
    var isOpen: Bool { token.map(session.waits.isWaiting) ?? false }

    /// Delivers the call's answer; later ones have no effect.
    func finish(_ delivery: Delivery) {
        guard let token else { return }
        self.token = nil
        session.waits.finish(token, delivery)
    }

    /// Ends the call with an error.
    func fail(_ raise: LuaRaise) { finish(.raise(raise)) }

    /// Performs a step; an error thrown in it ends the inquiry.
    func step(_ body: () throws(LuaRaise) -> Void) {
        guard isOpen else { return }
        do throws(LuaRaise) {
            try body()
        } catch {
            fail(error)
        }
    }

    /// Asks TWS; `receive` sees every message, with the request id, until it returns the answer, which `then` takes.
    ///
    /// - Parameter failed: Handles the reason if there is no answer; without it, the call raises the reason.
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

    /// Reads what TWS knows about a contract, or what it has reported today.
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

    /// The same for the only matching contract.
    func qualified(
        _ contract: Contract,
        then: @escaping (ContractDetails) throws(LuaRaise) -> Void
    ) throws(LuaRaise) {
        try details(contract) { [function] found throws(LuaRaise) in
            try then(try DetailsFunctions.only(found, function: function))
        }
    }
}
