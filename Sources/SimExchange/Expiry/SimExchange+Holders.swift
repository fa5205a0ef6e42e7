internal import TWSWire

/// What settlements and corrections need of accounts.
extension SimExchange {
    /// The accounts with an open position in a contract, and how much of it each has.
    func positions(in conID: Int) -> [(account: String, quantity: ExactDecimal)] {
        let quantity = account.quantity(conID)
        return quantity == .zero ? [] : [(identifiers.account, quantity)]
    }

    /// Every instrument in which an account has an open position.
    var heldInstruments: [Instrument] { account.openPositions.map(\.instrument) }

    /// Books what costs no commission; tells the profit or loss of what it closed.
    mutating func apply(
        _ instrument: Instrument,
        isBuy: Bool,
        quantity: ExactDecimal,
        price: Double,
        in code: String
    ) -> Double? {
        account.apply(instrument, isBuy: isBuy, quantity: quantity, price: price, commission: 0)
    }

    /// Puts another position in the place of one, which cost so much more in its currency.
    mutating func replace(_ position: SimulatedPosition, paidMore: Double, in code: String) {
        account.replace(position, paidMore: paidMore)
    }

    /// Tells subscribers that an account's position in an instrument has changed.
    mutating func tellOfAccount(_ code: String, _ instrument: Instrument) {
        accountChanged(instrument)
    }
}
