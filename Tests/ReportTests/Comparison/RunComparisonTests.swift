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

    /// A run with fills of AAPL: seconds after its start, signed quantity and price.
    private func timed(_ fills: [(Double, Double, Double)]) -> RunSnapshot {
        var run = SampleRun.make(profile: "paper-ib", gain: 0)
        run.orders = []
        run.fills = fills.map {
            ReportedFill(time: run.start + $0.0, symbol: "AAPL", quantity: $0.1, price: $0.2)
        }
        return run
    }

    @Test("orders and fills of other times are not paired, though they are alike")
    func otherTimes() {
        var (first, second) = (timed([(0, 100, 10), (7_200, -100, 11)]), timed([(3_600, 100, 12), (7_200, -100, 11)]))
        first.orders = [ReportedOrder(time: first.start, orderId: 1, terms: "BUY 100 AAPL MKT", status: "Filled")]
        second.orders = first.orders
        second.orders[0].time += 3_600
        #expect(
            RunComparison(first, second).differences == [
                "only the first run: order 1 of 2026-01-05 09:30:00, BUY 100 AAPL MKT: Filled",
                "only the second run: order 1 of 2026-01-05 10:30:00, BUY 100 AAPL MKT: Filled",
                "only the first run: fill of 2026-01-05 09:30:00, bought 100 AAPL at 10",
                "only the second run: fill of 2026-01-05 10:30:00, bought 100 AAPL at 12",
            ]
        )
    }

    @Test("times less than a minute apart are the same, a minute is not")
    func clocks() {
        let first = timed([(0, 100, 10), (300, -100, 11)])
        #expect(RunComparison(first, timed([(59.9, 100, 10), (297, -100, 11)])).differences == [])
        #expect(
            RunComparison(first, timed([(60, 100, 10), (300, -100, 11)])).differences == [
                "only the first run: fill of 2026-01-05 09:30:00, bought 100 AAPL at 10",
                "only the second run: fill of 2026-01-05 09:31:00, bought 100 AAPL at 10",
            ]
        )
    }

    @Test("fills of one time are paired before fills of near times, and equal ones before others")
    func order() {
        let first = timed([(0, 100, 10), (30, 100, 11), (60, 100, 12)])
        #expect(
            RunComparison(first, timed([(30, 100, 11), (60, 100, 12)])).differences == [
                "only the first run: fill of 2026-01-05 09:30:00, bought 100 AAPL at 10"
            ]
        )
        let parts = timed([(0, 10, 10), (0, 20, 10), (0, 30, 10)])
        #expect(
            RunComparison(parts, timed([(0, 30, 10)])).differences == [
                "only the first run: fill of 2026-01-05 09:30:00, bought 10 AAPL at 10",
                "only the first run: fill of 2026-01-05 09:30:00, bought 20 AAPL at 10",
            ]
        )
    }

    @Test("another size and other terms at one time are a difference of one pair; another side is not a pair")
    func sizes() {
        var (first, second) = (timed([(0, 100, 10), (60, 50, 10)]), timed([(0, 40, 10.5), (60, -50, 10)]))
        first.orders = [ReportedOrder(time: first.start, orderId: 1, terms: "BUY 100 AAPL LMT 10", status: "Filled")]
        second.orders = [ReportedOrder(time: first.start, orderId: 1, terms: "BUY 40 AAPL MKT", status: "Filled")]
        #expect(
            RunComparison(first, second).differences == [
                "order 1 of 2026-01-05 09:30:00, BUY 100 AAPL LMT 10: Filled in the first run, "
                    + "BUY 40 AAPL MKT: Filled in the second",
                "fill of 2026-01-05 09:30:00, bought 100 AAPL at 10 in the first run, 40 at 10.5 in the second",
                "only the first run: fill of 2026-01-05 09:31:00, bought 50 AAPL at 10",
                "only the second run: fill of 2026-01-05 09:31:00, sold 50 AAPL at 10",
            ]
        )
    }

    @Test("runs of very many fills are compared in n log n time", .timeLimit(.minutes(1)))
    func size() {
        let first = timed((0..<100_000).map { (Double($0), $0.isMultiple(of: 2) ? 1 : -1, 10) })
        let second = timed((0..<100_000).map { (Double($0) + 0.5, $0.isMultiple(of: 3) ? 1 : -2, 11) })
        #expect(RunComparison(first, second).differences.count >= 100_000)
    }
}
