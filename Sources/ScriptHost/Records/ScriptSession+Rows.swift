internal import LuaBridge

extension ScriptSession {
    /// Returns a list of the host's own records as an answer, or an error if there is no memory for their shape.
    func give(_ name: String, keys: [String], times: Set<String> = ["time"], _ rows: [[LuaValue]]) -> Delivery {
        do throws(LuaRaise) {
            return try shapes.rows(name, keys: keys, times: times, rows)
        } catch {
            return .raise(error)
        }
    }
}
