import SimExchange
import TWSWire
import Testing

/// How long orders live, and from when on they work.
@Suite struct TimeInForceTests {
    private static func today(_ hour: Int, _ minute: Int = 0, _ second: Int = 0) -> ExchangeInstant {
        let date = CivilDate(year: 2026, month: 1, day: 5)
        return ExchangeZone.newYork.instant(date, secondOfDay: hour * 3600 + minute * 60 + second)
    }

    @Test func goodTillDateEndsWithACancelAndNotice202() {
        var bench = Bench.punctual()
        let request = ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 150) {
            ($0.tif, $0.goodTillDate) = (.goodTillDate, "20260105 10:30:00 US/Eastern")
        }
        _ = bench.place(request) + bench.wait(until: Self.today(10, 29, 59))
        #expect(bench.status(1) == .submitted)
        #expect(bench.wait(until: Self.today(10, 30, 1)).story == ["orderStatus 1 Cancelled", "error 1 202"])
    }

    /// The quote that reaches the limit comes less than 300 ms before the end, the news of the fill after it.
    @Test func fillAtTheBoundaryCountsBeforeTheEnd() throws {
        var bench = Bench.punctual { $0.latency.response = 400 }
        let books = bench.exchange.market.source.books(
            Bench.aaplID,
            from: bench.arrival,
            to: Self.today(11),
            limit: 8000
        )
        let fall = try #require(
            zip(books, books.dropFirst()).first { before, after in
                after.ask < before.ask && after.time.nanoseconds % 1_000_000_000 > 700_000_000
                    && after.time.nanoseconds(since: before.time) > 60_000_000
            }
        )
        let late = fall.1
        _ = bench.wait(until: late.time.adding(milliseconds: -150))
        let request = ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: late.ask) {
            $0.tif = .goodTillDate
            $0.goodTillDate = ExchangeTime.utcText(ExchangeInstant(seconds: late.time.seconds + 1))
            $0.totalQuantity = 1
        }
        let told = bench.place(request) + bench.wait(until: late.time.adding(seconds: 2))
        #expect(told.executions.map(\.price) == [late.ask])
        #expect(bench.status(1) == .filled && !told.codes.contains(202))
    }

    @Test func utcAndOtherZonesNameTheSameMoment() {
        for text in ["20260105-15:30:00", "20260105 09:30:00 US/Central", "20260105 23:30:00 Asia/Hong_Kong"] {
            var bench = Bench.punctual()
            let request = ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 150) {
                ($0.tif, $0.goodTillDate) = (.goodTillDate, text)
            }
            _ = bench.place(request) + bench.wait(until: Self.today(10, 29, 59))
            #expect(bench.status(1) == .submitted, "\(text)")
            _ = bench.wait(until: Self.today(10, 30, 1))
            #expect(bench.status(1) == .cancelled, "\(text)")
        }
    }

    @Test func dateAloneMeansTheCloseOfTheDay() {
        var bench = Bench.punctual()
        let request = ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 150) {
            ($0.tif, $0.goodTillDate) = (.goodTillDate, "20260105")
        }
        _ = bench.place(request) + bench.wait(until: Self.today(15, 59, 59))
        #expect(bench.status(1) == .submitted)
        _ = bench.wait(until: Self.today(16, 0, 1))
        #expect(bench.status(1) == .cancelled)
    }

    @Test func goodAfterTimeIsHeldUntilThen() throws {
        var bench = Bench.punctual()
        let request = ClientMessage.PlaceOrder.order(1) { $0.goodAfterTime = "20260105 10:10:00 US/Eastern" }
        let before = bench.place(request) + bench.wait(until: Self.today(10, 9, 59))
        #expect(before.story.first == "openOrder 1 PreSubmitted" && before.executions.isEmpty)
        let told = bench.wait(until: Self.today(10, 10, 1))
        #expect(told.executions.first?.price == bench.book(at: Self.today(10, 10)).ask)
    }

    @Test func newEndReplacesTheOldOne() {
        var bench = Bench.punctual()
        func request(_ text: String) -> ClientMessage.PlaceOrder {
            .order(1, .buy, .limit, limit: 150) { ($0.tif, $0.goodTillDate) = (.goodTillDate, text) }
        }
        _ = bench.place(request("20260105 10:10:00 US/Eastern")) + bench.wait(milliseconds: 1000)
        _ = bench.place(request("20260105 10:20:00 US/Eastern")) + bench.wait(until: Self.today(10, 15))
        #expect(bench.status(1) == .submitted)
        _ = bench.wait(until: Self.today(10, 21))
        #expect(bench.status(1) == .cancelled)
    }

    @Test(arguments: [
        (334, TimeInForce.goodTillDate, ""), (334, .goodTillDate, "20260105 09:59:59 US/Eastern"),
        (337, .goodTillDate, "tomorrow"), (337, .goodTillDate, "20260105 25:00:00 US/Eastern"),
    ])
    func impossibleEnds(code: Int, tif: TimeInForce, text: String) {
        var bench = Bench()
        let request = ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 150) {
            ($0.tif, $0.goodTillDate) = (tif, text)
        }
        #expect(bench.place(request).story == ["error 1 \(code)"])
    }

    @Test func immediateOrCancelKeepsWhatFilledAndCancelsTheRest() throws {
        var bench = Bench.punctual()
        let ask = bench.book(at: bench.arrival)
        let size = Int(ask.askSize)
        let request = ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: ask.ask) {
            ($0.tif, $0.totalQuantity) = (.immediateOrCancel, ExactDecimal(size + 300))
        }
        let told = bench.place(request) + bench.wait(milliseconds: 2000)
        #expect(told.executions.map(\.shares) == [ExactDecimal(size)])
        #expect(told.story.last == "orderStatus 1 Cancelled")
    }

    @Test func fillOrKillFillsInFullOrNotAtAll() throws {
        var bench = Bench.punctual()
        let ask = bench.book(at: bench.arrival)
        func request(_ id: Int, _ size: Int) -> ClientMessage.PlaceOrder {
            .order(id, .buy, .limit, limit: ask.ask) { ($0.tif, $0.totalQuantity) = (.fillOrKill, ExactDecimal(size)) }
        }
        _ = bench.place(request(1, Int(ask.askSize) + 100)) + bench.place(request(2, Int(ask.askSize)))
        _ = bench.wait(milliseconds: 1000)
        #expect(bench.status(1) == .inactive && bench.status(2) == .filled)
    }

    /// Held until its time, then more than the quote has: nothing fills.
    @Test func fillOrKillThatWaitedFillsInFullOrNotAtAll() {
        var bench = Bench.punctual()
        let request = ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 195) {
            ($0.tif, $0.totalQuantity, $0.goodAfterTime) = (.fillOrKill, 5000, "20260105 10:01:00 US/Eastern")
        }
        let told = bench.place(request) + bench.wait(milliseconds: 62_000)
        #expect(told.executions.isEmpty && bench.status(1) == .cancelled)
    }
}
