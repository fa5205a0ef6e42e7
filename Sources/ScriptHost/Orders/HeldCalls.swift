internal import LuaBridge

/// Calls that wait until the desk has read what TWS knows of orders; then each is tried again, at its own line.
final class HeldCalls {
    private struct Call {
        let token: LuaToken
        let attempt: Attempt
    }

    /// Tries a call; `nil` while the desk still needs to know more.
    typealias Attempt = () throws(LuaRaise) -> [LuaValue]?

    /// Longest wait, in seconds.
    private static let patience = 30.0

    private let waits: WaitTable
    private var calls: [Call] = []

    init(waits: WaitTable) { self.waits = waits }

    /// Tries a call now; where the desk needs to know more first, the script waits.
    ///
    /// - Parameter canWait: Whether the script can wait at this line.
    func call(_ function: String, canWait: Bool, _ attempt: @escaping Attempt) throws(LuaRaise) -> HostResult {
        if let values = try attempt() { return .values(values) }
        let code = LuaRaise.Code.name("not_reconciled")
        guard canWait else {
            throw LuaRaise(
                code: code,
                message: "\(function): orders of before are still being read, and a call cannot wait here",
                remedy: "call it outside sort, gsub and coroutines of your own; spawn(fn) runs it by itself"
            )
        }
        let late = LuaRaise(
            code: code,
            message:
                "\(function): TWS has not told its open orders within \(Int(Self.patience)) s, so nothing was sent",
            remedy: "look whether TWS answers other requests; restart it if it does not"
        )
        let token = waits.begin(timeout: Self.patience, late: .raise(late))
        calls.append(Call(token: token, attempt: attempt))
        return .waiting(token)
    }

    /// Tries again what waits, oldest first.
    func retry() {
        let waiting = calls.filter { waits.isWaiting($0.token) }
        calls = []
        for call in waiting {
            do throws(LuaRaise) {
                guard let values = try call.attempt() else {
                    calls.append(call)
                    continue
                }
                waits.finish(call.token, .values(values))
            } catch {
                waits.finish(call.token, .raise(error))
            }
        }
    }
}
