internal import Notation
internal import ScriptCheck

/// What the user types at `ibscript repl`, line by line: Lua until it is complete, or a word for the terminal itself.
struct ReplEntry {
    /// The result of a line.
    enum Outcome: Hashable {
        /// The text is incomplete.
        case unfinished
        /// Lua to run.
        case run(String)
        /// A word for the terminal, with what follows it.
        case command(String, String)
        /// The text is not valid Lua.
        case malformed(String)
        /// A word with which other programs end a session.
        case ending
        case nothing
    }

    /// The longest text typed in one piece, in bytes.
    private static let longest = 64 << 10

    private var lines: [String] = []
    /// The texts that were run, in order.
    private(set) var accepted: [String] = []

    /// The contents of its global variables, as far as its lines show them.
    private(set) var objects = KnownObjects()

    /// Whether an incomplete text has been started.
    var isUnfinished: Bool { !lines.isEmpty }

    /// Whether the text that was run last begins by declaring a local variable, which ends with it.
    var endsWithLocal: Bool {
        accepted.last?.split(separator: " ", maxSplits: 1).first == "local"
    }

    /// The words with which other programs end a session; in Lua they are variables.
    private static let endings: Set<String> = ["exit", "exit()", "quit", "quit()"]

    /// Drops the incomplete text.
    mutating func cancel() { lines = [] }

    /// Takes a line. A blank line ends a text that could continue.
    mutating func take(_ line: String) -> Outcome {
        if lines.isEmpty, line.first == "." {
            let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            return .command(String(words[0]), words.count > 1 ? words[1].trimmingBlanks : "")
        }
        let isBlank = !line.contains { !$0.isWhitespace }
        if isBlank, lines.isEmpty { return .nothing }
        if lines.isEmpty, Self.endings.contains(line.trimmingBlanks),
            !accepted.contains(where: { $0.contains(line.prefix(4)) })
        {
            return .ending
        }
        lines.append(line)
        let text = lines.joined(separator: "\n")
        guard text.utf8.count <= Self.longest else {
            lines = []
            return .malformed("more than 64 kB in one piece")
        }
        switch LuaChunkText(text) {
        case .unfinished: return .unfinished
        case .malformed(let message):
            lines = []
            return .malformed(PythonHabits.hint(forLine: line).map { "\(message); \($0)" } ?? message)
        case .expression:
            accept("print(\(text))")
            return .run("\(Self.show)(\(text)\n)")
        case .statements:
            accept(text)
            return .run(text)
        }
    }

    /// Prints the value of an expression; a plain table is shown with its contents, to a depth of 2 and up to 40
    /// entries.
    private static let show =
        "(function(...) local function shown(x, depth) "
        + "if type(x) == 'string' and depth > 0 then return '\"' .. x .. '\"' end "
        + "if type(x) ~= 'table' or getmetatable(x) ~= nil then return tostring(x) end "
        + "if depth > 2 then return '{…}' end "
        + "local parts, count = {}, #x "
        + "for i = 1, math.min(count, 40) do parts[i] = shown(x[i], depth + 1) end "
        + "for k, v in pairs(x) do if math.type(k) ~= 'integer' or k < 1 or k > count then "
        + "if #parts >= 40 then parts[#parts + 1] = '…' break end "
        + "parts[#parts + 1] = tostring(k) .. ' = ' .. shown(v, depth + 1) end end "
        + "if count > 40 then parts[#parts + 1] = '… ' .. count .. ' in all' end "
        + "return '{' .. table.concat(parts, ', ') .. '}' end "
        + "local given = table.pack(...) for i = 1, given.n do given[i] = shown(given[i], 0) end "
        + "if given.n > 0 then print(table.unpack(given, 1, given.n)) end end)"

    private mutating func accept(_ text: String) {
        accepted.append(text)
        objects.take(text)
        lines = []
    }
}
