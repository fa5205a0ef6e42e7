internal import LuaBridge
internal import TradingState

/// Errors about members of the host's objects.
enum Members {
    /// The error for a member that an object does not have.
    static func unknown(_ name: String, of object: String, among known: [String]) -> LuaRaise {
        let hint = NearestName.hint(for: name, among: known)
        return LuaRaise(message: "\(object).\(ShownText.of(name)): no such field\(hint)")
    }
}
