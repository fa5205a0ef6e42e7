import TWSWire
import Testing

@testable import SimExchange

/// Leaping over quotes that nobody waits for.
@Suite struct LeapTests {
    /// A bench with GTC orders near the market and far from it, and with a stop; its client is gone.
    private static func bench(_ sessions: SimConfiguration.Sessions, hour: Int) -> Bench {
        var bench = Bench(seed: 2) { configuration in
            configuration.sessions = sessions
            let day = CivilDate(year: 2026, month: 1, day: 6)
            configuration.start = ExchangeZone.newYork.instant(day, secondOfDay: hour * 3600)
        }
        let ask = bench.book().ask
        for (id, distance) in [0.2, 1, 2, 4, 8, 16].enumerated() {
            let order = ClientMessage.PlaceOrder.order(id + 1, .buy, .limit, limit: cents(ask - distance)) {
                ($0.tif, $0.outsideRth) = (.goodTillCancelled, id % 2 == 0)
            }
            _ = bench.place(order)
        }
        for (id, distance) in [0.5, 2, 6].enumerated() {
            _ = bench.place(.order(id + 11, .buy, .stop, stop: cents(ask + distance)) { $0.tif = .goodTillCancelled })
            _ = bench.place(.order(id + 21, .sell, .stop, stop: cents(ask - distance)) { $0.tif = .goodTillCancelled })
        }
        _ = bench.wait(milliseconds: 5000)
        bench.exchange.disconnect(bench.client, at: bench.exchange.now)
        return bench
    }

    /// The state is that of an exchange that went through every quote, in the morning, and over the close into the hours
    /// after it; in between orders have filled.
    @Test(arguments: [(SimConfiguration.Sessions.open, 10), (.real, 15)])
    func stateIsTheSame(sessions: SimConfiguration.Sessions, hour: Int) throws {
        var bench = Self.bench(sessions, hour: hour)
        var leaping = bench.exchange
        let before = bench.exchange.snapshot.executions.count
        let end = bench.exchange.now.adding(seconds: 4321)
        _ = bench.exchange.advance(to: end)
        leaping.leap(to: end)
        #expect(try leaping.state == bench.exchange.state)
        #expect(bench.exchange.snapshot.executions.count > before)
        #expect(bench.exchange.snapshot.openOrders.count > 1)
    }
}
