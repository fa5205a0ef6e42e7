internal import TWSWire
internal import Trading

/// Events made from what the ledger knows.
extension HostEvent {
    /// The status with the fills of the ledger, or those that TWS has reported while executions are not yet in.
    static func status(of entry: LedgerEntry) -> HostEvent {
        let ahead = entry.reported.flatMap { $0.filled > entry.filled ? $0 : nil }
        return .status(
            orderId: entry.orderId,
            status: entry.status.text,
            filled: ahead?.filled ?? entry.filled,
            remaining: ahead?.remaining ?? entry.remaining,
            whyHeld: entry.whyHeld
        )
    }

    static func fill(_ fill: Fill, orderId: Int) -> HostEvent {
        .fill(
            orderId: orderId,
            symbol: fill.contract.symbol,
            side: fill.execution.side.text,
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
