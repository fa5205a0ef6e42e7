/// Why a script could not be compiled, or stopped running.
public struct ScriptError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// Name of the kind.
        public let description: String

        init(_ description: String) { self.description = description }

        /// The source is no Lua text, or longer than 128 kB.
        public static let syntax = Code("syntax")
        /// An error that the script raised, or did not catch.
        public static let runtime = Code("runtime")
        /// The memory budget does not suffice.
        public static let outOfMemory = Code("out of memory")
        /// The instructions of the event are used up.
        public static let instructions = Code("instructions")
        /// The time of the event is used up.
        public static let time = Code("time")
        /// ``LuaInterrupt/stop()`` was called.
        public static let interrupted = Code("interrupted")
        /// The VM was stopped before, or the token, pause or function is not known.
        public static let closed = Code("closed")

        /// Whether a budget was exceeded: memory, instructions or time.
        public var isBudget: Bool { self == .outOfMemory || self == .instructions || self == .time }
    }

    /// A line of a script.
    public struct Position: Hashable, Sendable, CustomStringConvertible {
        /// Name of the chunk, as given to ``LuaVM/run(_:chunk:)``; long names are cut in front.
        public let chunk: String
        /// Counted from 1.
        public let line: Int

        /// `chunk:line`.
        public var description: String { "\(chunk):\(line)" }
    }

    /// The kind of failure.
    public var code: Code
    /// What happened, without the position; at most 4 kB, control characters escaped.
    public var message: String
    /// Where it happened; `nil` if no line of a script was involved.
    public var position: Position?
    /// The calls that led there, one a line, innermost first.
    public var traceback: String?
    /// The typed error of the host, if it was one that the script did not catch.
    public var raised: LuaRaise?

    /// A failure with its message.
    public init(
        code: Code,
        message: String,
        position: Position? = nil,
        traceback: String? = nil,
        raised: LuaRaise? = nil
    ) {
        self.code = code
        self.message = message
        self.position = position
        self.traceback = traceback
        self.raised = raised
    }

    /// `chunk:line: message`.
    public var description: String { position.map { "\($0): \(message)" } ?? message }

    static let stackTooSmall = ScriptError(code: .closed, message: "less than 1 MiB of C stack is left on this thread")
}

extension ScriptError.Position {
    /// Reads `chunk:line`.
    init?(_ text: Substring) {
        guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]) else { return nil }
        self.init(chunk: String(text[..<colon]), line: line)
    }
}
