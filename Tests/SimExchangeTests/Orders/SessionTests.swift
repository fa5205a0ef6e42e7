import SimExchange
import TWSWire
import Testing

/// Real sessions: the market closes, orders wait.
@Suite struct SessionTests {
    private static func time(_ day: Int, _ hour: Int, _ minute: Int = 0) -> ExchangeInstant {
        ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: day), secondOfDay: hour * 3600 + minute * 60)
    }

    private static func bench(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Bench {
        Bench.punctual { ($0.sessions, $0.start) = (.real, time(day, hour, minute)) }
    }

    @Test func orderInTheNightIsHeldWithError399AndFillsAtTheOpen() throws {
        var bench = Self.bench(5, 21)
        let told = bench.place(.order(1)) + bench.wait(milliseconds: 1000)
        #expect(
            Array(told.story.prefix(3)) == [
                "openOrder 1 PreSubmitted", "orderStatus 1 PreSubmitted", "error 1 399",
            ]
        )
        #expect(
            told.errorTexts == [
                "Order Message:\nBUY 100 AAPL NASDAQ.NMS\nWarning: your order will not be placed at the exchange until "
                    + "2026-01-06 09:30:00 US/Eastern"
            ]
        )
        #expect(bench.wait(until: Self.time(6, 9, 29)).executions.isEmpty)
        let open = bench.wait(until: Self.time(6, 9, 31))
        #expect(open.executions.first?.price == bench.book(at: Self.time(6, 9, 30)).ask)
    }

    @Test func weekendAndHolidayAreWaitedFor() {
        // 2026-01-17 is a Saturday, the 19th Martin Luther King day.
        var bench = Self.bench(17, 12)
        let told = bench.place(.order(1)) + bench.wait(milliseconds: 1000)
        #expect(told.errorTexts.first?.hasSuffix("until 2026-01-20 09:30:00 US/Eastern") == true)
    }

    @Test func outsideRegularHoursFillsBeforeTheOpen() {
        var early = Self.bench(6, 5)
        _ =
            early.place(.order(1, .buy, .limit, limit: 250) { $0.outsideRth = true }) + early.place(.order(2))
            + early.wait(milliseconds: 60_000)
        #expect(early.status(1) == .filled && early.status(2) == .preSubmitted)
    }

    @Test func overnightOrderFillsInTheNight() {
        var bench = Self.bench(5, 21)
        _ = bench.place(.order(1) { $0.includeOvernight = true }) + bench.wait(milliseconds: 60_000)
        #expect(bench.status(1) == .filled)
    }

    @Test func dayOrderEndsWithItsSession() {
        var bench = Self.bench(5, 10)
        _ = bench.place(.order(1, .buy, .limit, limit: 150))
        _ = bench.place(.order(2, .buy, .limit, limit: 150) { $0.outsideRth = true })
        _ = bench.place(.order(3, .buy, .limit, limit: 150) { $0.tif = .goodTillCancelled })
        _ = bench.wait(until: Self.time(5, 16, 1))
        #expect([1, 2, 3].map(bench.status) == [.cancelled, .submitted, .submitted])
        _ = bench.wait(until: Self.time(5, 20, 1))
        #expect([1, 2, 3].map(bench.status) == [.cancelled, .cancelled, .submitted])
        _ = bench.wait(until: Self.time(6, 10))
        #expect(bench.status(3) == .submitted)
    }

    @Test func quotesStopWhenTheMarketIsClosed() {
        var bench = Self.bench(5, 19, 59)
        var request = ClientMessage.ReqMktData()
        (request.reqId, request.contract) = (1, .aapl)
        _ = bench.send(request)
        #expect(!bench.wait(until: Self.time(5, 20)).isEmpty)
        let worth = bench.exchange.netLiquidation
        #expect(bench.wait(until: Self.time(6, 3, 59)).isEmpty)
        #expect(bench.exchange.netLiquidation == worth)
        #expect(!bench.wait(until: Self.time(6, 4, 5)).isEmpty)
    }

    @Test func openSessionsNeverHold() {
        var bench = Bench.punctual { $0.start = Self.time(17, 12) }
        let told = bench.place(.order(1)) + bench.wait(milliseconds: 60_000)
        #expect(!told.codes.contains(399) && bench.status(1) == .filled)
    }
}
