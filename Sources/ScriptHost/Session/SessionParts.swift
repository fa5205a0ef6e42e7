internal import LuaBridge
internal import TWSWire

/// The parts of a session that call back to it.
///
/// They are created together with the session: a message goes to all of them, and this way through one reference.
final class SessionParts {
    let waits: WaitTable
    let hub: EventHub
    let book: TradeBook
    let requests: RequestDesk
    let quotes: QuoteDesk
    let hours: HoursDesk
    let held: HeldCalls
    let bars: BarDesk
    let details: DetailsDesk
    let streams: StreamDesk
    let accounts: AccountDesk
    let flattens: FlattenDesk
    let state: StateKeeper
    let dialogue: Dialogue

    init(session: ScriptSession) {
        waits = WaitTable(timers: session.timers, lend: session.vm.lend) { [unowned session] token, delivery, task in
            session.enqueue(.resume(token, delivery, task))
        }
        waits.current = { [unowned session] in session.currentTask }
        hub = EventHub(session: session)
        book = TradeBook(session: session)
        requests = RequestDesk(session: session)
        quotes = QuoteDesk(session: session)
        hours = HoursDesk(session: session)
        held = HeldCalls(waits: waits)
        bars = BarDesk(session: session)
        details = DetailsDesk(session: session)
        streams = StreamDesk(session: session)
        accounts = AccountDesk(session: session)
        flattens = FlattenDesk(session: session)
        state = StateKeeper(session: session)
        dialogue = Dialogue(session: session)
    }

    /// Passes a message to every part in order: state first, then the script.
    ///
    /// - Parameters:
    ///   - session: The session of these parts.
    ///   - isIdle: Whether a handler would be the only job; evaluated after the earlier parts have had the message.
    func receive(
        _ message: ServerMessage,
        _ news: [ScriptEvent.OrderNews],
        in session: ScriptSession,
        isIdle: @autoclosure () -> Bool
    ) {
        book.apply(news)
        quotes.apply(message, in: session, hub)
        if !bars.isEmpty { bars.apply(message) }
        if !streams.isEmpty { streams.apply(message) }
        if !accounts.isEmpty { accounts.apply(message) }
        hub.deliver(message, in: session, state, atOnce: news.isEmpty && requests.isEmpty && isIdle())
        book.notify(news)
        requests.receive(message)
    }

    /// The same for market data, which does not concern orders.
    func receive(marketData message: ServerMessage, in session: ScriptSession, isIdle: @autoclosure () -> Bool) {
        if !quotes.isEmpty { quotes.apply(message, in: session, hub) }
        if !streams.isEmpty { streams.apply(message) }
        hub.deliver(message, in: session, state, atOnce: requests.isEmpty && isIdle())
        if !requests.isEmpty { requests.receive(message) }
    }

    /// Whether a wait, a handler, a timer, a quote, a live series or another stream keeps the run alive.
    func keepAlive(with timers: TimerTable) -> Bool {
        dialogue.isOpen || hub.keepsAlive || !waits.isEmpty || timers.keepsAlive || !quotes.isEmpty || !bars.isEmpty
            || streams.keepsAlive
    }

    /// Whether only a handler of market data, a quote, a live series or another stream keeps it alive.
    func onlyMarketDataKeepsAlive(with timers: TimerTable) -> Bool {
        !dialogue.isOpen && (hub.keepsAlive || !quotes.isEmpty || !bars.isEmpty || streams.keepsAlive) && waits.isEmpty
            && !timers.keepsAlive
    }
}
