internal import LuaBridge
internal import ScriptCheck

/// Values that Lua's own functions refuse: only those are tried out that cost nothing.
extension LibraryCheck {
    /// The functions that are called with the script's own values; all of `math` are besides. Each has the positions
    /// from 0 of arguments that may be anything.
    private static let valued: [String: Range<Int>] = [
        "select": 1..<Int.max, "tonumber": 0..<1, "string.char": 0..<0, "utf8.char": 0..<0, "utf8.codepoint": 0..<0,
        "utf8.len": 0..<0, "utf8.offset": 0..<0, "table.concat": 0..<0, "table.insert": 2..<3, "table.remove": 0..<0,
        "table.sort": 0..<0,
    ]
    /// The functions that ask of what a table holds only whether it is there, and whether it is a text or a number.
    private static let tolerant: Set<String> = ["table.concat", "table.insert"]
    /// How Lua says that it refuses a value.
    private static let refusals = [
        "bad argument #", "wrong number of arguments", "invalid value (", "attempt to compare ",
    ]
    /// The longest text that is tried out, in bytes, and the largest number of entries of a table.
    private static let (longest, mostEntries) = (200, 50)

    /// Returns why Lua refuses values that the text shows.
    static func faultOfValues(
        _ path: String,
        _ arguments: [ScriptVocabulary.Argument],
        _ trial: LibraryTrial
    ) -> String? {
        guard let free = path.hasPrefix("math.") ? 0..<0 : valued[path] else { return nil }
        // A function of the script may compare in any way.
        if path == "table.sort", arguments.count != 1 { return nil }
        var texts: [String] = []
        for (place, argument) in arguments.enumerated() {
            guard let text = free.contains(place) ? "\"1\"" : exactText(argument, path) else { return nil }
            texts.append(text)
        }
        // Only integers cannot be divided by zero, and the text does not show whether a number is one.
        guard let refusal = trial.refusal(texts), refusal.starts(with: refusals), !refusal.message.hasSuffix("(zero)")
        else { return nil }
        return refusal.message
    }

    /// Returns the Lua text of a value that the text of the script shows; `nil` if it does not.
    private static func exactText(_ argument: ScriptVocabulary.Argument, _ path: String) -> String? {
        switch argument {
        // Larger integers may have been rounded.
        case .value(.number(let number)) where abs(number) >= 0x1p53: nil
        case .value(.text(let text)) where !isShort(text): nil
        case .nothing, .value(.number), .value(.text), .value(.flag): FormatCheck.text(argument)
        case .value(.table(let table)) where path.hasPrefix("table."): exactText(table, path)
        default: nil
        }
    }

    /// Whether a text is short, and made of the bytes that the script has there.
    static func isShort(_ text: String) -> Bool {
        text.utf8.count <= longest && !text.unicodeScalars.contains("\u{FFFD}")
    }

    /// Returns the Lua text of a list that is written in the call.
    private static func exactText(_ table: ScriptVocabulary.Literal.Table, _ path: String) -> String? {
        guard table.isWhole, table.entries.count <= mostEntries else { return nil }
        var texts: [String] = []
        for entry in table.entries {
            guard entry.key == nil, let text = text(of: entry, path) else { return nil }
            texts.append(text)
        }
        return "{\(texts.joined(separator: ", "))}"
    }

    private static func text(of entry: ScriptVocabulary.Literal.Table.Entry, _ path: String) -> String? {
        switch entry.value {
        case .table?, .function?: entry.value.map { FormatCheck.text(.value($0)) }
        case let value? where !tolerant.contains(path): exactText(.value(value), path)
        case .computed(.text)?, .computed(.number)?, nil: tolerant.contains(path) ? "1" : nil
        case .text(let text)? where !isShort(text): "\"x\""
        case let value?: FormatCheck.text(.value(value))
        }
    }

    // MARK: Patterns

    /// How Lua says that a pattern is wrong.
    private static let malformed = [
        "malformed pattern (", "missing '[' after", "invalid pattern capture", "invalid capture index",
    ]

    /// Returns why Lua refuses a pattern. It is tried on an empty text, where nothing repeats: what Lua reads of the
    /// pattern there it reads on any other text, too, or it finds nothing at all.
    static func faultOfPattern(
        _ path: String,
        _ arguments: [ScriptVocabulary.Argument],
        _ trial: LibraryTrial
    ) -> String? {
        let isMethod = path.hasPrefix("string:")
        guard isMethod || path.hasPrefix("string.") else { return nil }
        let name = path.dropFirst("string:".count)
        // Further arguments may turn the pattern off.
        guard ["find", "match", "gmatch", "gsub"].contains(name),
            arguments.count == (isMethod ? 1 : 2) + (name == "gsub" ? 1 : 0),
            case .value(.text(let pattern)) = arguments[isMethod ? 0 : 1], isShort(pattern)
        else { return nil }
        let written = FormatCheck.text(.value(.text(pattern)))
        let statement =
            switch name {
            case "gmatch": "for _ in string.gmatch(\"\", \(written)) do end"
            case "gsub": "local _ = string.gsub(\"\", \(written), \"\")"
            default: "local _ = string.\(name)(\"\", \(written))"
            }
        guard let refusal = trial.refusal(of: statement), refusal.starts(with: malformed) else { return nil }
        return refusal.message
    }

    // MARK: Times

    /// Returns why `os.time` refuses a table with places instead of names: `os.time{2026, 1, 5}`.
    static func faultOfTime(_ arguments: [ScriptVocabulary.Argument]) -> String? {
        guard case .value(.table(let table))? = arguments.first, table.isWhole,
            table.entries.contains(where: { $0.key == nil })
        else { return nil }
        let names = Set(table.entries.compactMap(\.key))
        guard let missing = ["year", "month", "day"].first(where: { !names.contains($0) }) else { return nil }
        return ScriptVocabulary.reason { () throws(LuaRaise) in _ = try TimeFunctions.part(missing, usual: nil, nil) }
    }
}
