package import TWSWire

/// What happens to a script from outside.
package enum ScriptEvent: Sendable {
    /// The session is up: the main chunk runs. Comes first, once.
    case started(SessionFacts)
    /// TWS said something; every message of the session comes, in order.
    case message(ServerMessage)
    /// A timer ran out; one that was cancelled meanwhile is ignored.
    case timer(ScriptTimer)
    /// A later turn of the event loop, after ``ScriptEffect/continueLater``.
    case continueSlice
    /// An order could not be sent, for a reason outside the script; `code` is TWS's, if there is one.
    case orderRefused(orderId: Int, code: Int?, message: String)
    /// A request could not be sent, such as one that this TWS is too old for.
    case requestRefused(id: Int, message: String)
    /// The connection is gone and will be tried again.
    case disconnected(reason: String)
    /// The connection is back.
    case connected(SessionFacts)
    /// The run is to end now.
    case stopRequested(StopRequest)
}

/// Why a run is ended from outside.
package enum StopRequest: Sendable, Hashable {
    /// `--for` has run out.
    case timeLimit
    /// A signal, or a person.
    case interrupted
    /// The connection will not come back.
    case connectionLost(String)
    /// Anything else, in words; the run counts as finished.
    case other(String)
}
