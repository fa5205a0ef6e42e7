/// What a run still held at its end.
package struct ReportedPosition: Codable, Hashable, Sendable {
    /// What is held.
    package var symbol: String
    /// Units, negative if short.
    package var quantity: Double
    /// The market's price at the end.
    package var price: Double
    /// Units of the underlying in one contract, 1 for stocks.
    package var multiplier: Double

    /// A position at its price.
    package init(symbol: String, quantity: Double, price: Double, multiplier: Double = 1) {
        self.symbol = symbol
        self.quantity = quantity
        self.price = price
        self.multiplier = multiplier
    }
}
