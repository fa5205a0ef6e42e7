import TWSWire

@testable import SimExchange

/// A client that places, changes and cancels orders of every type at random, in one account or several.
struct Scenario {
    let configuration: SimConfiguration
    var bench: Bench
    private var random: RandomOrders
    private var connection = ConnectionID(1)
    private var nextID = 1
    private var latest: [ClientMessage.PlaceOrder] = []

    /// With real sessions the day begins half a minute before the market opens.
    init(seed: UInt64, _ sessions: SimConfiguration.Sessions, accounts: Int) {
        var configuration = SimConfiguration()
        configuration.seed = seed
        configuration.sessions = sessions
        configuration.accounts = (0..<accounts).map { .init(startingCash: 1_000_000 / Double($0 + 1)) }
        if sessions == .real {
            let date = CivilDate(year: 2026, month: 1, day: 6)
            configuration.start = ExchangeZone.newYork.instant(date, secondOfDay: 9 * 3600 + 1770)
        }
        self.configuration = configuration
        bench = Bench(seed: seed) { $0 = configuration }
        random = RandomOrders(seed: seed)
    }

    /// Sends a request or two and lets a moment pass, `pause` milliseconds; gives what comes of it.
    @discardableResult
    mutating func step(pause: ClosedRange<Int> = 0...700) -> [Delivery] {
        var request = random.next(nextID, bench)
        if random.once(in: 6), nextID > 1 { request.order.parentId = nextID - 1 }
        let codes = bench.exchange.accountCodes
        if codes.count > 1 { request.order.account = codes[random.number(in: 0...codes.count - 1)] }
        nextID += 1
        latest = latest.suffix(30) + [request]
        var deliveries = send(request)
        if random.once(in: 3) {
            var cancel = ClientMessage.CancelOrder()
            cancel.orderId = random.number(in: max(1, nextID - 30)...nextID)
            deliveries += send(cancel)
        }
        if random.once(in: 4) {
            var change = latest[random.number(in: 0...latest.count - 1)]
            change.order.totalQuantity = change.order.totalQuantity.map { $0 + $0 }
            change.order.transmit = true
            deliveries += send(change)
        }
        if random.once(in: 40), let execution = bench.exchange.accounts.executions.last?.execution {
            bench.exchange.correct(execution.execId, price: execution.price + 0.25)
        }
        let end = bench.exchange.now.adding(milliseconds: Int64(random.number(in: pause)))
        return deliveries + bench.exchange.advance(to: end)
    }

    /// The client goes.
    mutating func leave() { bench.exchange.disconnect(connection, at: bench.exchange.now) }

    /// The client comes back, for ever new connections, and asks for all that is there.
    mutating func enter(as number: Int) {
        connection = ConnectionID(number)
        _ = bench.exchange.connect(clientId: 7, serverVersion: 200, as: connection, at: bench.exchange.now)
    }

    private mutating func send(_ request: some ClientMessagePayload) -> [Delivery] {
        bench.exchange.receive(request.clientMessage, from: connection, at: bench.exchange.now)
    }
}
