/// An error that the host raises in a script.
///
/// The script sees a value with `code`, `message` and `remedy`; its text is `chunk:line: message`.
public struct LuaRaise: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of error it is.
    public enum Code: Hashable, Sendable {
        /// A code of TWS.
        case number(Int)
        /// The name of a rule of the host.
        case name(String)
    }

    /// What the script reads as `e.code`; `nil` if there is none.
    public var code: Code?
    /// What happened, in one line.
    public var message: String
    /// What the user can do about it.
    public var remedy: String?

    /// An error with its message.
    public init(code: Code? = nil, message: String, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// The message.
    public var description: String { message }
}
