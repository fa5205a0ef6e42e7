import SimExchange
import TWSWire
import Testing

/// TRAIL and TRAIL LIMIT against the trades that the market makes.
@Suite struct TrailingOrderTests {
    @Test func sellStopFollowsTheHighestTradeByTheAmount() throws {
        var bench = Bench.punctual()
        let arrival = bench.arrival
        _ = bench.place(.order(1, .sell, .trail, stop: 5)) + bench.wait(milliseconds: 60_000)
        let seen = [bench.last(at: arrival)] + bench.trades(after: arrival, upTo: bench.exchange.now).map(\.price)
        let terms = try bench.openTerms(1)
        #expect(terms.trailStopPrice == cents(try #require(seen.max()) - 5))
        #expect(terms.auxPrice == 5 && terms.lmtPrice == nil)
        #expect(bench.status(1) == .preSubmitted)
    }

    @Test func buyStopFollowsTheLowestTradeByThePercentage() throws {
        var bench = Bench.punctual()
        let arrival = bench.arrival
        _ = bench.place(.order(1, .buy, .trail) { $0.trailingPercent = 2 }) + bench.wait(milliseconds: 60_000)
        let seen = [bench.last(at: arrival)] + bench.trades(after: arrival, upTo: bench.exchange.now).map(\.price)
        let stop = (try #require(seen.min()) * 1.02 * 100).rounded(.up) / 100
        let terms = try bench.openTerms(1)
        #expect(terms.trailStopPrice == stop)
    }

    @Test func fillsAtTheBidOfTheFirstTradeThatFallsBackByTheAmount() throws {
        var bench = Bench.punctual()
        let arrival = bench.arrival
        var highest = bench.last(at: arrival)
        let end = arrival.adding(seconds: 600)
        let trigger = bench.trades(after: arrival, upTo: end).first { trade in
            defer { highest = max(highest, trade.price) }
            return trade.price <= cents(highest - 0.1)
        }
        let moment = try #require(trigger).time
        let told = bench.place(.order(1, .sell, .trail, stop: 0.1)) + bench.wait(until: end)
        let execution = try #require(told.executions.first)
        #expect(execution.price == bench.book(at: moment).bid)
        #expect(execution.time == ExchangeTime.text(moment.adding(milliseconds: 50), in: .newYork))
        #expect(told.story.first == "openOrder 1 PreSubmitted" && told.story[1] == "orderStatus 1 PreSubmitted trigger")
        #expect(told.story.contains("orderStatus 1 Submitted"))
    }

    @Test func givenStopIsKeptUntilTheMarketMovesIt() throws {
        var bench = Bench.punctual()
        let stop = cents(bench.book().bid - 1)
        let request = ClientMessage.PlaceOrder.order(1, .sell, .trail, stop: 30) { $0.trailStopPrice = stop }
        let told = bench.place(request) + bench.wait(milliseconds: 5000)
        #expect(told.terms.map(\.trailStopPrice) == [stop, stop])
        #expect(try abs(#require(told.terms.first?.lmtPrice) - (stop + 0.03)) < 1e-9)
    }

    @Test func limitKeepsItsDistanceFromTheStop() throws {
        var bench = Bench.punctual()
        let request = ClientMessage.PlaceOrder.order(1, .sell, .trailLimit, stop: 4) { $0.lmtPriceOffset = 0.25 }
        _ = bench.place(request) + bench.wait(milliseconds: 30_000)
        let terms = try bench.openTerms(1)
        #expect(terms.lmtPrice == cents(try #require(terms.trailStopPrice) - 0.25))
        #expect(terms.lmtPriceOffset == 0.25)
    }

    @Test func firstLimitGivesTheDistance() throws {
        var bench = Bench.punctual()
        let stop = cents(bench.book().ask + 3)
        let request = ClientMessage.PlaceOrder.order(1, .buy, .trailLimit, limit: cents(stop + 0.4), stop: 2) {
            $0.trailStopPrice = stop
        }
        _ = bench.place(request) + bench.wait(milliseconds: 30_000)
        let terms = try bench.openTerms(1)
        let moved = try #require(terms.trailStopPrice)
        #expect(moved < stop)
        #expect(terms.lmtPrice == cents(moved + 0.4))
    }

    @Test(arguments: [
        (158, ClientMessage.PlaceOrder.order(1, .sell, .trail)),
        (159, .order(1, .sell, .trail) { $0.trailingPercent = 100 }),
        (110, .order(1, .sell, .trail, stop: 1) { $0.trailStopPrice = 180.005 }),
        (321, .order(1, .sell, .trailLimit, stop: 1)),
    ])
    func incompleteTerms(code: Int, request: ClientMessage.PlaceOrder) {
        var bench = Bench()
        #expect(bench.place(request).story == ["error 1 \(code)"])
    }

    /// New terms with the first stop take the stop back, though the market has moved it meanwhile.
    @Test func newTermsTakeTheStopBack() throws {
        var bench = Bench.punctual()
        let first = cents(bench.book().bid - 30)
        let order = ClientMessage.PlaceOrder.order(1, .sell, .trail, stop: 30) {
            ($0.trailStopPrice, $0.triggerMethod) = (first, 2)
        }
        _ = bench.place(order)
        var moved = first
        for _ in 1...400 where moved == first {
            _ = bench.wait(milliseconds: 5000)
            moved = try bench.openTerms(1).trailStopPrice ?? .nan
        }
        #expect(moved > first)
        var again = order
        again.order.totalQuantity = 50
        _ = bench.place(again)
        _ = bench.wait(until: bench.arrival)
        let now = try bench.openTerms(1).trailStopPrice ?? .nan
        #expect(now == max(first, cents(bench.last() - 30)))
    }
}
