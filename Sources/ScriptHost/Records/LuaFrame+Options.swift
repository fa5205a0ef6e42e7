internal import LuaBridge

extension LuaFrame {
    /// Returns the entries of a table of options; none if the argument is absent.
    ///
    /// - Throws: An error for anything else, since something meant as an option must not be ignored.
    func options(_ argument: Int, function: String) throws(LuaRaise) -> [(key: String, value: LuaValue)] {
        guard isNil(argument) || typeName(argument) == "table" else {
            throw LuaRaise(
                message: "\(function): expected a table of options, got \(typeName(argument))",
                remedy: "write \(function)(…, {name = value})"
            )
        }
        return try entries(argument)
    }
}
