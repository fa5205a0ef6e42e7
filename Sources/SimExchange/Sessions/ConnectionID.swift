/// The name of one accepted connection, chosen by the owner of the exchange and never used twice.
package struct ConnectionID: Hashable, Sendable, Comparable {
    /// The number behind the name.
    package let number: Int

    /// Makes the name `number`.
    package init(_ number: Int) {
        self.number = number
    }

    /// Whether `left` has the smaller number.
    package static func < (left: ConnectionID, right: ConnectionID) -> Bool {
        left.number < right.number
    }
}
