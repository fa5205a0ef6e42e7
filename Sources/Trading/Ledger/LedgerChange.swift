/// What a message changed in the ledger.
package enum LedgerChange: Sendable, Hashable {
    /// The status word, or why it is held, is another one.
    case status(orderId: Int)
    /// A new execution; `index` counts in the entry's fills.
    case fill(orderId: Int, index: Int)
    /// An execution was replaced by a correction.
    case corrected(orderId: Int, index: Int)
    /// The commission of an execution has come.
    case commission(orderId: Int, index: Int)
    /// The order cannot fill any more.
    case done(orderId: Int)
    /// TWS sent an error or notice for the order.
    case notice(orderId: Int, LedgerEntry.Notice)
    /// An order that TWS never acknowledged got an error: only its list of open orders can tell whether it lives.
    ///
    /// Answer it with `reqOpenOrders` and call ``OrderLedger/beginReconciliation()`` before.
    case reconciliationNeeded(orderId: Int)
}
