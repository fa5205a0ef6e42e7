import MarketFiles
import TWSWire
import Testing

@testable import SimExchange

@Suite("History of a file")
struct FileHistoryTests {
    /// Two days of one-minute bars in regular hours, 2026-01-05 and 06, whose prices follow from a seed.
    private static func series(seed: UInt64 = 1) -> BarSeries {
        var random = SeededGenerator(seed: seed)
        var series = BarSeries(symbol: "AAPL", length: .seconds(60))
        // 09:30 New York of both days.
        for day in [1_767_623_400, 1_767_709_800] {
            for minute in 0..<390 {
                let prices = (0..<4).map { _ in Double(random.nextInteger(in: 9_000...11_000)) / 100 }
                series.times.append(Int64(day + minute * 60) * 1_000_000_000)
                series.open.append(prices[0])
                series.high.append(prices.max() ?? 0)
                series.low.append(prices.min() ?? 0)
                series.close.append(prices[1])
                series.volume.append(Double(random.nextInteger(in: 1...1_000)))
            }
        }
        return series
    }

    private func ask(
        _ market: FileMarket,
        _ now: ExchangeInstant,
        _ size: String,
        _ duration: String
    ) throws -> [PriceBar] {
        let request = HistoryRequest(conId: Bench.aaplID, durationStr: duration, barSizeSetting: size)
        return try market.answer(request, now: now).bars
    }

    @Test("bars are joined from whole rows, and only those that have ended are there", arguments: [1, 5, 30, 60])
    func joined(minutes: Int) throws {
        let series = Self.series()
        let market = FileMarket([series])
        let size = minutes == 1 ? "1 min" : minutes == 60 ? "1 hour" : "\(minutes) mins"
        for now in stride(from: 1_767_623_400 + 3_700, through: 1_767_733_200, by: 3_137) {
            let instant = ExchangeInstant(seconds: Int64(now))
            let found = try ask(market, instant, size, "2 D")
            // By hand: rows by the clock, in groups that begin at multiples of the length.
            var expected: [(Int, [Int])] = []
            for row in series.times.indices {
                let start = Int(series.times[row] / 1_000_000_000)
                let group = start - start % (minutes * 60)
                if expected.last?.0 == group {
                    expected[expected.count - 1].1.append(row)
                } else {
                    expected.append((group, [row]))
                }
            }
            let ended = expected.filter { group, rows in
                let isLastOfDay = rows.contains { ($0 + 1) % 390 == 0 }
                let end =
                    isLastOfDay ? Int(series.times[rows[rows.count - 1]] / 1_000_000_000) + 60 : group + minutes * 60
                return end <= now
            }
            #expect(found.count == ended.count)
            for (bar, group) in zip(found, ended) {
                #expect(bar.open == series.open[group.1[0]])
                #expect(bar.high == group.1.map { series.high[$0] }.max())
                #expect(bar.low == group.1.map { series.low[$0] }.min())
                #expect(bar.close == series.close[group.1[group.1.count - 1]])
                #expect(bar.volume == Int64(group.1.reduce(0) { $0 + series.volume[$1] }))
            }
        }
    }

    @Test("a day's bar is there when its session has ended, not before")
    func days() throws {
        let market = FileMarket([Self.series()])
        let close = ExchangeInstant(seconds: 1_767_646_800)
        #expect(throws: HistoryError.self) { try ask(market, close.adding(seconds: -1), "1 day", "1 D") }
        let bars = try ask(market, close, "1 day", "1 D")
        #expect(bars.map { $0.day?.text } == ["20260105"])
        #expect(try ask(market, close.adding(seconds: 3_600 * 20), "1 day", "2 D").count == 1)
    }

    @Test("at the data's begin a series that grows is empty, and a plain one an error")
    func empty() throws {
        var request = ClientMessage.ReqHistoricalData()
        request.reqId = 1
        request.contract = .aapl
        (request.durationStr, request.barSizeSetting, request.whatToShow) = ("1 D", "1 min", "TRADES")
        (request.useRTH, request.formatDate) = (true, 2)
        let plain = FileBench.atBegin(Self.series(), request)
        #expect(plain.codes == [162])
        request.keepUpToDate = true
        let live = FileBench.atBegin(Self.series(), request)
        #expect(live.codes == [])
        let bars = live.compactMap { if case .historicalData(let data) = $0 { data.bars.count } else { nil } }
        #expect(bars == [0])
    }

    /// What a client can see by an instant must not depend on what the file has after it.
    @Test("what comes later changes nothing of what is seen before", arguments: [0, 1, 7, 59, 390])
    func lookAhead(row: Int) throws {
        let series = Self.series()
        var other = Self.series(seed: 2)
        // Up to the row's first price both are the same.
        for place in 0..<row {
            other.open[place] = series.open[place]
            other.high[place] = series.high[place]
            other.low[place] = series.low[place]
            other.close[place] = series.close[place]
            other.volume[place] = series.volume[place]
        }
        other.open[row] = series.open[row]
        other.high[row] = max(other.high[row], other.open[row])
        other.low[row] = min(other.low[row], other.open[row])
        let end = ExchangeInstant(nanoseconds: series.times[row])
        let (seen, changed) = (FileBench.everything(series, until: end), FileBench.everything(other, until: end))
        #expect(seen.count == changed.count && seen.count > 15)
        let difference = zip(seen, changed).first { $0 != $1 }
        #expect(difference == nil)
        // What comes next is not the same, so the comparison means something.
        let later = end.adding(seconds: 59)
        #expect(FileBench.everything(series, until: later) != FileBench.everything(other, until: later))
    }
}

extension FileBench {
    /// What a request gets at the instant of the first row.
    static func atBegin(_ series: BarSeries, _ request: ClientMessage.ReqHistoricalData) -> [ServerMessage] {
        var bench = Bench(source: FileMarket([series])) { configuration in
            configuration.start = ExchangeInstant(nanoseconds: series.times[0])
            configuration.sessions = .real
        }
        return bench.send(request)
    }

    /// Everything that a client gets which asks for all it can, up to the end.
    static func everything(_ series: BarSeries, until end: ExchangeInstant) -> [String] {
        var bench = Bench(source: FileMarket([series])) { configuration in
            configuration.start = ExchangeInstant(nanoseconds: series.times[0])
            configuration.sessions = .real
        }
        var messages: [ServerMessage] = []
        for (number, size) in ["1 min", "5 mins", "1 day", "1 week"].enumerated() {
            var request = ClientMessage.ReqHistoricalData()
            (request.reqId, request.contract) = (number, .aapl)
            (request.durationStr, request.barSizeSetting, request.whatToShow) = ("1 M", size, "TRADES")
            (request.useRTH, request.formatDate, request.keepUpToDate) = (true, 2, true)
            messages += bench.send(request)
        }
        var quotes = ClientMessage.ReqMktData()
        (quotes.reqId, quotes.contract) = (10, .aapl)
        messages += bench.send(quotes)
        messages += bench.place(.order(1, .buy, .limit, limit: 95))
        messages += bench.place(.order(2, .sell, .stop, stop: 94))
        while bench.exchange.now < end {
            messages += bench.wait(until: min(end, bench.exchange.now.adding(seconds: 600)))
            var request = ClientMessage.ReqHistoricalData()
            (request.reqId, request.contract) = (20, .aapl)
            (request.durationStr, request.barSizeSetting, request.whatToShow) = ("1 D", "1 min", "TRADES")
            (request.useRTH, request.formatDate) = (true, 2)
            messages += bench.send(request)
        }
        return messages.map { "\($0)" }
    }
}
