package import TWSWire

/// What the entries of one order come to: they are given to a ledger of its own, as the desk gave them to its.
package struct OrderReplay: Sendable {
    /// The order as the entries leave it; `nil` before its intent.
    package var entry: LedgerEntry? { ledger[orderId] }
    /// Its contract and the latest terms that were about to leave; `nil` before its intent.
    package private(set) var terms: (contract: Contract, order: Order)?
    /// When its intent was written, on its run's clock, and the terms that it was placed with; `nil` before its intent.
    package private(set) var placed: (at: RunInstant, order: Order)?
    /// When it and its other terms were about to leave, on their runs' clocks.
    package private(set) var sends: [RunInstant] = []
    /// Whether it was settled that it ended with its day.
    package private(set) var hasExpired = false
    /// What TWS told of it, in order.
    package private(set) var messages: [ServerMessage] = []

    private var ledger = OrderLedger()
    private var orderId = 0

    /// Nothing has happened yet.
    package init() {}

    /// Takes the next entry of the order; its intent comes first.
    package mutating func take(_ record: JournalRecord) {
        if case .intent(_, _, let order) = record.event { placed = (record.at, order) }
        switch record.event {
        case .intent, .modification: sends.append(record.at)
        default: break
        }
        take(record.event)
    }

    /// The same where it is no matter when it was.
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
