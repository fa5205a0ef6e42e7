/// Names one client's connection to a server; never used twice in a server's life.
public struct ConnectionID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Number of the connection, in the order of acceptance from 1.
    public let number: Int

    /// The connection of the given number.
    public init(_ number: Int) { self.number = number }

    /// Whether the left one was accepted earlier.
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// `connection 1`.
    public var description: String { "connection \(number)" }
}
