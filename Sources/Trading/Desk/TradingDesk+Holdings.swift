internal import TWSWire

// MARK: Holdings

extension TradingDesk {
    /// Returns the holdings in an instrument, or in each that the script has traded in this run.
    func holdings(_ contract: Contract?, _ script: ScriptID) throws(Stop) -> (Verdict, [DeskAction]) {
        _ = try requireConnection(of: script)
        guard isReconciled else { throw .needs(.reconciled) }
        let positions = ledger.positions.all(of: script.number)
        guard let contract else {
            return (.holdings(positions.map { holding(of: $0.contract, [$0]) }), [])
        }
        let key = InstrumentKey(contract)
        return (.holdings([holding(of: contract, positions.filter { InstrumentKey($0.contract) == key })]), [])
    }

    private func holding(of contract: Contract, _ positions: [Position]) -> Holding {
        var holding = Holding(contract: contract)
        holding.account = exposure(in: contract).position
        for position in positions {
            holding.own = holding.own + position.quantity
            holding.averagePrice = position.averagePrice
            holding.realized += position.realized
        }
        return holding
    }
}
