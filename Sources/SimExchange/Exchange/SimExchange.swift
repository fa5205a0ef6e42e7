package import TWSWire

/// A TWS with a simulated market and paper accounts: requests and time go in, messages come out.
///
/// A value without timers, threads or I/O. The owner passes the time with every call, asks `nextEvent(after:)` when the
/// next event is, and calls `advance(to:)` then. The same calls with the same configuration give the same messages.
/// Rooms: `Clients` (their connections), `Requests` (one file per family), `Orders` (terms, IDs, states), `Matching` (fills),
/// `Account` (money), `Market` (contracts, quotes, bars).
package struct SimExchange: Sendable {
    /// The configuration that the exchange was made with.
    package let configuration: SimConfiguration
    /// The latest instant it was given.
    package internal(set) var now: ExchangeInstant
    /// The market with the quotes of all instruments.
    package internal(set) var market: Market

    var identifiers: Identifiers
    var latencies: Latencies
    var directory: ClientDirectory
    var book: OrderBook
    var matching: MatchingCore
    var accounts: AccountBook
    var events = EventQueue()
    /// Whether commission reports come before executions or after.
    var commissionTiming: SimConfiguration.CommissionTiming
    /// The chaos planned for orders on their way.
    var plannedChaos: [OrderKey: OrderChaos] = [:]
    /// The state as last taken; `nil` if nobody stores it.
    var mark: SavedMark?
    var reporter = Reporter()
    /// A client, and the terms of its latest order that set none of the members that few orders set.
    var latestPlain: (clientID: Int, terms: Order)?
    /// The instrument of the latest execution, with the contract by which execDetails names it.
    var latestTraded: (instrument: Instrument, contract: Contract)?
    /// Where an order of the day last found the end of the day, and from when on it does: most orders find the same.
    var latestDay: (calendar: TradingCalendar, hours: TradingHours, span: Range<ExchangeInstant>)?

    /// Makes an exchange whose accounts have only cash.
    ///
    /// - Parameter source: The source of prices; `nil` for prices that follow from the seed.
    package init(configuration: SimConfiguration = SimConfiguration(), source: (any MarketSource)? = nil) {
        self.configuration = configuration
        now = configuration.start
        let made = {
            QuoteEngine(seed: configuration.seed, catalogue: InstrumentCatalogue(at: configuration.start))
        }
        market = Market(source ?? made(), configuration.sessions)
        book = OrderBook(hasRealSessions: configuration.sessions == .real)
        matching = MatchingCore(configuration.fills, configuration.slippage)
        directory = ClientDirectory(masterClientID: configuration.masterClientId)
        identifiers = Identifiers(seed: configuration.seed)
        latencies = Latencies(configuration)
        accounts = AccountBook(configuration.accounts, identifiers, start: configuration.start)
        commissionTiming = configuration.commissions
        reporter.marketNote = configuration.marketNote
    }

    /// Returns when the next event happens by itself, at or after `instant`; `nil` if none will until a request comes.
    package func nextEvent(after instant: ExchangeInstant) -> ExchangeInstant? {
        ExchangeInstant.earlier(events.nextTime, market.nextTime).map { max($0, instant) }
    }

    /// Advances to `instant`, including everything that is due at it.
    package mutating func advance(to instant: ExchangeInstant) -> [Delivery] {
        run(until: instant)
        return reporter.takeDeliveries()
    }

    /// Does the same without making the messages about filled orders.
    mutating func outputs(until instant: ExchangeInstant) -> [ExchangeOutput] {
        run(until: instant)
        return reporter.takeOutputs()
    }

    /// Handles a client's request, after everything that is due before it.
    ///
    /// A request from an unknown connection is ignored.
    package mutating func receive(
        _ message: ClientMessage,
        from connection: ConnectionID,
        at instant: ExchangeInstant
    ) -> [Delivery] {
        outputs(of: message, from: connection, at: instant).flatMap(\.deliveries)
    }

    /// Does the same without making the messages about filled orders.
    mutating func outputs(
        of message: ClientMessage,
        from connection: ConnectionID,
        at instant: ExchangeInstant
    ) -> [ExchangeOutput] {
        run(until: instant)
        rouseAll()
        if isConnected(connection) { serve(message, from: connection) }
        return reporter.takeOutputs()
    }

    /// Runs expiries, quotes and events in order of time, and in this order at the same instant.
    mutating func run(until limit: ExchangeInstant) {
        while let time = nextEvent(after: now), time <= limit {
            beginDays(until: time)
            now = time
            expireContracts()
            changeMarkets()
            while let event = events.next(dueAt: now) { handle(event) }
        }
        beginDays(until: limit)
        now = max(now, limit)
        expireContracts()
    }

    private mutating func handle(_ event: ExchangeEvent) {
        if event.looksAtMarket { rouseAll() }
        switch event {
        case .orders(let places): ordersArrived(places)
        case .acknowledgement(let places): ordersAcknowledged(places)
        case .modification(let place, let terms): modificationArrived(place, terms)
        case .modificationAcknowledgement(let place): modificationAcknowledged(place)
        case .election(let place): electionReported(place)
        case .fill(let decision): fillReported(decision)
        case .cancel(let place): cancelArrived(place)
        case .cancelled(let place): cancelConfirmed(place)
        case .auction(let place): auctionTookPlace(place)
        case .start(let place): startTimeCame(place)
        case .expiry(let place): expiryCame(place)
        case .condition(let place): checkConditions(place)
        case .slice(let place): sliceCame(place)
        case .located(let place): located(place)
        case .sessionOpen(let place): sessionOpened(place)
        case .preview(let connection, let request): answerPreview(request, to: connection)
        case .timer(let timer): strike(timer)
        case .answer(let delivery): reporter.deliver(delivery)
        }
    }

    /// Sends an error message; `id` is a request ID, an order ID, or -1 for notices.
    mutating func send(_ rejection: Rejection, id: Int, to connection: ConnectionID) {
        reporter.tell(rejection, id: id, to: connection, at: now)
    }
}
