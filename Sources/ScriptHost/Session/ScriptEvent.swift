package import TWSWire
package import Trading

/// An event that reaches a script from outside.
package enum ScriptEvent: Sendable {
    /// A report about an order of the script.
    package struct OrderNews: Sendable {
        /// The order as it now stands.
        package var snapshot: LedgerSnapshot
        /// What has changed, in order.
        package var changes: [LedgerChange]

        /// Creates a report from its parts.
        package init(_ snapshot: LedgerSnapshot, changes: [LedgerChange]) {
            self.snapshot = snapshot
            self.changes = changes
        }

        /// The order as it now stands.
        package var entry: LedgerEntry { _read { yield snapshot.value } }
    }

    /// What a person does at the terminal of a run.
    package enum Entry: Sendable, Hashable {
        /// Lua text to run once earlier entries have finished.
        case text(String)
        /// Ends the running piece where it waits, and drops the pieces queued behind it.
        case cancel
    }

    /// The session is up: the main chunk runs. Arrives first, and once.
    case started(SessionFacts)
    /// A message from TWS for this script, with what it changed in the script's orders; `isShared` says that every
    /// script of the run hears it, and that the run itself shows it.
    case message(ServerMessage, [OrderNews] = [], isShared: Bool = false)
    /// An order changed without a message.
    case order(OrderNews)
    /// A request could not be sent.
    case requestFailed(id: Int, message: String)
    /// A request is waiting for pacing; the time for its answer has not started.
    case requestHeld(id: Int)
    /// A held request was sent.
    case requestLeft(id: Int)
    /// A timer ran out; ignored if it was cancelled meanwhile.
    case timer(ScriptTimer)
    /// A later turn of the event loop, after ``ScriptEffect/continueLater``.
    case continueSlice
    /// The connection was lost and will be retried.
    case disconnected(reason: String)
    /// The connection is back, with the right account.
    case connected(SessionFacts)
    /// The desk has read what TWS knows about orders; calls waiting for that are tried again.
    case reconciled
    /// The desk has learned something about an instrument; calls waiting for that are tried again.
    case learned
    /// TWS has lost its connection to IB; what it last sent is outdated.
    case stalled
    /// Data gets through again after a gap: orders and positions have been read, and streams requested.
    case resumed(ConnectionGap)
    /// Held new orders may pass.
    case released
    /// The script's oldest flatten request has finished: `done`, or what remains.
    case flattened(String)
    /// A person typed something; ignored unless the configuration allows it.
    case typed(Entry)
    /// The script must end now.
    case stopRequested(StopRequest)
}

/// Why a script is ended from outside.
package enum StopRequest: Sendable, Hashable {
    /// `--for` ran out.
    case timeLimit
    /// A signal or a person.
    case interrupted
    /// The connection will not come back.
    case connectionLost(String)
    /// The login may no longer be traded; the run has said why.
    case refused(String)
    /// Any other reason, in words; the run counts as finished.
    case other(String)
}
