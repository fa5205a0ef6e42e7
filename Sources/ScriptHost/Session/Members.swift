internal import LuaBridge
internal import Notation
internal import ScriptCheck
internal import Trading

/// What the host's objects share: how they are shown, and the errors for unknown members.
enum Members {
    /// Returns an empty class with this name, in which an unknown member is an error.
    static func of<Object: LuaObject>(_ name: String) -> LuaClass<Object> {
        var description = LuaClass<Object>(name: name)
        description.unknown = { unknown($0, of: name, among: $1) }
        return description
    }

    /// The text of an object in `tostring`: `<fill orderId=7, shares=100>`, the plain values of its fields.
    ///
    /// - Parameters:
    ///   - times: The fields that are times, which are shown as a clock shows them.
    ///   - zones: The zones of the script, whose default one the clock has.
    static func text(
        _ name: String,
        _ values: [(key: String, value: LuaValue)],
        times: Set<String> = [],
        _ zones: ZoneBook? = nil
    ) -> String {
        let parts = values.compactMap { key, value in
            let clock = times.contains(key) ? zones.flatMap { ShownMoment.text(value, in: $0.usual) } : nil
            return (clock ?? RecordText.text(value)).map { "\(key)=\($0)" }
        }
        return "<\(name) " + parts.joined(separator: ", ") + ">"
    }

    /// Returns the error for a member that an object does not have, with the nearest name, or with all if none is near.
    static func unknown(_ name: String, of object: String, among known: [String]) -> LuaRaise {
        unknown(name, of: object, among: known, habit: PythonHabits.hint(forMember: name, of: object))
    }

    /// Returns the same error for a key in a table of options.
    static func unknownOption(_ name: String, of object: String, among known: [String]) -> LuaRaise {
        unknown(name, of: object, among: known, habit: PythonHabits.hint(forOption: name, of: object))
    }

    private static func unknown(_ name: String, of object: String, among known: [String], habit: String?) -> LuaRaise {
        let hint = habit ?? NearestName.hint(for: name, among: known, listed: known)
        return LuaRaise(message: "\(object).\(ShownText.of(name)): no such field\(hint)")
    }
}
