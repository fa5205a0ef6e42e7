package import TWSWire

/// The position that results from one script's fills in one instrument.
///
/// Calculated by average cost, before commission.
package struct Position: Sendable {
    /// The number of the script.
    package let owner: Int
    /// The net quantity; negative when short.
    package private(set) var quantity: ExactDecimal = .zero
    /// The average price of the open position, in the contract's currency per unit; 0 for a closed position.
    package private(set) var averagePrice = 0.0
    /// The realized profit, in the contract's currency.
    package private(set) var realized = 0.0
    /// The price of the last fill.
    package private(set) var lastPrice = 0.0

    let sharedContract: Shared<Contract>
    private let multiplier: Double

    init(owner: Int, contract: Shared<Contract>) {
        self.owner = owner
        sharedContract = contract
        let multiplier = Double(contract.value.multiplier) ?? 1
        self.multiplier = multiplier > 0 && multiplier.isFinite ? multiplier : 1
    }

    /// The contract as first traded.
    package var contract: Contract { sharedContract.value }

    /// The average cost of one contract, including the multiplier; 0 for a closed position.
    package var averageCost: Double { averagePrice * multiplier }

    /// Returns the profit of the open position at a price.
    package func open(at price: Double) -> Double {
        quantity.double * (price - averagePrice) * multiplier
    }

    /// Applies a trade; `signed` is negative for a sale.
    mutating func apply(_ signed: ExactDecimal, at price: Double) {
        let before = quantity
        quantity = quantity + signed
        lastPrice = price
        let (held, traded) = (abs(before.double), abs(signed.double))
        guard (before > .zero && signed < .zero) || (before < .zero && signed > .zero) else {
            if held + traded > 0 { averagePrice = (held * averagePrice + traded * price) / (held + traded) }
            return
        }
        let direction = before > .zero ? 1.0 : -1.0
        realized += direction * min(held, traded) * (price - averagePrice) * multiplier
        if quantity == .zero {
            averagePrice = 0
        } else if (quantity > .zero) != (before > .zero) {
            averagePrice = price
        }
    }
}
