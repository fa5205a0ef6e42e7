internal import LuaBridge

extension LuaFrame {
    /// The entries of a table of options; none where the argument is absent.
    ///
    /// - Throws: an error for anything else: what is meant for an option must not go unheard.
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
