internal import LuaBridge
internal import Trading

/// Calls with `when_connected`: each waits for a connection, or for the end of TWS's restart, and is tried again then.
final class PatientCalls {
    /// Tries a call at its own line.
    typealias Attempt = () throws(LuaRaise) -> [LuaValue]

    /// The one option that such a call has.
    static let option = "when_connected"
    /// What a call may wait out.
    private static let passing: Set<LuaRaise.Code> = [
        .name(Obstacle.Code.notConnected.rawValue), .name(Obstacle.Code.restartWindow.rawValue),
    ]

    private struct Call {
        let token: LuaToken
        let attempt: Attempt
    }

    private let waits: WaitTable
    private var calls: [Call] = []

    init(waits: WaitTable) { self.waits = waits }

    /// Tries a call now; where it cannot be done at the moment, the script waits.
    ///
    /// - Parameters:
    ///   - seconds: Longest wait; the first refusal is raised then. Without it a refusal is raised at once.
    ///   - canWait: Whether the script can wait at this line.
    func call(_ seconds: Double?, canWait: Bool, _ attempt: @escaping Attempt) throws(LuaRaise) -> HostResult {
        do throws(LuaRaise) {
            return .values(try attempt())
        } catch {
            guard let seconds, canWait, let code = error.code, Self.passing.contains(code) else { throw error }
            let token = waits.begin(timeout: seconds, late: .raise(error))
            calls.append(Call(token: token, attempt: attempt))
            return .waiting(token)
        }
    }

    /// Tries again what waits, oldest first.
    func retry() {
        let waiting = calls.filter { waits.isWaiting($0.token) }
        calls = []
        for call in waiting {
            do throws(LuaRaise) {
                waits.finish(call.token, .values(try call.attempt()))
            } catch {
                if let code = error.code, Self.passing.contains(code) {
                    calls.append(call)
                } else {
                    waits.finish(call.token, .raise(error))
                }
            }
        }
    }
}
