import TWSWire
import Testing

@testable import SimExchange

/// Streams over the end and the begin of real sessions: the market of AAPL closes at 20:00 and opens at 04:00, its regular
/// hours are from 09:30 to 16:00.
@Suite struct SessionStreamTests {
    private static let day = CivilDate(year: 2026, month: 1, day: 6)

    private static func time(_ hour: Int, _ minute: Int = 0, nextDay: Bool = false) -> ExchangeInstant {
        ExchangeZone.newYork.instant(day.adding(days: nextDay ? 1 : 0), secondOfDay: hour * 3600 + minute * 60)
    }

    private static func bench(_ hour: Int, _ minute: Int) -> Bench {
        Bench.punctual { ($0.sessions, $0.start) = (.real, time(hour, minute)) }
    }

    /// The times of the bars, in seconds from an instant.
    private static func bars(_ told: [ServerMessage], from start: ExchangeInstant) -> [Int] {
        told.compactMap { message in
            if case .realtimeBar(let bar) = message { bar.time - Int(start.seconds) } else { nil }
        }
    }

    private static func realTimeBars(useRTH: Bool) -> ClientMessage.ReqRealTimeBars {
        var request = ClientMessage.ReqRealTimeBars()
        (request.reqId, request.contract, request.barSize, request.whatToShow) = (102, .aapl, 5, "TRADES")
        request.useRTH = useRTH
        return request
    }

    @Test(arguments: [(false, 20, 4, 0), (true, 16, 9, 30)])
    func fiveSecondBarsRestWhileTheMarketIsClosed(useRTH: Bool, close: Int, open: Int, minute: Int) {
        var bench = Self.bench(close - 1, 59)
        _ = bench.send(Self.realTimeBars(useRTH: useRTH))
        let (end, begin) = (Self.time(close), Self.time(open, minute, nextDay: true))
        let evening = Self.bars(bench.wait(until: end), from: end)
        #expect(evening == Array(stride(from: -60, to: 0, by: 5)))
        #expect(Self.bars(bench.wait(until: begin), from: end).isEmpty)
        let morning = Self.bars(bench.wait(until: begin.adding(seconds: 60)), from: begin)
        #expect(morning == Array(stride(from: 0, to: 60, by: 5)))
    }

    /// An hour that is kept up to date: silent through the night, and in the morning it holds nothing of before 09:30.
    @Test func barsThatAreKeptUpToDateRestToo() throws {
        var bench = Self.bench(15, 59)
        var request = ClientMessage.ReqHistoricalData()
        (request.reqId, request.contract, request.durationStr, request.barSizeSetting) = (5, .aapl, "1 D", "1 hour")
        (request.whatToShow, request.useRTH, request.formatDate, request.keepUpToDate) = ("TRADES", true, 2, true)
        _ = bench.send(request)
        func updates(_ told: [ServerMessage]) -> [Bar] {
            told.compactMap { if case .historicalDataUpdate(let update) = $0 { update.bar } else { nil } }
        }
        #expect(updates(bench.wait(until: Self.time(16))).count == 12)
        let open = Self.time(9, 30, nextDay: true)
        #expect(updates(bench.wait(until: open)).isEmpty)
        let first = try #require(updates(bench.wait(until: open.adding(seconds: 5))).first)
        #expect(Int64(first.date) == open.seconds)
        let trades = bench.exchange.market.source.trades(Bench.aaplID, from: open, to: open.adding(seconds: 5))
        #expect(first.barCount == trades.count && first.open == trades.first?.price)
    }

    @Test(arguments: ["BidAsk", "Last", "MidPoint"])
    func ticksRestWhileTheMarketIsClosed(kind: String) {
        var bench = Self.bench(19, 59)
        var request = ClientMessage.ReqTickByTickData()
        (request.reqId, request.contract, request.tickType) = (101, .aapl, kind)
        _ = bench.send(request)
        func times(_ told: [ServerMessage]) -> [Int] {
            told.compactMap { if case .tickByTick(let tick) = $0 { tick.time } else { nil } }
        }
        #expect(!times(bench.wait(until: Self.time(20))).isEmpty)
        let open = Self.time(4, nextDay: true)
        #expect(times(bench.wait(until: open.adding(nanoseconds: -1))).isEmpty)
        #expect(!times(bench.wait(until: open.adding(seconds: 60))).isEmpty)
    }

    /// What came last before a stream that begins at night is of the evening.
    @Test func pastTicksAreOfTheLastSession() throws {
        var bench = Self.bench(23, 0)
        var request = ClientMessage.ReqTickByTickData()
        (request.reqId, request.contract, request.tickType, request.numberOfTicks) = (101, .aapl, "Last", 20)
        guard case .historicalTicksLast(let past)? = bench.send(request).first else {
            Issue.record("no past ticks")
            return
        }
        #expect(past.ticks.count == 20 && past.ticks.allSatisfy { Int64($0.time) < Self.time(20).seconds })
        #expect(past.ticks.allSatisfy { Int64($0.time) > Self.time(19).seconds })
    }
}
