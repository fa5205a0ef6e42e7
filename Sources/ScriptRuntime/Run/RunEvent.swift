package import ScriptHost
package import TWSSession
package import TWSWire
package import Trading

/// An event of a run.
package enum RunEvent {
    /// The run starts: connect.
    case begin
    /// The connection is ready.
    case ready(ClientSession.Ready)
    /// A message arrived.
    case message(ServerMessage)
    /// Something odd about the connection, for the log.
    case note(String)
    /// The peer is our simulator, as it has announced.
    case simulator(SimulatorNotice)
    /// The request with this ID waits for pacing.
    case held(Int)
    /// The held request has left.
    case left(Int)
    /// The connection was never ready.
    case failed(SessionError)
    /// The connection has ended; `nil` if this side closed it.
    case closed(SessionError?)
    /// A timer fired.
    case timer(RunTimer)
    /// A later turn for a script that requested one.
    case turn(ScriptID)
    /// A script that was away is back, or has ended by itself: its effects.
    case back(ScriptID, [ScriptEffect])
    /// Events wait for their script: news of an order that left ahead, or what was too much for one turn.
    case kept(ScriptID)
    /// There is room for output again.
    case room
    /// The user has typed something into the run's first script.
    case typed(ScriptEvent.Entry)
    /// The file of a script has changed.
    case changed(ScriptID)
    /// Every script must end now.
    case stop(StopRequest)
    /// The time after a signal is up: what has not ended, ends.
    case overdue
    /// Somebody outside has sent a command: it is in ``RunControl``.
    case control
}

/// A timer of a run.
package enum RunTimer: Hashable {
    /// A script's timer.
    case script(ScriptID, ScriptTimer)
    /// The time for TWS to confirm the cancels of an ended script is up.
    case retirement(ScriptID)
    /// The supervisor's wake.
    case supervisor
    /// The time for TWS in a step of a flatten is up.
    case flatten
    /// The desk's wake.
    case desk
    /// TWS's restart window, or the time before it, begins or ends.
    case restart
    /// The time for the connection to close is up.
    case closing

    /// Hashes one number: scripts start and cancel timers with every order.
    package func hash(into hasher: inout Hasher) {
        switch self {
        case .script(let script, let timer): hasher.combine(timer.rawValue &<< 8 ^ script.number)
        case .retirement(let script): hasher.combine(~script.number)
        case .supervisor, .flatten, .desk, .restart, .closing: hasher.combine(-1)
        }
    }
}
