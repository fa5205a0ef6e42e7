/// A trade as traders count them: from the fill that opens a position to the one that brings it back to zero.
package struct RoundTrip: Codable, Hashable, Sendable {
    /// The instrument.
    package var symbol: String
    /// Whether it began with a purchase.
    package var isLong: Bool
    /// The largest number of units held at once.
    package var quantity: Double
    /// When the first fill happened, in seconds since the epoch.
    package var opened: Double
    /// When the last fill happened, in seconds since the epoch.
    package var closed: Double
    /// The average price of the fills that opened or enlarged the position.
    package var entryPrice: Double
    /// The average price of the fills that reduced or closed it.
    package var exitPrice: Double
    /// The profit after commissions.
    package var profit: Double
    /// The commissions of all its fills.
    package var commission: Double
}
