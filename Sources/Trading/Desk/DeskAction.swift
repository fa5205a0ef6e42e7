package import TWSWire

/// What the owner of a ``TradingDesk`` has to do, in the order of the list.
package enum DeskAction: Sendable {
    /// Write it down before anything that follows is sent.
    case journal(JournalRecord)
    /// Send a message; one that cannot leave is given back with ``TradingDesk/notSent(_:because:at:)``.
    case send(ClientMessage)
    /// Take the order back if it still waits to be sent (``TradingDesk/takenBack(orderId:at:)``), else send the cancel.
    case takeBack(orderId: Int, orSend: ClientMessage)
    /// Tell a script.
    case tell(ScriptID, DeskNews)
    /// Something that must not happen has happened: it is shown, and entries are halted.
    case alarm(String, orderId: Int?)
    /// Show a line of the host's own.
    case note(String)
    /// Call ``TradingDesk/wake(at:)`` at this moment; it takes the place of the moment asked for before.
    case wakeAt(RunInstant)
    /// Everything that TWS knows of orders was read again: scripts that wait for it may submit again.
    case reconciled
    /// Something was learned of an instrument: scripts that wait for it may submit again.
    case learned
}

/// What the desk tells a script.
package enum DeskNews: Sendable {
    /// An order of the script as it is now, and what has changed.
    case order(LedgerEntry, [LedgerChange])
    /// An order that is not the script's, and that it may watch.
    case watched(LedgerEntry, [LedgerChange])
    /// A request of this number could not leave.
    case requestFailed(id: Int, message: String)
}
