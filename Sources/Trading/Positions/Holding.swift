package import TWSWire

/// The holdings in an instrument, of the account and of the script that asks.
package struct Holding: Sendable, Hashable {
    /// The instrument.
    package var contract: Contract
    /// The account's position; negative when short.
    package var account: ExactDecimal = .zero
    /// The net position of the script's fills in this run.
    package var own: ExactDecimal = .zero
    /// The average price of the script's open position, in the contract's currency per unit; 0 for a closed position.
    package var averagePrice = 0.0
    /// The realized profit of the script, in the contract's currency, before commission.
    package var realized = 0.0

    /// Creates an empty holding.
    package init(contract: Contract) { self.contract = contract }
}
