/// What an order that takes the market's price pays more, and gets less, on a file's prices: market orders, triggered
/// stops, and limit orders that are met at once, which keep to their limit.
package struct Slippage: Hashable, Sendable {
    /// How much, per unit in the instrument's currency, or in increments; 0 for nothing.
    package var amount: Double
    /// Whether it is counted in increments.
    package var isInIncrements: Bool

    /// No slippage, unless an amount is given.
    package init(_ amount: Double = 0, isInIncrements: Bool = false) {
        (self.amount, self.isInIncrements) = (amount, isInIncrements)
    }

    /// What it is at a price of an instrument.
    func distance(at price: Double, _ rule: MarketRule) -> Double {
        isInIncrements ? amount * rule.increment(at: price) : amount
    }
}
