/// A script that is well-formed Lua, with everything that the rules examine.
struct CheckSubject {
    let file: String
    let facts: LuaFacts
    /// What the script and all its modules use.
    let whole: LuaFacts
    /// Whether it is a module, which need not use everything that its header names.
    let isModule: Bool
    /// `nil` if the header is faulty, in which case rules that need it report nothing.
    let header: HeaderFacts?
    let vocabulary: ScriptVocabulary

    /// Whether a path still means the host's function, because the script has not replaced it.
    func isHost(_ path: String) -> Bool {
        let root = path.prefix { $0 != "." }
        return !whole.assignedGlobals.contains(String(root)) && !whole.assignedMembers.contains(path)
    }

    func error(_ code: Finding.Code, _ line: Int, _ column: Int, _ message: String) -> Finding {
        Finding(severity: .error, file: file, line: line, column: column, message: message, code: code)
    }

    func warning(_ code: Finding.Code, _ line: Int, _ column: Int, _ message: String) -> Finding {
        Finding(severity: .warning, file: file, line: line, column: column, message: message, code: code)
    }
}

extension LuaCall {
    /// Returns the argument at a position, or the field with this name if the function was given a table.
    func argument(_ position: Int, field: String) -> LuaShape? {
        if case .table(let fields)? = arguments.first { return fields.last { $0.name == field }?.value }
        return position < arguments.count ? arguments[position] : nil
    }
}

extension LuaShape {
    var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    var number: Double? {
        if case .number(let number) = self { return number }
        return nil
    }

    /// The text, number or boolean, if it is a literal.
    var literal: ScriptVocabulary.Literal? {
        switch self {
        case .string(let text): .text(text)
        case .number(let number): .number(number)
        case .boolean(let flag): .flag(flag)
        default: nil
        }
    }

    /// Whether it is a text, number, boolean or table that is written here.
    var isWritten: Bool { literal != nil || isTable }

    /// Whether it is a table, written in braces.
    var isTable: Bool {
        if case .table = self { return true }
        return false
    }

    /// Whether it is the literal `nil`.
    var isNothing: Bool {
        if case .nothing = self { return true }
        return false
    }

    /// The name of the input if the expression is `input.NAME`.
    var inputName: String? {
        guard case .path(let path) = self, path.hasPrefix("input.") else { return nil }
        return String(path.dropFirst("input.".count))
    }
}
