/// An error that the host raises in a script.
///
/// The script sees a value with `code`, `message` and `remedy`; its text is `chunk:line: message`.
package struct LuaRaise: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of error it is.
    package enum Code: Hashable, Sendable {
        /// A code of TWS.
        case number(Int)
        /// The name of a rule of the host.
        case name(String)
    }

    /// What the script reads as `e.code`; `nil` if there is none.
    package var code: Code?
    /// What happened, in one line.
    package var message: String
    /// What the user can do about it.
    package var remedy: String?

    /// Whether it stands for a spent memory budget: the script gets Lua's own error, of which the run ends with exit 3.
    private(set) var isOutOfMemory = false

    /// The memory budget does not suffice.
    package static let outOfMemory: LuaRaise = {
        var raise = LuaRaise(message: "not enough memory")
        raise.isOutOfMemory = true
        return raise
    }()

    /// An error with its message.
    package init(code: Code? = nil, message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// The message.
    package var description: String { message }
}
