import TWSWire
import Testing

@testable import SimExchange

/// An exchange does not go through quotes that nobody waits for, and nobody can tell.
@Suite struct RestTests {
    /// A bench with orders near the market and far from it; with a listener nothing of AAPL is left out.
    private static func bench(_ sessions: SimConfiguration.Sessions, isHeard: Bool) -> Bench {
        var bench = Bench(seed: 2) { $0.sessions = sessions }
        if isHeard {
            let listener = bench.connect(8, as: 2)
            var stream = ClientMessage.ReqMktData()
            (stream.reqId, stream.contract) = (1, .aapl)
            _ = bench.send(stream, from: listener)
        }
        let ask = bench.book().ask
        for (id, distance) in [0.4, 1, 2, 4, 8].enumerated() {
            _ = bench.place(
                .order(id + 1, .buy, .limit, limit: cents(ask - distance)) { $0.tif = .goodTillCancelled }
            )
        }
        for (id, distance) in [1.0, 3, 5].enumerated() {
            _ = bench.place(.order(id + 11, .sell, .stop, stop: cents(ask - distance)) { $0.tif = .goodTillCancelled })
        }
        return bench
    }

    /// Two days with an order, a change and a cancel in between: the same orders, executions and money.
    @Test(arguments: SimConfiguration.Sessions.allCases)
    func nothingElseHappens(sessions: SimConfiguration.Sessions) throws {
        var (heard, alone) = (Self.bench(sessions, isHeard: true), Self.bench(sessions, isHeard: false))
        var told: [[String]] = [[], []]
        func both(_ body: (inout Bench) -> [ServerMessage]) {
            told[0] += body(&heard).filter { $0.name != "error" }.map { "\($0)" }
            told[1] += body(&alone).filter { $0.name != "error" }.map { "\($0)" }
        }
        both { $0.wait(milliseconds: 7_000_123) }
        both { $0.place(.order(31, .buy)) }
        both { $0.wait(milliseconds: 20_000_001) }
        both { $0.cancel(5) }
        both { $0.place(.order(4, .buy, .limit, limit: 180) { $0.tif = .goodTillCancelled }) }
        both { $0.wait(milliseconds: 150_000_777) }
        #expect(told[0] == told[1])
        #expect(heard.exchange.snapshot.orders == alone.exchange.snapshot.orders)
        #expect(
            heard.exchange.snapshot.executions.map(\.execution) == alone.exchange.snapshot.executions.map(\.execution)
        )
        #expect(heard.exchange.snapshot.accounts == alone.exchange.snapshot.accounts)
        #expect(alone.exchange.snapshot.executions.count > 2 && alone.exchange.snapshot.openOrders.count > 2)
    }

    /// How often the owner is asked back in a day: some hundred times, not once for each of 170,000 quotes.
    @Test func aDayIsAFewSteps() {
        var bench = Bench(seed: 2)
        _ = bench.place(.order(1, .buy, .limit, limit: 100) { $0.tif = .goodTillCancelled })
        let end = bench.exchange.now.adding(seconds: 86_400)
        var steps = 0
        while let next = bench.exchange.nextEvent(after: bench.exchange.now), next <= end {
            _ = bench.exchange.advance(to: next)
            steps += 1
        }
        #expect(steps > 20 && steps < 500, "\(steps) steps")
        #expect(bench.status(1) == .submitted)
    }

    /// A quote that is asked for in the middle of a rest is that of the moment.
    @Test func aRestingInstrumentIsRousedByARequest() throws {
        var bench = Bench(seed: 2)
        _ = bench.place(.order(1, .buy, .limit, limit: 100) { $0.tif = .goodTillCancelled })
        _ = bench.wait(milliseconds: 10_000_333)
        var stream = ClientMessage.ReqMktData()
        (stream.reqId, stream.contract, stream.snapshot) = (1, .aapl, true)
        let view = TickView(bench.send(stream))
        let quote = try #require(bench.exchange.market.source.quote(Bench.aaplID, at: bench.exchange.now))
        #expect(view.prices[1] == quote.bid && view.prices[2] == quote.ask && view.prices[4] == quote.last)
        #expect(view.sizes[8] == quote.volume && view.prices[6] == quote.high)
    }
}
