/// A change that a message made to the ledger.
package enum LedgerChange: Sendable, Hashable {
    /// The status word or the reason for holding the order changed, or the order's fate is known again.
    case status(orderId: Int)
    /// A new execution; `index` is its index in the entry's fills.
    case fill(orderId: Int, index: Int)
    /// A new execution of a combination's leg; `index` is its index in the entry's legs.
    case leg(orderId: Int, index: Int)
    /// The commission of a leg's execution arrived, or a correction replaced the execution.
    case legChanged(orderId: Int, index: Int)
    /// A correction replaced an execution.
    case corrected(orderId: Int, index: Int)
    /// The commission of an execution arrived.
    case commission(orderId: Int, index: Int)
    /// The order can no longer fill.
    case done(orderId: Int)
    /// TWS sent an error or notice for the order.
    case notice(orderId: Int, LedgerEntry.Notice)
    /// The connection was lost before TWS reported on the order: nobody knows whether it is working.
    case unknown(orderId: Int)
    /// TWS reported something impossible: an overfill, a fill of an ended order, or an empty execution. Entries must
    /// stop.
    case alarm(orderId: Int, message: String)
    /// An order that TWS never acknowledged got an error: only TWS's list of open orders can tell whether it is live.
    ///
    /// Respond with `reqOpenOrders`, and call ``OrderLedger/beginReconciliation()`` first.
    case reconciliationNeeded(orderId: Int)

    /// The order that changed.
    package var orderId: Int {
        switch self {
        case .status(let id), .done(let id), .unknown(let id), .reconciliationNeeded(let id): id
        case .fill(let id, _), .leg(let id, _), .legChanged(let id, _), .corrected(let id, _), .commission(let id, _):
            id
        case .notice(let id, _): id
        case .alarm(let id, _): id
        }
    }
}
