import SimExchange
import TWSWire
import Testing

@Suite("Splits and dividends")
struct ActionTests {
    private static let aapl = 265_598

    @Test("a split of 4:1 makes four shares of one at a quarter of the cost, and moves what orders wait for")
    func split() throws {
        var bench = FileBench([(100, 100, 100, 100), (25, 26, 23.4, 25)])
        _ = bench.bench.place(.order(1))
        bench.wait(until: 30)
        _ = bench.bench.place(.order(2, .sell, .stop, stop: 94))
        bench.wait(until: 59)
        let before = try #require(bench.bench.exchange.snapshot.positions.first)
        bench.bench.exchange.split(Self.aapl, by: 4)
        let after = try #require(bench.bench.exchange.snapshot.positions.first)
        #expect(after.position == 400)
        #expect(after.averageCost == before.averageCost / 4)
        let order = try #require(bench.bench.exchange.snapshot.orders.last)
        #expect(order.totalQuantity == 400)
        #expect(order.auxPrice == 23.5)
        bench.wait(until: 121)
        #expect(bench.fills.last == "SLD 400 at 23.5")
        // 100 · 100 paid, 400 · 23.50 received; commissions of 1 and 2.
        #expect(bench.bench.exchange.netLiquidation == 1_000_000 - 10_000 + 9_400 - 3)
    }

    @Test("a dividend is paid to who holds, and by who is short", arguments: [OrderAction.buy, .sell])
    func dividend(action: OrderAction) {
        var bench = FileBench([(100, 100, 100, 100)])
        _ = bench.bench.place(.order(1, action))
        bench.wait(until: 30)
        let before = bench.bench.exchange.netLiquidation
        bench.bench.exchange.dividend(Self.aapl, 0.25)
        #expect(bench.bench.exchange.netLiquidation == before + (action == .buy ? 25 : -25))
    }
}
