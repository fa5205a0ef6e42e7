/// Identifies a timer that the session has requested; never reused within a session.
package struct ScriptTimer: RawRepresentable, Hashable, Sendable {
    /// The number, counting from 1.
    package let rawValue: Int

    /// Creates the identifier with this number.
    package init(rawValue: Int) { self.rawValue = rawValue }
}
