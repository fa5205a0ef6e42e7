internal import TWSWire

/// A fill that the exchange has decided on and TWS has yet to learn of.
struct FillDecision: Sendable, Hashable {
    /// The quantity and the price; stored as part of the event's row in a state file.
    struct Amount: Sendable, Hashable, Codable {
        @AsText var quantity: ExactDecimal
        var price: Double
        /// The prices of a combination's legs; empty for a single instrument.
        var legPrices: [Double]
    }

    /// The order's index in the book.
    let place: Int
    let amount: Amount

    var quantity: ExactDecimal { amount.quantity }
    var price: Double { amount.price }
    var legPrices: [Double] { amount.legPrices }

    init(place: Int, amount: Amount) {
        (self.place, self.amount) = (place, amount)
    }

    init(place: Int, quantity: ExactDecimal, price: Double, legPrices: [Double]) {
        self.init(place: place, amount: Amount(quantity: quantity, price: price, legPrices: legPrices))
    }
}
