internal import LuaBridge
internal import ScriptCheck

/// What the check of a script knows about the arguments of Lua's own functions: Lua itself judges their kinds.
enum LibraryCheck {
    /// The tables whose functions are judged; `string.format` has rules of its own.
    private static let tables: Set<Substring> = ["math", "string", "table", "utf8"]
    /// The largest number of arguments that are judged.
    private static let most = 8

    /// Returns why Lua refuses the kind of an argument; `nil` if it may not.
    ///
    /// - Parameters:
    ///   - path: `math.floor`, or `string:rep` for a method of a text.
    ///   - arguments: All of them, without the text of a method.
    static func fault(_ path: String, _ arguments: [ScriptVocabulary.Argument]) -> String? {
        guard let end = path.firstIndex(where: { ".:".contains($0) }), tables.contains(path[..<end]),
            path != "string.format", path != "string:format", arguments.count <= most, needsTrial(arguments)
        else { return nil }
        let name = path[end] == ":" ? "(\"1\")\(path[end...])" : path
        do throws(ScriptError) {
            _ = try LuaVM().run("local _ = \(name)(\(arguments.map(text).joined(separator: ", ")))", chunk: "c")
            return nil
        } catch {
            let start = "c:1: "
            let message = error.message.hasPrefix(start) ? error.message.dropFirst(start.count) : error.message[...]
            let lead = "bad argument #"
            guard error.code == .runtime, message.hasPrefix(lead), message.contains(" expected"),
                let place = Int(message.dropFirst(lead.count).prefix { $0 != " " })
            else { return nil }
            // Something else may stand where nothing is known, but what is known stays as it is.
            if arguments.indices.contains(place - 1), case .unknown = arguments[place - 1] { return nil }
            return String(message)
        }
    }

    /// Whether an argument may be of a wrong kind: what is unknown, or a number, fits nearly everywhere.
    private static func needsTrial(_ arguments: [ScriptVocabulary.Argument]) -> Bool {
        arguments.isEmpty
            || arguments.contains { argument in
                switch argument {
                case .unknown, .value(.number): false
                default: true
                }
            }
    }

    /// Returns the Lua text of an argument of the same kind: no size or pattern of the script's is tried out.
    private static func text(_ argument: ScriptVocabulary.Argument) -> String {
        switch argument {
        case .value(.number): "1"
        // Lua may read a number from a text with a digit, and certainly reads none from another.
        case .value(.text(let text)): text.contains { $0.isNumber } ? "\"1\"" : "\"x\""
        default: FormatCheck.text(argument)
        }
    }
}
