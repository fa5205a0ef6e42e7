package import TWSWire

/// A TWS with a simulated market and paper accounts behind it: requests and time go in, messages come out.
///
/// A value without timer, thread or I/O. The owner tells the time with every call, asks `nextEvent(after:)` when
/// something happens next, and calls `advance(to:)` then. The same calls with the same configuration give the same
/// messages. Rooms: `Sessions` (clients), `Requests` (one file per family), `Orders` (terms, ids, states), `Matching`
/// (fills), `Account` (money), `Market` (contracts, quotes, bars).
package struct SimExchange: Sendable {
    /// What the exchange was made with.
    package let configuration: SimConfiguration
    /// The latest instant it was told.
    package internal(set) var now: ExchangeInstant
    /// Quotes and trades of the simulated market.
    package internal(set) var market: QuoteEngine
    /// Bars of the simulated market.
    package internal(set) var history: BarHistory

    var identifiers: Identifiers
    var latencies: Latencies
    var clients: [ClientConnection] = []
    var book = OrderBook()
    var accounts: AccountList
    /// When the present day ends.
    var dayEnd: ExchangeInstant
    var executions: [SimulatedExecution] = []
    var journal = ExecutionJournal()
    var events = EventQueue()
    var watches: [Int: QuoteWatch] = [:]
    var marketTimes = MarketTimes()
    var expiries = ExpiryTimes()
    let currencyPairs: [CurrencyPair]
    var generations = 0
    /// Whether commission reports come before executions or after.
    var commissionTiming: SimConfiguration.CommissionTiming
    /// What awaits orders on their way, because a disaster was planned.
    var troubles: [OrderKey: OrderTrouble] = [:]
    /// What was last taken of the state; `nil` if nobody keeps it.
    var mark: SavedMark?
    private var outbox: [Delivery] = []

    /// Makes an exchange whose accounts have cash and nothing else.
    package init(configuration: SimConfiguration = SimConfiguration()) {
        self.configuration = configuration
        now = configuration.start
        market = QuoteEngine(seed: configuration.seed, catalogue: InstrumentCatalogue(at: configuration.start))
        history = BarHistory(market)
        currencyPairs = CurrencyPair.all(in: market.catalogue)
        identifiers = Identifiers(seed: configuration.seed)
        latencies = Latencies(configuration)
        accounts = AccountList(configuration.accounts, identifiers)
        commissionTiming = configuration.commissions
        dayEnd = DayReference.end(ofDay: configuration.start)
    }

    /// When something next happens by itself, at or after `instant`; `nil` if nothing will until a request comes.
    package func nextEvent(after instant: ExchangeInstant) -> ExchangeInstant? {
        let times = [events.nextTime, marketTimes.next, expiries.next]
        guard let next = times.compactMap({ $0 }).min() else { return nil }
        return max(next, instant)
    }

    /// Lets everything happen that is due up to and including `instant`.
    package mutating func advance(to instant: ExchangeInstant) -> [Delivery] {
        run(until: instant)
        return takeDeliveries()
    }

    /// Takes a client's request, after everything that is due before it.
    ///
    /// A request of an unknown connection is ignored.
    package mutating func receive(
        _ message: ClientMessage,
        from connection: ConnectionID,
        at instant: ExchangeInstant
    ) -> [Delivery] {
        run(until: instant)
        if isConnected(connection) { serve(message, from: connection) }
        return takeDeliveries()
    }

    /// Runs expiries, quotes and events in the order of their times, and in this order at the same instant.
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
        case .answer(let delivery): outbox.append(delivery)
        }
    }

    private mutating func takeDeliveries() -> [Delivery] {
        defer { outbox.removeAll(keepingCapacity: true) }
        return outbox
    }

    /// Puts a message for a client into the outbox, if the client's protocol version knows it.
    mutating func send(_ payload: some ServerMessagePayload, to connection: ConnectionID) {
        guard let client = client(connection), client.serverVersion >= type(of: payload).since else { return }
        outbox.append(Delivery(connection: connection, message: payload.serverMessage))
    }

    /// Sends an error message; `id` is a request id, an order id, or -1 for notices.
    mutating func send(_ rejection: Rejection, id: Int, to connection: ConnectionID) {
        var error = ServerMessage.Error()
        error.reqId = id
        error.errorCode = rejection.code
        error.errorString = rejection.text
        error.errorTime = Int(now.milliseconds)
        send(error, to: connection)
    }
}
