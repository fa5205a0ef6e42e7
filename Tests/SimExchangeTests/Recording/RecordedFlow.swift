import TWSWire

@testable import SimExchange

/// Three clients that trade, ask and listen at random on one exchange; all that they are sent is recorded.
struct RecordedFlow {
    private(set) var recording = Recording()
    private(set) var exchange: ChaosExchange
    private var orders: RandomOrders
    private var market: Bench
    private var clients = [Client(id: 0, version: 226), Client(id: 7, version: 200), Client(id: 9, version: 157)]
    private var nextID = 1
    private var latest: [(place: Int, request: ClientMessage.PlaceOrder)] = []
    private let contracts: [Contract]

    private struct Client {
        let id: Int
        let version: Int
        var number = 0
    }

    /// A flow on the exchange of a configuration; client 9 is the master client.
    init(seed: UInt64, plans: [ChaosPlan] = [], _ change: (inout SimConfiguration) -> Void = { _ in }) {
        var configuration = SimConfiguration()
        configuration.seed = seed
        configuration.masterClientId = 9
        change(&configuration)
        exchange = ChaosExchange(SimExchange(configuration: configuration), plans: plans)
        orders = RandomOrders(seed: seed)
        market = Bench(seed: seed) { $0 = configuration }
        contracts = [
            .aapl, .stock("MSFT"), .mes, .euro, .option(.call, 170), .stock("177", exchange: "SEHK", currency: "HKD"),
        ]
        for place in clients.indices { enter(place) }
    }

    /// Lets so many steps happen: each some requests and up to `pause` milliseconds.
    mutating func run(_ steps: Int, pause: Int = 700) {
        for _ in 1...steps {
            act()
            let end = exchange.now.adding(milliseconds: Int64(orders.number(in: 0...pause)))
            advance(to: end)
            stayConnected()
        }
    }

    /// Lets time pass from event to event.
    mutating func advance(to end: ExchangeInstant) {
        while let next = exchange.nextEvent(after: exchange.now), next < end { note(exchange.advance(to: next)) }
        note(exchange.advance(to: end))
    }

    /// The exchange goes on from its state, as after a restart: all clients come anew.
    mutating func restart() throws {
        let configuration = exchange.exchange.configuration
        let state = try exchange.exchange.state
        let plans = exchange.plans
        exchange = ChaosExchange(try SimExchange(configuration: configuration, restoring: state), plans: plans)
        for place in clients.indices { enter(place) }
    }

    /// All orders are cancelled and all clients go, time is leapt over, and they come back.
    mutating func leap(seconds: Int64) {
        send(.reqGlobalCancel(ClientMessage.ReqGlobalCancel()))
        advance(to: exchange.now.adding(seconds: 2))
        var inner = exchange.exchange
        for client in clients { inner.disconnect(ConnectionID(client.number), at: inner.now) }
        inner.leap(to: inner.now.adding(seconds: seconds))
        exchange = ChaosExchange(inner, plans: exchange.plans)
        for place in clients.indices { enter(place) }
    }

    /// Sends a request of the second client.
    mutating func send(_ request: ClientMessage, from place: Int = 1) {
        note(exchange.receive(request, from: ConnectionID(clients[place].number), at: exchange.now))
    }

    private mutating func note(_ outputs: [ExchangeOutput]) { recording.add(outputs, at: exchange.now) }

    private mutating func enter(_ place: Int) {
        clients[place].number = (clients.map(\.number).max() ?? 0) + 1
        let client = clients[place]
        note(
            exchange.connect(
                clientId: client.id,
                serverVersion: client.version,
                as: ConnectionID(client.number),
                at: exchange.now
            )
        )
        for request in RecordedRequests.subscriptions(contracts, accounts: exchange.accountCodes, place) {
            send(request, from: place)
        }
    }

    private mutating func stayConnected() {
        for place in clients.indices where !exchange.isConnected(ConnectionID(clients[place].number)) {
            if orders.once(in: 3) { enter(place) }
        }
    }

    private mutating func act() {
        let place = orders.number(in: 0...2)
        market.exchange = exchange.exchange
        var request = orders.next(nextID, market)
        if orders.once(in: 6), nextID > 1 { request.order.parentId = nextID - 1 }
        if orders.once(in: 12) { request.order.whatIf = true }
        if orders.once(in: 10) { (request.contract, request.order.totalQuantity) = (.option(.call, 170), 2) }
        let codes = exchange.accountCodes
        if codes.count > 1 { request.order.account = codes[orders.number(in: 0...codes.count - 1)] }
        nextID += 1
        latest = latest.suffix(30) + [(place, request)]
        send(.placeOrder(request), from: place)
        if orders.once(in: 3) { cancel(from: place) }
        if orders.once(in: 4) { modify() }
        if orders.once(in: 3) { send(RecordedRequests.question(&orders, contracts, nextID), from: place) }
        if orders.once(in: 15) { note(exchange.placeByHand(hand(), of: .aapl, at: exchange.now)) }
        if orders.once(in: 40) { send(.reqGlobalCancel(ClientMessage.ReqGlobalCancel()), from: place) }
        if orders.once(in: 40) { leave(place) }
        if orders.once(in: 25) { exercise(from: place) }
    }

    private mutating func leave(_ place: Int) {
        exchange.disconnect(ConnectionID(clients[place].number), at: exchange.now)
        enter(place)
    }

    private mutating func cancel(from place: Int) {
        var cancel = ClientMessage.CancelOrder()
        cancel.orderId = orders.number(in: max(1, nextID - 30)...nextID)
        send(.cancelOrder(cancel), from: place)
    }

    private mutating func modify() {
        var (place, change) = latest[orders.number(in: 0...latest.count - 1)]
        if orders.once(in: 5) { place = orders.number(in: 0...2) }
        change.order.totalQuantity = change.order.totalQuantity.map { $0 + $0 }
        change.order.transmit = true
        if orders.once(in: 4) { change.order.orderType = .market }
        send(.placeOrder(change), from: place)
    }

    private mutating func exercise(from place: Int) {
        var request = ClientMessage.ExerciseOptions()
        (request.reqId, request.contract) = (nextID + 100_000, .option(.call, 170))
        (request.exerciseAction, request.exerciseQuantity) = (orders.number(in: 1...2), 1)
        request.override = orders.number(in: 0...1)
        request.account = exchange.accountCodes[0]
        send(.exerciseOptions(request), from: place)
    }

    private func hand() -> Order {
        var order = Order()
        (order.action, order.orderType, order.totalQuantity, order.lmtPrice) = (.buy, .limit, 10, 250)
        order.account = exchange.accountCodes[0]
        return order
    }
}
