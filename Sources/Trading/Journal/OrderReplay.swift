package import TWSWire

/// Replays the entries of one order into a ledger of its own, just as the desk fed them to its ledger.
package struct OrderReplay: Sendable {
    /// The order as the entries leave it; `nil` before its intent.
    package var entry: LedgerEntry? { ledger[orderId] }
    /// The contract and the latest terms that were about to be sent; `nil` before the intent.
    package private(set) var terms: (contract: Contract, order: Order)?
    /// When the intent was written, by its run's clock, and the original terms; `nil` before the intent.
    package private(set) var placed: (at: RunInstant, order: Order)?
    /// When the order and its modifications were about to be sent, by their runs' clocks.
    package private(set) var sends: [RunInstant] = []
    /// Whether the order was found to have expired with its day.
    package private(set) var hasExpired = false
    /// What TWS reported about it, in order.
    package private(set) var messages: [ServerMessage] = []

    private var ledger = OrderLedger()
    private var orderId = 0

    /// Creates an empty replay.
    package init() {}

    /// Processes the next entry of the order; its intent must come first.
    package mutating func take(_ record: JournalRecord) {
        if case .intent(_, _, let order) = record.event { placed = (record.at, order) }
        switch record.event {
        case .intent, .modification: sends.append(record.at)
        default: break
        }
        take(record.event)
    }

    /// Processes the next event when its time does not matter.
    package mutating func take(_ event: JournalRecord.Event) {
        switch event {
        case .intent(let orderId, let contract, let order):
            self.orderId = orderId
            terms = (contract, order)
            ledger.place(orderId: orderId, owner: 0, contract: contract, order: order)
        case .modification(_, let contract, let order):
            terms = (contract, order)
            ledger.modify(orderId: orderId, order: order)
        case .cancel: ledger.cancelRequested(orderId: orderId)
        case .notSent(_, let reason): _ = ledger.refused(orderId: orderId, code: nil, message: reason)
        case .notModified(_, let reason): _ = ledger.notModified(orderId: orderId, message: reason)
        case .notCancelled(_, let reason): _ = ledger.cancelNotSent(orderId: orderId, message: reason)
        case .expired:
            hasExpired = true
            _ = ledger.expired(orderId: orderId)
        case .message(let message):
            messages.append(message)
            for case .reconciliationNeeded in ledger.receive(message) { ledger.beginReconciliation() }
        default: break
        }
    }
}
