import SimExchange
import TWSWire
import Testing

/// What the exchange records must not depend on the path that requests take to it.
@Suite struct WirePathTests {
    /// Scenarios; with IBSCRIPT_SOAK=1 in the environment all 1,000.
    private static let count = Soak.count(1000, else: 100)

    @Test(arguments: [200, 226])
    func recordsAreThoseOfTheDirectPath(serverVersion: Int) throws {
        var fills = 0
        for seed in 1...UInt64(Self.count / 2) {
            var bench = Bench(seed: seed)
            var wire = try WirePath(bench.exchange.configuration, serverVersion: serverVersion)
            var random = RandomOrders(seed: seed)
            for id in 1...10 {
                let order = random.next(id, bench)
                _ = bench.place(order)
                try wire.send(.placeOrder(order))
                if random.once(in: 4) {
                    var cancel = ClientMessage.CancelOrder()
                    cancel.orderId = random.number(in: 1...id)
                    _ = bench.send(cancel)
                    try wire.send(.cancelOrder(cancel))
                }
                _ = bench.wait(milliseconds: Int64(random.number(in: 0...900)))
                try wire.advance(to: bench.exchange.now)
            }
            let (direct, wired) = (bench.exchange.snapshot, wire.exchange.snapshot)
            #expect(direct.orders == wired.orders, "seed \(seed)")
            #expect(direct.executions == wired.executions, "seed \(seed)")
            #expect(direct.positions == wired.positions && direct.cash == wired.cash, "seed \(seed)")
            let told = wire.received.count { if case .execDetails = $0 { true } else { false } }
            #expect(told == direct.executions.count, "seed \(seed)")
            fills += told
        }
        #expect(fills > Self.count)
        Soak.note("\(Self.count / 2) scenarios by both paths at server version \(serverVersion), \(fills) fills")
    }
}
