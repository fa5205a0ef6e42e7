package import TWSWire

/// What the owner of a ``TradingDesk`` must do, in list order.
package enum DeskAction: Sendable {
    /// Write the record before sending anything that follows.
    case journal(JournalRecord)
    /// Send a message; report one that cannot be sent to ``TradingDesk/notSent(_:because:at:)``.
    case send(ClientMessage)
    /// Take the order back if it is still waiting to be sent (``TradingDesk/takenBack(orderId:at:)``); otherwise send
    /// the cancel.
    case takeBack(orderId: Int, orSend: ClientMessage)
    /// Tell a script something.
    case tell(ScriptID, DeskNews)
    /// Report something that must not happen; entries are halted.
    case alarm(String, orderId: Int?)
    /// Show a message from the host itself.
    case note(String)
    /// Call ``TradingDesk/wake(at:)`` at this time; replaces any earlier request.
    case wakeAt(RunInstant)
    /// TWS's view of orders has been read again: waiting scripts may resubmit.
    case reconciled
    /// Something about an instrument was learned: waiting scripts may resubmit.
    case learned
}

/// What the desk tells a script.
package enum DeskNews: Sendable {
    /// The script's own order as it now stands, and what has changed.
    case order(LedgerSnapshot, [LedgerChange])
    /// Another party's order that the script may watch.
    case watched(LedgerSnapshot, [LedgerChange])
    /// The request with this id could not be sent.
    case requestFailed(id: Int, message: String)
}
