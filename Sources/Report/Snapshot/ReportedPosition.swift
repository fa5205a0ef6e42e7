/// A position that a run still held at its end.
package struct ReportedPosition: Codable, Hashable, Sendable {
    /// The instrument.
    package var symbol: String
    /// The units; negative if short.
    package var quantity: Double
    /// The market price at the end.
    package var price: Double
    /// The units of the underlying in one contract; 1 for stocks.
    package var multiplier: Double

    /// Makes a position at its price.
    package init(symbol: String, quantity: Double, price: Double, multiplier: Double = 1) {
        self.symbol = symbol
        self.quantity = quantity
        self.price = price
        self.multiplier = multiplier
    }
}
