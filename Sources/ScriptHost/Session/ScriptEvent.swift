package import TWSWire
package import Trading

/// What happens to a script from outside.
package enum ScriptEvent: Sendable {
    /// News of an order of the script.
    package struct OrderNews: Sendable {
        /// The order as it is now.
        package var entry: LedgerEntry
        /// What has changed, in order.
        package var changes: [LedgerChange]

        /// News from their parts.
        package init(entry: LedgerEntry, changes: [LedgerChange]) {
            self.entry = entry
            self.changes = changes
        }
    }

    /// What a person does at the terminal of a run.
    package enum Entry: Sendable, Hashable {
        /// Lua text to run once what was typed before is through.
        case text(String)
        /// What runs is to end where it waits, and what waits behind it is dropped.
        case cancel
    }

    /// The session is up: the main chunk runs. Comes first, once.
    case started(SessionFacts)
    /// TWS said something that is for this script, with what has become of its orders by it; `isShared` says that every
    /// script of the run hears it, and that the run itself shows it.
    case message(ServerMessage, [OrderNews] = [], isShared: Bool = false)
    /// Something has become of an order without a message.
    case order(OrderNews)
    /// A request could not leave.
    case requestFailed(id: Int, message: String)
    /// A request waits for the pacing: the time for its answer does not run yet.
    case requestHeld(id: Int)
    /// A request that was held has left.
    case requestLeft(id: Int)
    /// A timer ran out; one that was cancelled meanwhile is ignored.
    case timer(ScriptTimer)
    /// A later turn of the event loop, after ``ScriptEffect/continueLater``.
    case continueSlice
    /// The connection is gone and will be tried again.
    case disconnected(reason: String)
    /// The connection is back, and its account is the right one.
    case connected(SessionFacts)
    /// The desk has read what TWS knows of orders: calls that wait for it are tried again.
    case reconciled
    /// The desk has learned something of an instrument: calls that wait for it are tried again.
    case learned
    /// TWS has lost IB: what it last sent is of then.
    case stalled
    /// Nothing came through for a while; now it does again, orders and positions have been read and streams asked for.
    case resumed(ConnectionGap)
    /// New orders that were held may pass.
    case released
    /// The flatten that the script has asked for first is over: `done`, or what is not.
    case flattened(String)
    /// A person has typed something; ignored where the configuration says that none does.
    case typed(Entry)
    /// The script is to end now.
    case stopRequested(StopRequest)
}

/// Why a script is ended from outside.
package enum StopRequest: Sendable, Hashable {
    /// `--for` has run out.
    case timeLimit
    /// A signal, or a person.
    case interrupted
    /// The connection will not come back.
    case connectionLost(String)
    /// The login is no longer one that may be traded; the run has said why.
    case refused(String)
    /// Anything else, in words; the run counts as finished.
    case other(String)
}
