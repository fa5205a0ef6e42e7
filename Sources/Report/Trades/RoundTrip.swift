/// A trade as a trader counts them: from the fill that opens a position to the one that brings it back to zero.
package struct RoundTrip: Codable, Hashable, Sendable {
    /// What was traded.
    package var symbol: String
    /// Whether it began with a purchase.
    package var isLong: Bool
    /// Most units held at once.
    package var quantity: Double
    /// Seconds since the epoch of the first fill.
    package var opened: Double
    /// Of the last fill.
    package var closed: Double
    /// Average price of the fills that opened or enlarged the position.
    package var entryPrice: Double
    /// Average price of the fills that reduced or closed it.
    package var exitPrice: Double
    /// What was gained, commissions taken off.
    package var profit: Double
    /// The commissions of all its fills.
    package var commission: Double
}
