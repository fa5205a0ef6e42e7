/// The name of one client's connection to a server; never reused in a server's lifetime.
package struct ConnectionID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The number of the connection, in order of acceptance from 1.
    package let number: Int

    /// Makes the ID of a connection with the given number.
    package init(_ number: Int) { self.number = number }

    /// Whether the left one was accepted earlier.
    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// `connection 1`.
    package var description: String { "connection \(number)" }
}
