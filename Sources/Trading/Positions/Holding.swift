package import TWSWire

/// What is held of an instrument, by the account and by the script that asks.
package struct Holding: Sendable, Hashable {
    /// The instrument.
    package var contract: Contract
    /// What the account holds; negative for a short position.
    package var account: ExactDecimal = .zero
    /// What the fills of the script in this run come to.
    package var own: ExactDecimal = .zero
    /// Average price of the script's open part, in the contract's currency for one unit; 0 for a closed position.
    package var averagePrice = 0.0
    /// Profit of what the script has closed, in the contract's currency, before commission.
    package var realized = 0.0

    /// Nothing is held.
    package init(contract: Contract) { self.contract = contract }
}
