internal import ScriptHost
internal import TWSSession
internal import TWSWire
internal import Trading

/// What a run does outside: every access to the connection, the clock and the output is one of these.
enum RunAction {
    /// Make a connection.
    case connect(Endpoint)
    /// Write it down before anything that follows is sent.
    case journal(JournalRecord)
    /// Send a message.
    case send(ClientMessage)
    /// Take an order back if it still waits to be sent, else send the cancel.
    case takeBack(orderId: Int, orSend: ClientMessage)
    /// Show a line, of a script or of the run itself.
    case show(HostEvent, of: ScriptID?)
    /// Show what an accepted intent comes to.
    case tell(Verdict, of: ScriptID)
    /// Start a timer, in seconds: of the machine for a time-out, else of the run.
    case startTimer(RunTimer, after: Double, isTimeout: Bool = true)
    /// Forget a timer.
    case cancelTimer(RunTimer)
    /// Give a script another turn later.
    case later(ScriptID)
    /// Close the connection; the run is over once that is done.
    case close
}
