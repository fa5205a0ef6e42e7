/// The name of one accepted connection, chosen by the owner of the exchange and never used twice.
public struct ConnectionID: Hashable, Sendable, Comparable {
    /// The number behind the name.
    public let number: Int

    /// Makes the name `number`.
    public init(_ number: Int) {
        self.number = number
    }

    /// Whether `left` has the smaller number.
    public static func < (left: ConnectionID, right: ConnectionID) -> Bool {
        left.number < right.number
    }
}
