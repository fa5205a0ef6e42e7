/// Names a timer that the session asked for; never used twice in a session.
package struct ScriptTimer: RawRepresentable, Hashable, Sendable {
    /// The number, counted from 1.
    package let rawValue: Int

    /// A timer by its number.
    package init(rawValue: Int) { self.rawValue = rawValue }
}
