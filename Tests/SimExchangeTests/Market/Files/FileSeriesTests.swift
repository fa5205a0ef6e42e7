import MarketFiles
import Testing

@testable import SimExchange

@Suite("Rows of a file")
struct FileSeriesTests {
    @Test("a row is found whatever was found before, also among ticks of one instant", arguments: [1, 2, 7])
    func rows(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var ticks = BarSeries(symbol: "AAPL", length: .tick)
        // 10:00 New York on 2026-01-05: within the hours of trading, so that no row is left out.
        var time = ExchangeInstant.virtualStart.nanoseconds
        for _ in 0..<300 {
            if random.nextInteger(in: 0...2) > 0 { time += Int64(random.nextInteger(in: 1...5)) }
            ticks.times.append(time)
            ticks.open.append(100)
            ticks.high.append(100)
            ticks.low.append(100)
            ticks.close.append(100)
            ticks.volume.append(1)
        }
        let market = FileMarket([ticks])
        let rows = try #require(market.allRows.first)
        #expect(rows.count == 300)
        let (first, last) = (ticks.times[0] - 2, time + 2)
        // By turns in order, as a market asks, and anywhere.
        var next = first
        for _ in 0..<5_000 {
            let isAnywhere = random.nextInteger(in: 0...3) == 0
            let asked = isAnywhere ? Int64(random.nextInteger(in: Int(first)...Int(last))) : next
            next = next >= last ? first : next + 1
            let expected = ticks.times.lastIndex { $0 <= asked } ?? -1
            #expect(rows.row(at: asked) == expected)
        }
    }
}
