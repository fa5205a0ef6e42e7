/// Why a script could not be compiled, or stopped running.
package struct ScriptError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; new kinds may be added.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        /// Name of the kind.
        package let description: String

        init(_ description: String) { self.description = description }

        /// The source is no Lua text, or longer than 128 kB.
        package static let syntax = Code("syntax")
        /// An error that the script raised, or did not catch.
        package static let runtime = Code("runtime")
        /// The memory budget does not suffice.
        package static let outOfMemory = Code("out of memory")
        /// The instructions of the event are used up.
        package static let instructions = Code("instructions")
        /// The time of the event is used up.
        package static let time = Code("time")
        /// ``LuaInterrupt/stop()`` was called.
        package static let interrupted = Code("interrupted")
        /// The VM was stopped before, or the token, pause or function is not known.
        package static let closed = Code("closed")

        /// Whether a budget was exceeded: memory, instructions or time.
        package var isBudget: Bool { self == .outOfMemory || self == .instructions || self == .time }
    }

    /// A line of a script.
    package struct Position: Hashable, Sendable, CustomStringConvertible {
        /// Name of the chunk, as given to ``LuaVM/run(_:chunk:)``; long names are cut in front.
        package let chunk: String
        /// Counted from 1.
        package let line: Int

        /// `chunk:line`.
        package var description: String { "\(chunk):\(line)" }
    }

    /// The kind of failure.
    package var code: Code
    /// What happened, without the position; at most 4 kB, control characters escaped.
    package var message: String
    /// Where it happened; `nil` if no line of a script was involved.
    package var position: Position?
    /// The calls that led there, one a line, innermost first.
    package var traceback: String?
    /// The typed error of the host, if it was one that the script did not catch.
    package var raised: LuaRaise?

    /// A failure with its message.
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
    /// Reads `chunk:line`.
    init?(_ text: Substring) {
        guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]) else { return nil }
        self.init(chunk: String(text[..<colon]), line: line)
    }
}
