internal import LuaBridge
internal import Notation
internal import ScriptCheck

/// What the check of a script knows about formats: Lua itself judges them.
enum FormatCheck {
    /// The largest number of arguments that are judged.
    private static let most = 32
    /// The largest number of values for arguments of which nothing is known: no format that people write shows more.
    private static let open = 32

    /// Returns why Lua refuses to show arguments by the format that is the first of them; `nil` if it may not.
    ///
    /// - Parameters:
    ///   - function: `log`, or `format` for Lua's own.
    ///   - isOpen: Whether the last argument stands for any number of them.
    static func fault(_ function: String, _ arguments: [ScriptVocabulary.Argument], _ isOpen: Bool) -> String? {
        let known = isOpen ? arguments.dropLast() : arguments[...]
        // A single argument of `log` is no format.
        guard case .value(.text(let format))? = known.first, format.utf8.contains(UInt8(ascii: "%")),
            known.count > (function == "log" ? 1 : 0), known.count <= most
        else { return nil }
        // A number fits every conversion.
        let values = known.map(text) + Array(repeating: "1", count: isOpen ? open : 0)
        do throws(ScriptError) {
            let vm = try LuaVM()
            try vm.register("log", formatted: true) { _ in .returned }
            let name = function == "log" ? "log" : "string.format"
            _ = try vm.run("\(name)(\(values.joined(separator: ", ")))", chunk: "c")
            return nil
        } catch {
            guard error.code == .runtime else { return nil }
            return error.message.hasPrefix("c:1: ") ? String(error.message.dropFirst("c:1: ".count)) : error.message
        }
    }

    /// Returns the Lua text of an argument of the same kind.
    static func text(_ argument: ScriptVocabulary.Argument) -> String {
        switch argument {
        case .value(let literal): text(literal)
        case .nothing: "nil"
        case .unknown: "1"
        }
    }

    /// Returns the Lua text of a value of the same kind.
    private static func text(_ literal: ScriptVocabulary.Literal) -> String {
        switch literal {
        case .text(let text): "\"" + text.utf8.map { "\\" + Digits.padded(Int($0), to: 3) }.joined() + "\""
        case .number(let number): Int(exactly: number).map { "\($0)" } ?? (number.isFinite ? "\(number)" : "1")
        case .flag(let flag): "\(flag)"
        case .table, .object, .record, .computed(.table): "{}"
        // One that exists without a host.
        case .function, .computed(.function): "math.max"
        case .computed(.flag): "true"
        // Lua reads a number from a text.
        case .computed(.text), .computed(.number): "1"
        }
    }
}
