internal import LuaBridge

extension ScriptSession {
    /// Returns a list of the host's own records as an answer, or an error if there is no memory for their shape.
    func give(_ name: String, keys: [String], _ rows: [[LuaValue]]) -> Delivery {
        do throws(LuaRaise) {
            return try shapes.rows(name, keys: keys, rows)
        } catch {
            return .raise(error)
        }
    }
}
