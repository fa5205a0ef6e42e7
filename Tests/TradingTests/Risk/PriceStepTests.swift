import TWSWire
import Testing

@testable import Trading

/// Prices on the steps of an exchange; expected values by hand, from product.md's rule: never towards the market.
@Suite("Price steps")
struct PriceStepTests {
    struct Row: Sendable {
        var action = OrderAction.buy
        var type = OrderType.limit
        var limit: Double?
        var trigger: Double?
        var expected: [Double?]
    }

    private static let rows: [Row] = [
        Row(limit: 189.953, expected: [189.95, nil]),
        Row(action: .sell, limit: 189.953, expected: [189.96, nil]),
        Row(limit: 189.95, expected: [189.95, nil]),
        Row(type: .stop, trigger: 101.001, expected: [nil, 101.01]),
        Row(action: .sell, type: .stop, trigger: 101.009, expected: [nil, 101]),
        Row(type: .stopLimit, limit: 101.009, trigger: 101.001, expected: [101, 101.01]),
        Row(type: .marketIfTouched, trigger: 99.999, expected: [nil, 99.99]),
        // The step is that of the price itself: below a dollar it is finer.
        Row(limit: 0.98765, expected: [0.9876, nil]),
        Row(action: .sell, limit: -0.98765, expected: [-0.9876, nil]),
        Row(limit: 0.1 + 0.2, expected: [0.3, nil]),
    ]

    @Test("a limit is rounded away from the market, a trigger so that it fires later", arguments: rows)
    func rounding(_ row: Row) {
        var (low, high) = (PriceIncrement(), PriceIncrement())
        (low.lowEdge, low.increment) = (0, 0.0001)
        (high.lowEdge, high.increment) = (1, 0.01)
        var order = Order()
        (order.action, order.orderType) = (row.action, row.type)
        (order.lmtPrice, order.auxPrice) = (row.limit, row.trigger)
        let words = order.roundPrices { PriceStep.step(at: $0, [low, high], minTick: 0.05) }
        let found = [order.lmtPrice, order.auxPrice]
        for (found, expected) in zip(found, row.expected) {
            #expect(found.map { abs($0 - (expected ?? .nan)) < 1e-9 } ?? (expected == nil), "\(row)")
        }
        #expect(
            words.isEmpty == (row.limit == row.expected[0] && row.trigger == row.expected[1] || row.limit == 0.1 + 0.2)
        )
    }

    @Test("steps that are no power of ten, in decimal arithmetic")
    func odd() {
        #expect(PriceStep.rounded(0.3, to: 0.1, up: true) == nil)
        #expect(PriceStep.rounded(10.43, to: 0.05, up: false) == 10.4)
        #expect(PriceStep.rounded(10.43, to: 0.05, up: true) == 10.45)
        #expect(PriceStep.rounded(4_512.13, to: 0.25, up: false) == 4_512)
        #expect(PriceStep.rounded(-1.03, to: 0.05, up: false) == -1.05)
        #expect(PriceStep.rounded(101.3, to: 1.0 / 32, up: true) == 101.3125)
    }

    @Test("the desk rounds with the steps that TWS has told, says so, and rounds a change likewise")
    func desk() {
        var bench = GateBench()
        let order = GateBench.order(.buy, 10, limit: 99.123)
        let answer = bench.submit(.place([order]))
        guard case .placed(let entries) = answer.verdict else {
            Issue.record("\(answer.verdict)")
            return
        }
        #expect(entries[0].value.order.lmtPrice == 99.12)
        bench.acknowledge(7)
        #expect(bench.modify(7) { $0.lmtPrice = 98.777 } == nil)
        #expect(bench.desk.ledger[7]?.order.lmtPrice == 98.77)
    }
}
