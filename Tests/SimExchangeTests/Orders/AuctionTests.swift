import SimExchange
import TWSWire
import Testing

/// Orders for the opening and the closing auction.
@Suite struct AuctionTests {
    private static let close = ExchangeZone.newYork.instant(
        CivilDate(year: 2026, month: 1, day: 5),
        secondOfDay: 16 * 3600
    )
    private static let open = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 6), secondOfDay: 34_200)

    @Test func marketOnCloseFillsInFullAtTheLastPriceOfTheDay() throws {
        var bench = Bench.punctual()
        _ = bench.place(.order(1, .buy, .marketOnClose) { $0.totalQuantity = 5000 })
        let before = bench.wait(until: Self.close.adding(seconds: -1))
        #expect(before.story.last == "orderStatus 1 Submitted" && before.executions.isEmpty)
        let told = bench.wait(until: Self.close.adding(seconds: 1))
        let execution = try #require(told.executions.first)
        #expect(told.executions.count == 1 && execution.shares == 5000)
        #expect(execution.price == bench.last(at: Self.close))
        #expect(execution.time == "20260105 16:00:00 US/Eastern")
        #expect(bench.status(1) == .filled)
    }

    @Test func limitOnCloseBeyondTheAuctionIsCancelled() {
        var bench = Bench.punctual()
        _ =
            bench.place(.order(1, .buy, .limitOnClose, limit: 100))
            + bench.place(.order(2, .sell, .limitOnClose, limit: 100))
        let told = bench.wait(until: Self.close.adding(seconds: 1))
        #expect(bench.status(1) == .cancelled && bench.status(2) == .filled)
        #expect(told.story.contains("error 1 202"))
    }

    @Test(arguments: [(.market, nil), (.limit, 250.0)] as [(OrderType, Double?)])
    func openingOrdersWaitForTheNextDay(type: OrderType, limit: Double?) throws {
        var bench = Bench.punctual()
        _ = bench.place(.order(1, .buy, type, limit: limit) { $0.tif = .opening })
        let before = bench.wait(until: Self.open.adding(seconds: -1))
        #expect(before.executions.isEmpty && bench.status(1) == .preSubmitted)
        let told = bench.wait(until: Self.open.adding(seconds: 1))
        #expect(told.executions.first?.price == bench.last(at: Self.open))
    }

    @Test func closingOrderCanBeCancelledBefore() {
        var bench = Bench.punctual()
        _ = bench.place(.order(1, .buy, .marketOnClose)) + bench.wait(milliseconds: 1000)
        let told = bench.cancel(1) + bench.wait(milliseconds: 1000)
        #expect(told.story == ["orderStatus 1 PendingCancel", "orderStatus 1 Cancelled", "error 1 202"])
        #expect(bench.wait(until: Self.close.adding(seconds: 5)).executions.isEmpty)
    }

    @Test(arguments: [
        (113, ClientMessage.PlaceOrder.order(1, .buy, .marketOnClose) { $0.tif = .goodTillCancelled }),
        (111, .order(1, .buy, .stop, stop: 200) { $0.tif = .opening }),
    ])
    func wrongTimeInForce(code: Int, request: ClientMessage.PlaceOrder) {
        var bench = Bench()
        #expect(bench.place(request).story == ["error 1 \(code)"])
    }
}
