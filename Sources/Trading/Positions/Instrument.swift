internal import TWSWire

/// What distinguishes instruments: TWS's id, or else what describes them.
enum Instrument: Sendable, Hashable {
    case id(Int)
    case described([String])

    init(_ contract: Contract) {
        if contract.conId != 0 {
            self = .id(contract.conId)
        } else {
            self = .described([
                contract.symbol, contract.secType.text, contract.lastTradeDateOrContractMonth,
                contract.strike.map { "\($0)" } ?? "", contract.right.text, contract.multiplier, contract.currency,
                contract.localSymbol,
            ])
        }
    }
}
