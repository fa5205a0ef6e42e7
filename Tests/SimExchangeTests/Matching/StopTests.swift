import SimExchange
import TWSWire
import Testing

/// STP and STP LMT: by which price they trigger, and what they do then.
@Suite struct StopTests {
    @Test func stopTriggersByTheLastTradeAndFillsAtTheQuote() throws {
        var bench = Bench.punctual()
        let arrival = bench.arrival
        let stop = cents(bench.last(at: arrival) - 0.1)
        let end = arrival.adding(seconds: 3600)
        let trigger = try #require(bench.trades(after: arrival, upTo: end).first { $0.price <= stop })
        let told = bench.place(.order(1, .sell, .stop, stop: stop)) + bench.wait(until: end)
        #expect(told.executions.first?.price == bench.book(at: trigger.time).bid)
    }

    /// Method 4 looks at the quote; 8 at the midpoint.
    @Test(arguments: [4, 8])
    func triggerMethodChoosesThePrice(method: Int) throws {
        var bench = Bench.punctual()
        let arrival = bench.arrival
        let end = arrival.adding(seconds: 3600)
        func price(_ book: TopOfBook) -> Double { method == 4 ? book.bid : book.midpoint }
        let stop = cents(bench.book(at: arrival).bid - 0.1)
        let books = bench.exchange.market.source.books(Bench.aaplID, from: arrival, to: end, limit: 8000)
        let trigger = try #require(books.first { price($0) <= stop })
        let told =
            bench.place(.order(1, .sell, .stop, stop: stop) { $0.triggerMethod = method }) + bench.wait(until: end)
        let expected = ExchangeTime.text(trigger.time.adding(milliseconds: 50), in: .newYork)
        #expect(told.executions.first?.time == expected)
    }

    /// Method 3 needs two trades running at or below the stop, 1 two quotes.
    @Test(arguments: [3, 1])
    func doubleMethodsNeedThePriceTwiceRunning(method: Int) throws {
        var bench = Bench.punctual()
        let arrival = bench.arrival
        let end = arrival.adding(seconds: 3600)
        let stop = cents(bench.book(at: arrival).bid - 0.1)
        let points: [(price: Double, time: ExchangeInstant)] =
            method == 3
            ? bench.trades(after: arrival, upTo: end).map { ($0.price, $0.time) }
            : bench.exchange.market.source.books(Bench.aaplID, from: arrival, to: end, limit: 8000).map {
                ($0.bid, $0.time)
            }
        let second = try #require(zip(points, points.dropFirst()).first { $0.price <= stop && $1.price <= stop }).1
        let told =
            bench.place(.order(1, .sell, .stop, stop: stop) { $0.triggerMethod = method }) + bench.wait(until: end)
        #expect(told.executions.first?.price == bench.book(at: second.time).bid)
        let expected = ExchangeTime.text(second.time.adding(milliseconds: 50), in: .newYork)
        #expect(told.executions.first?.time == expected)
    }

    @Test func triggeredStopLimitMayRest() {
        var bench = Bench.punctual()
        let last = bench.last(at: bench.arrival)
        let told =
            bench.place(.order(1, .sell, .stopLimit, limit: cents(last + 20), stop: cents(last + 0.5)))
            + bench.wait(milliseconds: 60_000)
        #expect(told.executions.isEmpty)
        #expect(told.story.last == "orderStatus 1 Submitted", "triggered, not filled")
    }

    @Test func stopBeyondTheMarketFillsAtOnce() {
        var bench = Bench.punctual()
        let quote = bench.book(at: bench.arrival)
        let told = bench.place(.order(1, .buy, .stop, stop: 100)) + bench.wait(milliseconds: 1000)
        #expect(told.executions.map(\.price) == [quote.ask])
    }

    @Test func currencyStopTriggersByTheQuote() throws {
        var bench = Bench.punctual()
        let euro = 12_087_792
        let stop = bench.book(euro, at: bench.arrival).ask + 0.0001
        let legal = (stop * 20_000).rounded() / 20_000
        let end = bench.arrival.adding(seconds: 7200)
        let books = bench.exchange.market.source.books(euro, from: bench.arrival, to: end, limit: 16_000)
        let trigger = try #require(books.first { $0.ask >= legal })
        let told =
            bench.place(.order(1, .buy, .stop, stop: legal, of: .euro) { $0.totalQuantity = 20_000 })
            + bench.wait(until: end)
        #expect(told.executions.first?.price == trigger.ask)
    }

    @Test func stopInTheClosedMarketWaitsForTheOpen() {
        let night = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 5), secondOfDay: 21 * 3600)
        var bench = Bench.punctual { ($0.sessions, $0.start) = (.real, night) }
        let told = bench.place(.order(1, .buy, .stop, stop: 100)) + bench.wait(milliseconds: 3_600_000)
        #expect(told.executions.isEmpty && told.codes == [399])
        _ = bench.wait(milliseconds: 12 * 3_600_000)
        #expect(bench.status(1) == .filled)
    }
}
