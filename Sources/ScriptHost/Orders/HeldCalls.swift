internal import LuaBridge
internal import Trading

/// Calls that cannot be carried out yet. Each waits until the desk has read what TWS knows about orders or about the
/// instrument or, with `when_connected`, for a connection or the end of a TWS restart; then it is tried again, at its
/// own line.
final class HeldCalls {
    private struct Call {
        let token: LuaToken
        /// Whether it also waits for a connection.
        let isPatient: Bool
        let attempt: Attempt
        /// What happens after the attempt has succeeded and before the call returns; `nil` if nothing does.
        let next: Next?
    }

    /// Attempts a call; returns `nil` while the desk needs to know more.
    typealias Attempt = () throws(LuaRaise) -> [LuaValue]?

    /// The rest of a call, which finishes the wait.
    typealias Next = (LuaToken) throws(LuaRaise) -> Void

    /// The option that makes a call wait for a connection.
    static let option = "when_connected"
    /// The longest wait for what TWS knows, in seconds.
    private static let patience = 30.0
    /// The errors that a patient call waits out.
    private static let passing: Set<LuaRaise.Code> = [
        .name(Obstacle.Code.notConnected.rawValue), .name(Obstacle.Code.restartWindow.rawValue),
    ]

    private let waits: WaitTable
    private var calls: [Call] = []
    /// What the current attempt is waiting for.
    private var need = Verdict.Need.reconciled

    init(waits: WaitTable) { self.waits = waits }

    /// Records what an attempt is waiting for; returns the attempt's result.
    func wait<Value>(for need: Verdict.Need) -> Value? {
        self.need = need
        return nil
    }

    /// Attempts a call now; if it cannot be carried out yet, the script waits.
    ///
    /// - Parameters:
    ///   - seconds: The longest wait for a connection, after which the first refusal is raised. Without it, a refusal
    ///     is raised at once.
    ///   - canWait: Whether the script can wait at this line.
    func call(
        _ function: String,
        whenConnected seconds: Double? = nil,
        canWait: Bool,
        _ attempt: @escaping Attempt
    ) throws(LuaRaise) -> HostResult {
        let late: LuaRaise
        do throws(LuaRaise) {
            if let values = try attempt() { return .values(values) }
            late = Self.notRead(function, need)
        } catch {
            guard seconds != nil, canWait, Self.passes(error) else { throw error }
            late = error
        }
        guard canWait else { throw Self.cannotWait(function, need) }
        let token = waits.begin(timeout: seconds ?? Self.patience, late: .raise(late))
        calls.append(Call(token: token, isPatient: seconds != nil, attempt: attempt, next: nil))
        return .waiting(token)
    }

    /// The same for a call that continues with an answer from TWS: `next` starts once the attempt has succeeded.
    func call(
        _ function: String,
        canWait: Bool,
        _ attempt: @escaping Attempt,
        next: @escaping Next
    ) throws(LuaRaise) -> HostResult {
        guard canWait else { throw Self.cannotWait(function, need) }
        let isReady = try attempt() != nil
        let token = waits.begin(timeout: Self.patience, late: .raise(Self.notRead(function, need)))
        if isReady {
            try next(token)
        } else {
            calls.append(Call(token: token, isPatient: false, attempt: attempt, next: next))
        }
        return .waiting(token)
    }

    /// Attempts waiting calls again, oldest first.
    func retry() {
        let waiting = calls.filter { waits.isWaiting($0.token) }
        calls = []
        for call in waiting {
            do throws(LuaRaise) {
                guard let values = try call.attempt() else {
                    calls.append(call)
                    continue
                }
                if let next = call.next { try next(call.token) } else { waits.finish(call.token, .values(values)) }
            } catch {
                if call.isPatient, Self.passes(error) {
                    calls.append(call)
                } else {
                    waits.finish(call.token, .raise(error))
                }
            }
        }
    }

    private static func passes(_ error: LuaRaise) -> Bool { error.code.map(passing.contains) ?? false }

    private static func notRead(_ function: String, _ need: Verdict.Need) -> LuaRaise {
        switch need {
        case .reconciled:
            LuaRaise(
                code: .name("not_reconciled"),
                message: "\(function): TWS has not told its open orders within \(Int(patience)) s, so nothing was sent",
                remedy: "check whether TWS answers other requests; restart it if it does not"
            )
        case .details, .price, .margin:
            LuaRaise(
                code: .name("not_qualified"),
                message:
                    "\(function): TWS has not described the contract within \(Int(patience)) s, so nothing was sent",
                remedy: "check whether TWS answers details(contract); restart it if it does not"
            )
        }
    }

    private static func cannotWait(_ function: String, _ need: Verdict.Need) -> LuaRaise {
        let remedy = "call it outside sort, gsub and coroutines of your own; spawn(fn) runs it by itself"
        return switch need {
        case .reconciled:
            LuaRaise(
                code: .name("not_reconciled"),
                message: "\(function): earlier orders are still being read, and a call cannot wait here",
                remedy: remedy
            )
        case .details, .price, .margin:
            LuaRaise(
                code: .name("not_qualified"),
                message: "\(function): the contract is being looked up, and a call cannot wait here",
                remedy: remedy
            )
        }
    }
}
