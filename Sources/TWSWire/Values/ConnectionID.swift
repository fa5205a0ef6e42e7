/// Names one client's connection to a server; never used twice in a server's life.
package struct ConnectionID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Number of the connection, in the order of acceptance from 1.
    package let number: Int

    /// The connection of the given number.
    package init(_ number: Int) { self.number = number }

    /// Whether the left one was accepted earlier.
    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// `connection 1`.
    package var description: String { "connection \(number)" }
}
