/// What an order that takes the market's price loses in addition to a file's prices: market orders, triggered stops,
/// and limit orders that are met at once, which keep to their limit.
package struct Slippage: Hashable, Sendable {
    /// The amount per unit in the instrument's currency, or in increments; 0 for none.
    package var amount: Double
    /// Whether the amount is in increments.
    package var isInIncrements: Bool

    /// Makes a slippage; none by default.
    package init(_ amount: Double = 0, isInIncrements: Bool = false) {
        (self.amount, self.isInIncrements) = (amount, isInIncrements)
    }

    /// Returns the slippage at a price of an instrument.
    func distance(at price: Double, _ rule: MarketRule) -> Double {
        isInIncrements ? amount * rule.increment(at: price) : amount
    }
}
