import MarketFiles
import SimExchange
import TWSWire
import Testing

/// How orders fill on bars; the rules are those of docs/backtesting.md.
@Suite("Fills on bars of a file")
struct BarFillTests {
    typealias Prices = FileBench.Prices

    /// What becomes of an order that is placed 40 s into a first bar which stays at 100.
    private func fills(
        _ profile: FillProfile,
        _ later: Prices...,
        order: (inout Order) -> Void
    ) -> [String] {
        var bench = FileBench([(100, 100, 100, 100)] + later, profile)
        bench.wait(until: 40)
        _ = bench.bench.place(.order(1, .buy, .market, order))
        bench.wait(until: 60 * Double(later.count + 1) + 1)
        return bench.fills
    }

    private static let profiles: [FillProfile] = [.optimistic, .paperIB, .conservative]

    @Test("a market order fills at the price that holds when it arrives; conservative pays an increment more")
    func market() {
        let found = Self.profiles.map { profile in
            var bench = FileBench([(100, 100, 100, 100), (101.5, 102, 101, 101)], profile)
            bench.wait(until: 59.95)
            _ = bench.bench.place(.order(1))
            bench.wait(until: 70)
            return bench.fills
        }
        #expect(found == [["BOT 100 at 101.5"], ["BOT 100 at 101.5"], ["BOT 100 at 101.51"]])
    }

    @Test("a stop that a bar passes fills at its price, one that a bar leaps over at the bar's first price")
    func stops() {
        func sell(_ bar: Prices) -> [[String]] {
            Self.profiles.map { fills($0, bar) { ($0.action, $0.orderType, $0.auxPrice) = (.sell, .stop, 95) } }
        }
        #expect(sell((100, 102, 90, 96)) == [["SLD 100 at 95.0"], ["SLD 100 at 95.0"], ["SLD 100 at 94.99"]])
        #expect(sell((93, 96, 90, 94)) == [["SLD 100 at 93.0"], ["SLD 100 at 93.0"], ["SLD 100 at 92.99"]])
        #expect(sell((100, 102, 95.01, 96)) == [[], [], []])
        func buy(_ bar: Prices) -> [String] {
            fills(.paperIB, bar) { ($0.orderType, $0.auxPrice) = (.stop, 105) }
        }
        #expect(buy((100, 110, 99, 101)) == ["BOT 100 at 105.0"])
        #expect(buy((107, 110, 99, 101)) == ["BOT 100 at 107.0"])
    }

    @Test(
        "a resting limit needs a touch, a better price, or one that is better by an increment",
        arguments: [
            (95.0, [["BOT 100 at 95.0"], [], []]),
            (94.995, [["BOT 100 at 95.0"], ["BOT 100 at 95.0"], []]),
            (94.99, [["BOT 100 at 95.0"], ["BOT 100 at 95.0"], ["BOT 100 at 95.0"]]),
            (95.01, [[], [], []]),
        ]
    )
    func limits(low: Double, expected: [[String]]) {
        let found = Self.profiles.map {
            fills($0, (100, 100, low, 98)) { ($0.orderType, $0.lmtPrice) = (.limit, 95) }
        }
        #expect(found == expected)
    }

    @Test("a resting limit that a bar leaps over fills at the limit; optimistic at the bar's first price")
    func limitGap() {
        let found = Self.profiles.map { fills($0, (93, 96, 92, 94)) { ($0.orderType, $0.lmtPrice) = (.limit, 95) } }
        #expect(found == [["BOT 100 at 93.0"], ["BOT 100 at 95.0"], ["BOT 100 at 95.0"]])
    }

    @Test("a stop limit works from the price after its trigger on")
    func stopLimit() {
        let found = fills(.paperIB, (100, 110, 99, 108), (108, 108, 105, 107)) {
            ($0.orderType, $0.auxPrice, $0.lmtPrice) = (.stopLimit, 105, 106)
        }
        #expect(found == ["BOT 100 at 106.0"])
        let never = fills(.paperIB, (100, 110, 99, 108), (108, 108, 106, 107)) {
            ($0.orderType, $0.auxPrice, $0.lmtPrice) = (.stopLimit, 105, 106)
        }
        #expect(never == [])
    }

    @Test("a market if touched fills at its price; a trailing stop at the stop it has come to")
    func others() {
        #expect(
            fills(.paperIB, (100, 101, 90, 96)) { ($0.orderType, $0.auxPrice) = (.marketIfTouched, 95) }
                == ["BOT 100 at 95.0"]
        )
        // 100, then the nearer extreme 99, then 110, which lifts the stop to 105, then 104.
        #expect(
            fills(.paperIB, (100, 110, 99, 104)) {
                ($0.action, $0.orderType, $0.auxPrice) = (.sell, .trail, 5)
            } == ["SLD 100 at 105.0"]
        )
    }

    /// A long position with a stop at 95 and a target at 105 in one group, and a bar that reaches both.
    private func bracket(_ profile: FillProfile, _ bar: Prices) -> String? {
        var bench = FileBench([(100, 100, 100, 100), bar], profile)
        _ = bench.bench.place(.order(1))
        bench.wait(until: 30)
        _ = bench.bench.place(.order(2, .sell, .stop, stop: 95) { $0.ocaGroup = "exit" })
        _ = bench.bench.place(.order(3, .sell, .limit, limit: 105) { $0.ocaGroup = "exit" })
        bench.wait(until: 121)
        return bench.fills.count == 2 ? bench.fills.last : nil
    }

    @Test("of both extremes the nearer one comes first, or the one that is kinder, or the one that hurts")
    func extremes() {
        #expect(
            Self.profiles.map { bracket($0, (100, 106, 90, 100)) } == [
                "SLD 100 at 105.0", "SLD 100 at 105.0", "SLD 100 at 94.99",
            ]
        )
        #expect(
            Self.profiles.map { bracket($0, (100, 110, 94, 100)) } == [
                "SLD 100 at 105.0", "SLD 100 at 95.0", "SLD 100 at 94.99",
            ]
        )
    }

    @Test("each of a bar's four prices has a quarter of its volume; optimistic does not mind")
    func volume() {
        func buy(_ profile: FillProfile) -> [String] {
            var bench = FileBench([(100, 100, 100, 100), (101, 102, 100, 101)], profile, volume: 400)
            bench.wait(until: 59.95)
            _ = bench.bench.place(.order(1) { $0.totalQuantity = 250 })
            bench.wait(until: 121)
            return bench.fills
        }
        #expect(buy(.paperIB) == ["BOT 100 at 101.0", "BOT 100 at 100.0", "BOT 50 at 102.0"])
        #expect(buy(.optimistic) == ["BOT 250 at 101.0"])
    }

    @Test("an order that is placed after the close fills at the next day's first price")
    func overnight() {
        var series = FileBench.series([(100, 101, 99, 100), (110, 111, 109, 110)])
        // 2026-01-05 15:59 and 2026-01-06 09:30 New York.
        series.times = [1_767_646_740_000_000_000, 1_767_709_800_000_000_000]
        var bench = FileBench(series)
        bench.wait(until: 6 * 3600 + 60)
        let answer = bench.bench.place(.order(1)) + bench.wait(until: 20 * 3600)
        #expect(answer.codes.contains(399))
        #expect(bench.fills == [])
        bench.wait(until: 24 * 3600)
        #expect(bench.fills == ["BOT 100 at 110.0"])
    }
}
