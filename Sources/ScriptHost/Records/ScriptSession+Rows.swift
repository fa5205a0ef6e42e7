internal import LuaBridge

extension ScriptSession {
    /// A list of records of the host's own as an answer; an error where there is no memory for their kind.
    func give(_ name: String, keys: [String], _ rows: [[LuaValue]]) -> Delivery {
        do throws(LuaRaise) {
            return try shapes.rows(name, keys: keys, rows)
        } catch {
            return .raise(error)
        }
    }
}
