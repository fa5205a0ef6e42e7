/// What a message changed in the ledger.
package enum LedgerChange: Sendable, Hashable {
    /// The status word, or why it is held, is another one, or the order's fate is known again.
    case status(orderId: Int)
    /// A new execution; `index` counts in the entry's fills.
    case fill(orderId: Int, index: Int)
    /// A new execution of a combination's leg; `index` counts in the entry's legs.
    case leg(orderId: Int, index: Int)
    /// The commission of a leg's execution has come, or the execution was replaced by a correction.
    case legChanged(orderId: Int, index: Int)
    /// An execution was replaced by a correction.
    case corrected(orderId: Int, index: Int)
    /// The commission of an execution has come.
    case commission(orderId: Int, index: Int)
    /// The order cannot fill any more.
    case done(orderId: Int)
    /// TWS sent an error or notice for the order.
    case notice(orderId: Int, LedgerEntry.Notice)
    /// The connection was lost before TWS had said a word of the order: nobody knows whether it works.
    case unknown(orderId: Int)
    /// TWS reported what cannot be: an overfill, a fill of an ended order, an execution of nothing. Entries must stop.
    case alarm(orderId: Int, message: String)
    /// An order that TWS never acknowledged got an error: only its list of open orders can tell whether it lives.
    ///
    /// Answer it with `reqOpenOrders` and call ``OrderLedger/beginReconciliation()`` before.
    case reconciliationNeeded(orderId: Int)

    /// The order that has changed.
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
