internal import ScriptHost
internal import TWSSession
internal import TWSWire
internal import Trading

/// What a run does outside: every access to the connection, the clock and the output is one of these.
enum RunAction {
    /// Make a connection.
    case connect(Endpoint)
    /// Write it to the journal before anything that follows is sent.
    case journal(JournalRecord)
    /// Send a message.
    case send(ClientMessage)
    /// Take back an order if it still waits to be sent, otherwise send the cancel.
    case takeBack(orderId: Int, orSend: ClientMessage)
    /// Show a line, of a script or of the run itself.
    case show(HostEvent, of: ScriptID?)
    /// Show the result of an accepted intent.
    case tell(Verdict, of: ScriptID)
    /// Start a timer, in seconds: of the machine for a timeout, otherwise of the run.
    case startTimer(RunTimer, after: Double, isTimeout: Bool = true)
    /// Cancel a timer.
    case cancelTimer(RunTimer)
    /// Give a script another turn later.
    case later(ScriptID)
    /// Close the connection; the run ends once that is done.
    case close
}
