internal import TWSWire

/// A fill that the exchange has decided on and TWS has yet to hear of.
struct FillDecision: Sendable, Hashable {
    /// The order's place in the book.
    let place: Int
    let quantity: ExactDecimal
    let price: Double
    /// The prices of a combination's legs; empty for a single instrument.
    let legPrices: [Double]
}
