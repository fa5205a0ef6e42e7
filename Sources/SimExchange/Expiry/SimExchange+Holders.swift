internal import TWSWire

/// Who has a position in a contract.
extension SimExchange {
    /// The accounts with an open position in a contract, in TWS's order, and how much of it each has.
    func positions(in conID: Int) -> [(account: String, quantity: ExactDecimal)] {
        accounts.all.map { ($0.code, $0.quantity(conID)) }.filter { $0.1 != .zero }
    }

    /// Every instrument in which an account has an open position.
    var heldInstruments: [Instrument] { accounts.all.flatMap { $0.openPositions.map(\.instrument) } }
}
