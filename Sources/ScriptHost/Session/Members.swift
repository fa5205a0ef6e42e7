internal import LuaBridge
internal import Trading

/// Errors about members of the host's objects.
enum Members {
    /// Most names that an error lists.
    private static let longestList = 16

    /// The error for a member that an object does not have, with the nearest name, or with all where none is near.
    static func unknown(_ name: String, of object: String, among known: [String]) -> LuaRaise {
        var hint = NearestName.hint(for: name, among: known)
        if hint.isEmpty, known.count <= longestList { hint = "; there are: \(known.joined(separator: " "))" }
        return LuaRaise(message: "\(object).\(ShownText.of(name)): no such field\(hint)")
    }
}
