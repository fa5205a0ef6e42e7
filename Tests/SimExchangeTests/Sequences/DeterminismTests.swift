import SimExchange
import TWSWire
import Testing

/// The same requests at the same times give the same deliveries, however the time between them is told.
@Suite struct DeterminismTests {
    @Test func sameSeedSameDeliveries() {
        let first = run(seed: 5, step: nil)
        #expect(first.count > 500)
        #expect(first == run(seed: 5, step: nil))
        #expect(first != run(seed: 6, step: nil))
    }

    @Test func stepsOfTimeDoNotMatter() {
        #expect(run(seed: 5, step: nil) == run(seed: 5, step: 7))
    }

    @Test func timeIsToldByNextEvent() {
        #expect(run(seed: 5, step: nil) == run(seed: 5, step: 0))
    }

    /// The same with orders of every type, over an opening of the market with real sessions.
    @Test func stepsOfTimeDoNotMatterToAnyOrderType() {
        let reference = runAllTypes(step: nil)
        #expect(reference.count > 500)
        #expect(reference == runAllTypes(step: 0))
        #expect(reference == runAllTypes(step: 13))
    }

    private func runAllTypes(step: Int64?) -> [Delivery] {
        let date = CivilDate(year: 2026, month: 1, day: 6)
        var bench = Bench(seed: 8) { configuration in
            configuration.sessions = .real
            configuration.start = ExchangeZone.newYork.instant(date, secondOfDay: 9 * 3600 + 1770)
        }
        var random = RandomOrders(seed: 8)
        var deliveries: [Delivery] = []
        for id in 1...250 {
            let request = random.next(id, bench)
            deliveries += bench.exchange.receive(request.clientMessage, from: bench.client, at: bench.exchange.now)
            let end = bench.exchange.now.adding(milliseconds: Int64(random.number(in: 0...700)))
            deliveries += Self.wait(&bench.exchange, until: end, step: step)
        }
        return deliveries
    }

    /// Two clients trade and listen for a minute; `step` in milliseconds, 0 for from event to event, `nil` for at once.
    private func run(seed: UInt64, step: Int64?) -> [Delivery] {
        var configuration = SimConfiguration()
        configuration.seed = seed
        var exchange = SimExchange(configuration: configuration)
        var deliveries: [Delivery] = []
        var random = SeededGenerator(seed: 99)
        for number in 1...2 {
            let connection = ConnectionID(number)
            deliveries += exchange.connect(clientId: number, serverVersion: 200, as: connection, at: exchange.now)
            var data = ClientMessage.ReqMktData()
            (data.reqId, data.contract) = (100, .aapl)
            deliveries += exchange.receive(data.clientMessage, from: connection, at: exchange.now)
            var updates = ClientMessage.ReqAccountUpdates()
            updates.subscribe = true
            deliveries += exchange.receive(updates.clientMessage, from: connection, at: exchange.now)
        }
        for id in 1...30 {
            let action: OrderAction = random.nextInteger(in: 0...1) == 0 ? .buy : .sell
            let order = ClientMessage.PlaceOrder.order(id, action) { $0.totalQuantity = ExactDecimal(id * 50) }
            deliveries += exchange.receive(order.clientMessage, from: ConnectionID(id % 2 + 1), at: exchange.now)
            deliveries += Self.wait(&exchange, until: exchange.now.adding(milliseconds: 700), step: step)
        }
        return deliveries
    }

    private static func wait(
        _ exchange: inout SimExchange,
        until end: ExchangeInstant,
        step: Int64?
    ) -> [Delivery] {
        var deliveries: [Delivery] = []
        while let step, exchange.now < end {
            let next =
                step == 0
                ? exchange.nextEvent(after: exchange.now) ?? end : exchange.now.adding(milliseconds: step)
            deliveries += exchange.advance(to: min(next, end))
        }
        return deliveries + exchange.advance(to: end)
    }
}
