/// The parts of a session that call back to it.
///
/// They are made together, when the session is: a message reaches all of them, and this way by one reference.
final class SessionParts {
    let waits: WaitTable
    let hub: EventHub
    let desk: OrderDesk
    let requests: RequestDesk
    let quotes: QuoteDesk

    init(session: ScriptSession) {
        waits = WaitTable(timers: session.timers) { [unowned session] token, delivery in
            session.enqueue(.resume(token, delivery))
        }
        hub = EventHub(session: session)
        desk = OrderDesk(session: session)
        requests = RequestDesk(session: session)
        quotes = QuoteDesk(session: session)
    }

    /// Whether a wait, a handler, a timer or a quote keeps the run alive.
    func keepAlive(with timers: TimerTable) -> Bool {
        hub.keepsAlive || !waits.isEmpty || timers.keepsAlive || !quotes.isEmpty
    }
}
