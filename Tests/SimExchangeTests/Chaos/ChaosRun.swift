import TWSWire

@testable import SimExchange

/// A client that trades at random through every kind of chaos: it connects anew when it is closed, or after a long silence.
struct ChaosRun {
    private(set) var bench: ChaosBench
    private var orders: RandomOrders
    private var market = Bench()
    private var number = 1
    private var heardUpTo = 0
    private var silence = 0

    init(_ plans: [ChaosPlan], seed: UInt64, accounts: Int = 1) {
        bench = ChaosBench(plans, seed: seed) { configuration in
            configuration.seed = seed
            configuration.latency.jitter = 20
            configuration.accounts = Array(repeating: .init(), count: accounts)
        }
        orders = RandomOrders(seed: seed)
    }

    /// Places, changes and cancels so many orders; then waits until everything that is late has come.
    mutating func trade(_ count: Int) {
        var quotes = ClientMessage.ReqMktData()
        (quotes.reqId, quotes.contract) = (100, .aapl)
        bench.send(quotes)
        let codes = bench.exchange.accountCodes
        for id in 1...count {
            market.exchange = bench.exchange.exchange
            var order = orders.next(id, market)
            if codes.count > 1 { order.order.account = codes[orders.number(in: 0...codes.count - 1)] }
            bench.send(order, from: number)
            bench.wait(milliseconds: Int64(orders.number(in: 0...700)))
            if orders.once(in: 4) { modify(order) }
            if orders.once(in: 6) { cancel(orders.number(in: max(1, id - 20)...id)) }
            if orders.once(in: 40) { bench.send(ClientMessage.ReqGlobalCancel(), from: number) }
            stayConnected()
        }
        for _ in 1...20 {
            bench.send(ClientMessage.ReqGlobalCancel(), from: number)
            bench.wait(milliseconds: 3000)
            stayConnected()
        }
    }

    /// All executions with their commissions, by the client's question; asked again on another connection if the answer
    /// does not come to its end.
    mutating func recovered() -> [ServerMessage] {
        for _ in 1...5 {
            let before = bench.log.count
            _ = bench.recovered(from: number)
            bench.wait(milliseconds: 30_000)
            let told = bench.log[before...].filter { $0.output.connection == ConnectionID(number) }
                .compactMap(\.output.message)
            if told.contains(where: { if case .execDetailsEnd = $0 { true } else { false } }) { return told }
            bench.leave(number)
            number += 1
            bench.connect(7, as: number)
        }
        return []
    }

    private mutating func modify(_ order: ClientMessage.PlaceOrder) {
        var order = order
        order.order.totalQuantity = (order.order.totalQuantity ?? .zero) + (order.order.totalQuantity ?? .zero)
        order.order.transmit = true
        bench.send(order, from: number)
    }

    private mutating func cancel(_ orderID: Int) {
        var cancel = ClientMessage.CancelOrder()
        cancel.orderId = orderID
        bench.send(cancel, from: number)
    }

    private mutating func stayConnected() {
        let heard = bench.log[heardUpTo...].contains { $0.output.connection == ConnectionID(number) }
        heardUpTo = bench.log.count
        silence = heard ? 0 : silence + 1
        let isDeadSilent = silence > 12
        guard !bench.exchange.isConnected(ConnectionID(number)) || isDeadSilent else { return }
        if isDeadSilent { bench.leave(number) }
        silence = 0
        number += 1
        bench.connect(7, as: number)
    }
}
