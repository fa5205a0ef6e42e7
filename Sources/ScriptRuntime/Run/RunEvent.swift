package import ScriptHost
package import TWSSession
package import TWSWire
package import Trading

/// What happens to a run.
package enum RunEvent {
    /// It begins: connect.
    case begin
    /// The connection is ready.
    case ready(ClientSession.Ready)
    /// A message came.
    case message(ServerMessage)
    /// Something odd about the connection, for the log.
    case note(String)
    /// The peer is our simulator, and says so.
    case simulator(SimulatorNotice)
    /// The request of this number waits for the pacing.
    case held(Int)
    /// The request that was held has left.
    case left(Int)
    /// The connection was never ready.
    case failed(SessionError)
    /// The connection is over; `nil` when we closed it.
    case closed(SessionError?)
    /// A timer ran out.
    case timer(RunTimer)
    /// A later turn for a script that asked for one.
    case turn(ScriptID)
    /// A script that was away is back, or has ended by itself: its effects.
    case back(ScriptID, [ScriptEffect])
    /// What an order that left ahead has come to waits for its script, whose event is over or goes on elsewhere.
    case kept(ScriptID)
    /// There is room for output again.
    case room
    /// A person has typed something into the run's first script.
    case typed(ScriptEvent.Entry)
    /// The file of a script has changed.
    case changed(ScriptID)
    /// Every script is to end now.
    case stop(StopRequest)
    /// A signal has had its time: what has not ended, ends.
    case overdue
    /// Somebody outside has asked for something: it is in ``RunControl``.
    case control
}

/// A timer of a run.
package enum RunTimer: Hashable {
    /// One that a script asked for.
    case script(ScriptID, ScriptTimer)
    /// TWS has had its time to confirm the cancels of a script that has ended.
    case retirement(ScriptID)
    /// The supervisor wants to be told the time.
    case supervisor
    /// TWS has had its time in a step of a flatten.
    case flatten
    /// The desk wants to be woken.
    case desk
    /// TWS's restart window, or the time before it, begins or ends.
    case restart
    /// The connection has had its time to close.
    case closing
}
