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
        case nothing
    }

    /// The longest text typed in one piece, in bytes.
    private static let longest = 64 << 10

    private var lines: [String] = []
    /// The texts that were run, in order.
    private(set) var accepted: [String] = []

    /// Whether an incomplete text has been started.
    var isUnfinished: Bool { !lines.isEmpty }

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
            return .run("local function show(...) if select('#', ...) > 0 then print(...) end end show(\(text)\n)")
        case .statements:
            accept(text)
            return .run(text)
        }
    }

    private mutating func accept(_ text: String) {
        accepted.append(text)
        lines = []
    }
}

extension Substring {
    fileprivate var trimmingBlanks: String {
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
