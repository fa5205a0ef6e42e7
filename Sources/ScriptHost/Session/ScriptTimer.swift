/// Names a timer that the session asked for; never used twice in a session.
public struct ScriptTimer: RawRepresentable, Hashable, Sendable {
    /// The number, counted from 1.
    public let rawValue: Int

    /// A timer by its number.
    public init(rawValue: Int) { self.rawValue = rawValue }
}
