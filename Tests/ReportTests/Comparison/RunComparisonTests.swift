import Report
import Testing

@Suite("Two runs side by side")
struct RunComparisonTests {
    private func run(_ fills: [(Double, Double)], _ orders: [(String, String)] = []) -> RunSnapshot {
        var run = SampleRun.make(profile: "paper-ib", gain: 0)
        run.fills = fills.enumerated().map { place, fill in
            ReportedFill(time: run.start + Double(place), symbol: "AAPL", quantity: fill.0, price: fill.1)
        }
        run.orders = orders.enumerated().map { place, order in
            ReportedOrder(time: run.start + Double(place), orderId: place + 1, terms: order.0, status: order.1)
        }
        return run
    }

    @Test("equal runs have no differences")
    func equal() {
        let same = run([(100, 10), (-100, 11)], [("BUY 100 AAPL MKT", "Filled")])
        #expect(RunComparison(same, same).differences == [])
    }

    @Test("what only one run has does not move the others")
    func missing() {
        let first = run(
            [(100, 10), (50, 12), (-100, 11)],
            [("BUY 100 AAPL MKT", "Filled"), ("BUY 50 AAPL MKT", "Filled")]
        )
        let second = run([(100, 10), (-100, 11)], [("BUY 100 AAPL MKT", "Filled")])
        #expect(
            RunComparison(first, second).differences == [
                "only the first run: order 2 of 2026-01-05 09:30:01, BUY 50 AAPL MKT: Filled",
                "only the first run: fill of 2026-01-05 09:30:01, bought 50 AAPL at 12",
            ]
        )
        #expect(RunComparison(second, first).differences.allSatisfy { $0.hasPrefix("only the second run: ") })
    }

    @Test("another price, another status and another commission are said")
    func changed() {
        let first = run([(100, 10)], [("BUY 100 AAPL LMT 10", "Filled")])
        var second = run([(100, 10.25)], [("BUY 100 AAPL LMT 10", "Cancelled")])
        second.fills[0].commission = 1.5
        #expect(
            RunComparison(first, second).differences == [
                "order 1 of 2026-01-05 09:30:00, BUY 100 AAPL LMT 10: Filled in the first run, Cancelled in the second",
                "fill of 2026-01-05 09:30:00, bought 100 AAPL at 10 in the first run, 10.25 in the second (+0.2500)",
                "commission 0.00 in the first run, 1.50 in the second",
            ]
        )
    }
}
