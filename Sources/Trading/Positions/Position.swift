package import TWSWire

/// What the fills of one script in one instrument come to.
///
/// By the method of average cost, before commission.
package struct Position: Sendable {
    /// Number of the script.
    package let owner: Int
    /// Net quantity; negative when more was sold than bought.
    package private(set) var quantity: ExactDecimal = .zero
    /// Average price of what is open, in the contract's currency for one unit; 0 for a closed position.
    package private(set) var averagePrice = 0.0
    /// Profit of what was closed, in the contract's currency.
    package private(set) var realized = 0.0
    /// Price of the last fill.
    package private(set) var lastPrice = 0.0

    let sharedContract: Shared<Contract>
    private let multiplier: Double

    init(owner: Int, contract: Shared<Contract>) {
        self.owner = owner
        sharedContract = contract
        let multiplier = Double(contract.value.multiplier) ?? 1
        self.multiplier = multiplier > 0 && multiplier.isFinite ? multiplier : 1
    }

    /// The contract as it was traded first.
    package var contract: Contract { sharedContract.value }

    /// Average cost of one contract, multiplier included; 0 for a closed position.
    package var averageCost: Double { averagePrice * multiplier }

    /// Profit of what is open at a price.
    package func open(at price: Double) -> Double {
        quantity.double * (price - averagePrice) * multiplier
    }

    /// Takes in a trade: `signed` is negative for a sale.
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
