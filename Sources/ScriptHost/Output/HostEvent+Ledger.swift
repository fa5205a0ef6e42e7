internal import TWSWire
internal import TradingState

/// Events made from what the ledger knows.
extension HostEvent {
    static func status(of entry: LedgerEntry) -> HostEvent {
        .status(
            orderId: entry.orderId,
            status: entry.status,
            filled: entry.filled,
            remaining: entry.remaining,
            whyHeld: entry.whyHeld
        )
    }

    static func fill(_ fill: Fill, orderId: Int) -> HostEvent {
        .fill(
            orderId: orderId,
            symbol: fill.contract.symbol,
            side: fill.execution.side,
            quantity: fill.execution.shares ?? .zero,
            price: fill.execution.price,
            execId: fill.execution.execId
        )
    }

    static func commission(_ commission: Double, of fill: Fill, orderId: Int) -> HostEvent {
        .commission(
            orderId: orderId,
            execId: fill.execution.execId,
            commission: commission,
            currency: fill.commissionCurrency,
            realizedPNL: fill.realizedPNL
        )
    }
}
