import TWSWire
import Trading

/// All that a ledger's entry tells, to be compared.
struct FlowOrder: Hashable {
    /// An execution with its commission.
    struct Part: Hashable {
        var execution: Execution
        var conId: Int
        var commission: Double?
        var currency: String
        var realized: Double?

        init(_ fill: Fill) {
            execution = fill.execution
            conId = fill.contract.conId
            (commission, currency, realized) = (fill.commission, fill.commissionCurrency, fill.realizedPNL)
        }
    }

    var orderId: Int
    var permId: Int
    var status: OrderStatus
    var whyHeld: String
    var outcome: LedgerEntry.Outcome?
    var flags: [Bool]
    var filled: ExactDecimal
    var remaining: ExactDecimal
    var average: Double?
    var commission: Double
    var fills: [Part]
    var legs: [Part]
    var notices: [LedgerEntry.Notice]
    var reported: LedgerEntry.Reported?
    var contract: Contract
    var order: Order

    init(_ entry: LedgerEntry) {
        (orderId, permId, status, whyHeld) = (entry.orderId, entry.permId, entry.status, entry.whyHeld)
        outcome = entry.outcome
        flags = [entry.isAcknowledged, entry.isUnknown, entry.isCancelPending, entry.isSettled]
        (filled, remaining, average) = (entry.filled, entry.remaining, entry.avgFillPrice)
        commission = entry.commission
        (fills, legs) = (entry.fills.map(Part.init), entry.legs.map(Part.init))
        (notices, reported) = (entry.notices, entry.reported)
        (contract, order) = (entry.contract, entry.order)
    }
}
