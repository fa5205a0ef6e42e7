import SimExchange
import TWSWire
import Testing

/// MIT, LIT, MTL and the types whose limit follows the quote.
@Suite struct TouchAndPegTests {
    @Test func marketIfTouchedFillsAtTheAskOfTheFirstTradeAtOrBelow() throws {
        var bench = Bench.punctual()
        let arrival = bench.arrival
        let price = cents(bench.last(at: arrival) - 0.05)
        let end = arrival.adding(seconds: 3600)
        let touch = try #require(bench.trades(after: arrival, upTo: end).first { $0.price <= price })
        let told = bench.place(.order(1, .buy, .marketIfTouched, stop: price)) + bench.wait(until: end)
        #expect(told.executions.first?.price == bench.book(at: touch.time).ask)
        #expect(told.story[1] == "orderStatus 1 PreSubmitted trigger")
    }

    @Test func limitIfTouchedRestsAtItsLimit() throws {
        var bench = Bench.punctual()
        let price = cents(bench.last(at: bench.arrival) - 0.05)
        let end = bench.arrival.adding(seconds: 3600)
        let request = ClientMessage.PlaceOrder.order(1, .buy, .limitIfTouched, limit: cents(price - 20), stop: price)
        let told = bench.place(request) + bench.wait(until: end)
        #expect(told.executions.isEmpty)
        #expect(told.story.last == "orderStatus 1 Submitted")
    }

    @Test func marketToLimitKeepsThePriceOfItsFirstFill() throws {
        var bench = Bench.punctual()
        let ask = bench.book(at: bench.arrival)
        let size = ExactDecimal(Int(ask.askSize) + 5000)
        let told =
            bench.place(.order(1, .buy, .marketToLimit) { $0.totalQuantity = size }) + bench.wait(milliseconds: 1000)
        #expect(told.executions.first?.price == ask.ask)
        #expect(told.executions.first?.shares == ExactDecimal(Int(ask.askSize)))
        _ = bench.wait(milliseconds: 1_200_000)
        let prices = Set(bench.exchange.snapshot.executions.map(\.execution.price))
        #expect(prices.allSatisfy { $0 <= ask.ask })
        guard bench.status(1) != .filled else { return }
        let terms = try bench.openTerms(1)
        #expect(terms.lmtPrice == ask.ask)
    }

    @Test func relativeBuyFillsWhenTheAskComesDownToIt() throws {
        var bench = Bench.punctual()
        let arrival = bench.arrival
        let end = arrival.adding(seconds: 600)
        var resting = cents(bench.book(at: arrival).bid + 0.01)
        let books = bench.exchange.market.source.books(Bench.aaplID, from: arrival.adding(nanoseconds: 1), to: end)
        let reached = books.first { book in
            defer { resting = cents(book.bid + 0.01) }
            return book.ask <= max(resting, cents(book.bid + 0.01))
        }
        let told = bench.place(.order(1, .buy, .relative, stop: 0.01)) + bench.wait(until: end)
        if bench.book(at: arrival).ask <= cents(bench.book(at: arrival).bid + 0.01) {
            #expect(told.executions.first?.price == bench.book(at: arrival).ask)
        } else {
            let execution = try #require(told.executions.first)
            let moment = try #require(reached).time
            #expect(execution.time == ExchangeTime.text(moment.adding(milliseconds: 50), in: .newYork))
        }
    }

    @Test(arguments: [OrderType.midPrice, .pegMid, .relative])
    func capIsNeverPassed(type: OrderType) throws {
        var bench = Bench.punctual()
        let cap = cents(bench.book().bid - 10)
        _ = bench.place(.order(1, .buy, type, limit: cap, stop: 0)) + bench.wait(milliseconds: 60_000)
        #expect(bench.exchange.snapshot.executions.isEmpty)
        #expect(bench.status(1) == .submitted)
    }

    @Test func midpriceBuysAtTheMiddleOrBetter() throws {
        var bench = Bench.punctual()
        let told = bench.place(.order(1, .buy, .midPrice)) + bench.wait(milliseconds: 3_600_000)
        let execution = try #require(told.executions.first)
        let before = bench.exchange.market.source.books(
            Bench.aaplID,
            from: ExchangeInstant.virtualStart,
            to: bench.exchange.now,
            limit: 8000
        )
        #expect(before.contains { $0.midpoint >= execution.price && $0.bid <= execution.price })
    }

    @Test(arguments: [
        (387, ClientMessage.PlaceOrder.order(1, .buy, .marketToLimit, of: .euro)),
        (387, .order(1, .buy, .marketOnClose, of: .euro)),
        (159, .order(1, .buy, .relative) { $0.percentOffset = 2 }),
        (321, .order(1, .buy, .marketIfTouched)),
        (110, .order(1, .buy, .limitIfTouched, limit: 180, stop: 180.001)),
    ])
    func refusedTerms(code: Int, request: ClientMessage.PlaceOrder) {
        var bench = Bench()
        #expect(bench.place(request).story == ["error 1 \(code)"])
    }
}
