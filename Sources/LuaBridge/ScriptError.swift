/// Why a script could not be compiled, or stopped running.
package struct ScriptError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure. An open set: new kinds may be added.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the kind.
        package let description: String

        init(_ description: String) { self.description = description }

        /// The source is not Lua text, or is longer than 128 kB.
        package static let syntax = Code("syntax")
        /// The script raised an error, or did not catch one.
        package static let runtime = Code("runtime")
        /// The memory budget does not suffice.
        package static let outOfMemory = Code("out of memory")
        /// The event has used up its instructions.
        package static let instructions = Code("instructions")
        /// The event has used up its time.
        package static let time = Code("time")
        /// ``LuaInterrupt/stop()`` was called.
        package static let interrupted = Code("interrupted")
        /// The VM was stopped before, or the token, pause or function is unknown.
        package static let closed = Code("closed")

        /// Whether a budget was exceeded: memory, instructions or time.
        package var isBudget: Bool { self == .outOfMemory || self == .instructions || self == .time }
    }

    /// A line of a script.
    package struct Position: Hashable, Sendable, CustomStringConvertible {
        /// The name of the chunk, as given to ``LuaVM/run(_:chunk:)``; long names are truncated at the front.
        package let chunk: String
        /// The line, from 1.
        package let line: Int

        /// Creates a position from its parts.
        package init(chunk: String, line: Int) { (self.chunk, self.line) = (chunk, line) }

        /// `chunk:line`.
        package var description: String { "\(chunk):\(line)" }
    }

    /// The kind of failure.
    package var code: Code
    /// What happened, without the position; at most 4 kB, with control characters escaped.
    package var message: String
    /// Where it happened; `nil` if no line of a script was involved.
    package var position: Position?
    /// The calls that led there, one per line, innermost first.
    package var traceback: String?
    /// The typed error of the host, if the script did not catch one.
    package var raised: LuaRaise?

    /// Creates an error with its message.
    package init(
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
    package var description: String { position.map { "\($0): \(message)" } ?? message }

    static let stackTooSmall = ScriptError(code: .closed, message: "too little C stack is left on this thread")
}

extension ScriptError.Position {
    /// Parses `chunk:line`.
    init?(_ text: Substring) {
        guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]) else { return nil }
        self.init(chunk: String(text[..<colon]), line: line)
    }
}
