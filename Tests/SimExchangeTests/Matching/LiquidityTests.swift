import SimExchange
import TWSWire
import Testing

/// How quotes fill orders: by which price, and how much of them.
@Suite struct LiquidityTests {
    private static func buy(_ id: Int, _ size: Int64, limit: Double? = nil) -> ClientMessage.PlaceOrder {
        .order(id, .buy, limit == nil ? .market : .limit, limit: limit) { $0.totalQuantity = ExactDecimal(Int(size)) }
    }

    @Test func marketOrderPaysTheQuoteOfItsArrivalNotOfItsSending() {
        var bench = Bench.punctual { $0.latency.entry = 5000 }
        let (sent, arrived) = (bench.book(), bench.book(at: bench.exchange.now.adding(milliseconds: 5000)))
        #expect(sent.ask != arrived.ask, "the market moves meanwhile")
        let told = bench.place(Self.buy(1, 1)) + bench.wait(milliseconds: 6000)
        #expect(told.executions.first?.price == arrived.ask)
    }

    /// One order takes the whole quote; what comes after it must wait for the next one.
    @Test func liquidityIsConsumedUntilTheQuoteChanges() throws {
        var bench = Bench.punctual()
        let quote = bench.book(at: bench.arrival)
        let next = try #require(bench.exchange.market.source.nextChange(Bench.aaplID, after: bench.arrival))
        let told =
            bench.place(Self.buy(1, quote.askSize)) + bench.place(Self.buy(2, 10)) + bench.wait(milliseconds: 3000)
        let executions = told.executions
        #expect(executions.map(\.orderId) == [1, 2])
        #expect(executions[0].price == quote.ask && executions[0].shares == ExactDecimal(Int(quote.askSize)))
        #expect(executions[1].price == bench.book(at: next).ask)
    }

    @Test func bidAndAskAreConsumedApart() {
        var bench = Bench.punctual()
        let quote = bench.book(at: bench.arrival)
        let told =
            bench.place(Self.buy(1, quote.askSize)) + bench.place(.order(2, .sell) { $0.totalQuantity = 10 })
            + bench.wait(milliseconds: 160)
        #expect(told.executions.map(\.price) == [quote.ask, quote.bid])
    }

    @Test func optimisticProfileKnowsNoSizes() {
        var bench = Bench.punctual { $0.fills = .optimistic }
        let quote = bench.book(at: bench.arrival)
        let told =
            bench.place(Self.buy(1, quote.askSize)) + bench.place(Self.buy(2, quote.askSize + 50))
            + bench.wait(milliseconds: 160)
        #expect(told.executions.map(\.shares) == [quote.askSize, quote.askSize + 50].map { ExactDecimal(Int($0)) })
    }

    @Test func conservativeProfilePaysOneIncrementMore() {
        var bench = Bench.punctual { $0.fills = .conservative }
        let quote = bench.book(at: bench.arrival)
        let told = bench.place(Self.buy(1, 1)) + bench.place(.order(2, .sell)) + bench.wait(milliseconds: 160)
        #expect(told.executions.map(\.price) == [cents(quote.ask + 0.01), cents(quote.bid - 0.01)])
    }

    /// A limit at the ask fills in the paper profile; the conservative one wants a quote one increment through.
    @Test(arguments: [(FillProfile.paperIB, true), (.optimistic, true), (.conservative, false)])
    func touchedLimit(fills: FillProfile, expected: Bool) {
        var bench = Bench.punctual { $0.fills = fills }
        let quote = bench.book(at: bench.arrival)
        let told = bench.place(Self.buy(1, 1, limit: quote.ask)) + bench.wait(milliseconds: 160)
        #expect(told.executions.isEmpty != expected)
    }

    @Test func marketableLimitPaysTheQuoteNotItsLimit() {
        var bench = Bench.punctual()
        let quote = bench.book(at: bench.arrival)
        let told = bench.place(Self.buy(1, 1, limit: cents(quote.ask + 3))) + bench.wait(milliseconds: 1000)
        #expect(told.executions.map(\.price) == [quote.ask])
    }

    /// A resting limit gets its own price, even if the quote falls through it; prints at the price do not fill it.
    @Test func restingLimitFillsAtItsPriceWhenTheQuoteReachesIt() throws {
        var bench = Bench.punctual()
        let arrival = bench.arrival
        let limit = cents(bench.book(at: arrival).ask - 0.05)
        let end = arrival.adding(seconds: 1800)
        let books = bench.exchange.market.source.books(
            Bench.aaplID,
            from: arrival.adding(nanoseconds: 1),
            to: end,
            limit: 4000
        )
        let reached = try #require(books.first { $0.ask <= limit })
        let told = bench.place(Self.buy(1, 1, limit: limit)) + bench.wait(until: end)
        let execution = try #require(told.executions.first)
        #expect(execution.price == limit)
        #expect(execution.time == ExchangeTime.text(reached.time.adding(milliseconds: 50), in: .newYork))
        #expect(execution.lastLiquidity == 1)
    }

    @Test func noFillIsWorseThanTheLimitAndAllPartsHaveOwnIds() {
        var bench = Bench.punctual()
        let limit = bench.book(at: bench.arrival).ask
        _ = bench.place(Self.buy(1, 4000, limit: limit)) + bench.wait(milliseconds: 1_200_000)
        let executions = bench.exchange.snapshot.executions.map(\.execution)
        #expect(executions.count > 1 && executions.allSatisfy { $0.price <= limit })
        #expect(Set(executions.map(\.execId)).count == executions.count)
        #expect(executions.last?.cumQty == executions.reduce(.zero) { $0 + ($1.shares ?? .zero) })
    }

    /// What is left of an order beyond the market pays the next quotes, not its limit.
    @Test func restOfAMarketableLimitPaysTheNextQuote() throws {
        var bench = Bench.punctual()
        let quote = bench.book(at: bench.arrival)
        let next = try #require(bench.exchange.market.source.nextChange(Bench.aaplID, after: bench.arrival))
        let told =
            bench.place(Self.buy(1, quote.askSize + 50, limit: cents(quote.ask + 3))) + bench.wait(milliseconds: 2000)
        #expect(told.executions.map(\.price) == [quote.ask, bench.book(at: next).ask])
        #expect(told.executions.map(\.lastLiquidity) == [2, 2])
    }

    @Test(arguments: [(1.09, OrderStatus.filled), (1.2, .cancelled)])
    func immediateOrderFarBeyondTheMarketIsNotTaken(factor: Double, expected: OrderStatus) {
        var bench = Bench.punctual()
        let limit = cents(bench.book(at: bench.arrival).ask * factor)
        let told =
            bench.place(.order(1, .buy, .limit, limit: limit) { ($0.tif, $0.totalQuantity) = (.immediateOrCancel, 1) })
            + bench.wait(milliseconds: 1000)
        #expect(bench.status(1) == expected)
        guard expected == .cancelled else { return }
        #expect(told.story == ["openOrder 1 PendingCancel", "orderStatus 1 PendingCancel", "orderStatus 1 Cancelled"])
    }
}
