import SimExchange
import TWSWire
import Testing

/// OCA groups by their types.
@Suite struct GroupTests {
    /// Two buys of one group: a resting one of `resting` shares, and one at the market that fills in part.
    private func partlyFilled(type: Int, resting: Int, active: Int) -> (Bench, filled: Int) {
        var bench = Bench.punctual()
        let change: (inout Order) -> Void = { ($0.ocaGroup, $0.ocaType) = ("group", type) }
        _ = bench.place(
            .order(1, .buy, .limit, limit: 150) {
                change(&$0)
                $0.totalQuantity = ExactDecimal(resting)
            }
        )
        let ask = bench.book(at: bench.arrival)
        let size = Int(ask.askSize)
        _ = bench.place(
            .order(2, .buy, .limit, limit: ask.ask) {
                change(&$0)
                $0.totalQuantity = ExactDecimal(size * active)
            }
        )
        _ = bench.wait(milliseconds: 160)
        return (bench, size)
    }

    private func total(_ bench: Bench, _ id: Int) -> ExactDecimal? {
        bench.exchange.snapshot.orders.first { $0.orderId == id }?.totalQuantity
    }

    @Test func typeOneCancelsTheOthersOnAPartialFill() {
        let (bench, _) = partlyFilled(type: 1, resting: 500, active: 2)
        #expect(bench.status(1) == .cancelled)
        #expect(bench.status(2) == .submitted)
    }

    /// Half of the one has filled, so half of the other is left.
    @Test(arguments: [2, 3])
    func typesTwoAndThreeReduceTheOthersInProportion(type: Int) {
        let (bench, _) = partlyFilled(type: type, resting: 5000, active: 2)
        #expect(total(bench, 1) == 2500)
        #expect(bench.status(1) == .submitted)
    }

    /// Both are marketable when they arrive: with block only the first one may fill, without block both do.
    @Test(arguments: [(1, [OrderStatus.filled, .cancelled]), (2, [.filled, .cancelled]), (3, [.filled, .filled])])
    func blockLetsOneFillAtATime(type: Int, expected: [OrderStatus]) {
        var bench = Bench.punctual()
        for id in 1...2 {
            _ = bench.place(
                .order(id, .buy, .limit, limit: 195) {
                    ($0.ocaGroup, $0.ocaType, $0.totalQuantity) = ("group", type, 10)
                }
            )
        }
        _ = bench.wait(milliseconds: 1000)
        #expect([1, 2].map(bench.status) == expected)
    }

    @Test(arguments: [1, 2, 3])
    func cancelOfOneMemberCancelsTheRest(type: Int) {
        var bench = Bench.punctual()
        for id in 1...3 {
            _ = bench.place(
                .order(id, .buy, .limit, limit: 150) { ($0.ocaGroup, $0.ocaType) = ("group", type) }
            )
        }
        _ = bench.wait(milliseconds: 1000)
        let told = bench.cancel(2) + bench.wait(milliseconds: 1000)
        #expect([1, 2, 3].map(bench.status) == [.cancelled, .cancelled, .cancelled])
        #expect(told.codes == [202, 202, 202])
    }

    @Test func bracketOfTrailingStopAndTarget() {
        var bench = Bench.punctual()
        _ = bench.place(.order(1) { $0.transmit = false })
        _ = bench.place(.order(2, .sell, .limit, limit: 250) { ($0.parentId, $0.transmit) = (1, false) })
        let told =
            bench.place(.order(3, .sell, .trail, stop: 0.2) { $0.parentId = 1 }) + bench.wait(milliseconds: 1000)
        #expect(told.story.contains("orderStatus 3 PreSubmitted child,trigger"))
        _ = bench.wait(milliseconds: 3_600_000)
        #expect([1, 2, 3].map(bench.status) == [.filled, .cancelled, .filled])
        #expect(bench.exchange.snapshot.positions.isEmpty)
    }
}
