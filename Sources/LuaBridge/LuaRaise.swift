/// An error that the host raises in a script.
///
/// The script sees a value with `code`, `message` and `remedy`; its text is `chunk:line: message`.
package struct LuaRaise: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of error.
    package enum Code: Hashable, Sendable {
        /// A code of TWS.
        case number(Int)
        /// The name of a host rule.
        case name(String)
    }

    /// The code that the script reads as `e.code`; `nil` if there is none.
    package var code: Code?
    /// What happened, on one line.
    package var message: String
    /// What the user can do about it.
    package var remedy: String?

    /// Whether the memory budget is used up; the script then gets Lua's own error, and the run ends with exit code 3.
    private(set) var isOutOfMemory = false

    /// The error for an insufficient memory budget.
    package static let outOfMemory: LuaRaise = {
        var raise = LuaRaise(message: "not enough memory")
        raise.isOutOfMemory = true
        return raise
    }()

    /// Creates an error with its message.
    package init(code: Code? = nil, message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// The message.
    package var description: String { message }
}
