import SimExchange
import TWSWire
import Testing

/// Parents, children and OCA groups.
@Suite struct BracketTests {
    /// A bracket whose parent fills at once; target and stop as given.
    private func bracket(target: Double, stop: Double) -> (Bench, [String]) {
        var bench = Bench()
        _ = bench.place(.order(1, .buy, .limit, limit: 195) { $0.transmit = false })
        _ = bench.place(.order(2, .sell, .limit, limit: target) { ($0.parentId, $0.transmit) = (1, false) })
        let told =
            bench.place(.order(3, .sell, .stop, stop: stop) { $0.parentId = 1 }) + bench.wait(milliseconds: 1000)
        return (bench, told.story)
    }

    @Test func parentsFillWakesTheChildren() {
        let (bench, story) = bracket(target: 250, stop: 150)
        #expect(
            story == [
                "openOrder 1 Submitted", "orderStatus 1 Submitted", "openOrder 2 PreSubmitted",
                "orderStatus 2 PreSubmitted child", "openOrder 3 PreSubmitted",
                "orderStatus 3 PreSubmitted child,trigger",
                "execDetails 1 BOT", "openOrder 1 Filled", "orderStatus 1 Filled", "openOrder 1 Filled",
                "orderStatus 1 Filled", "commission", "openOrder 2 Submitted", "orderStatus 2 Submitted",
                "openOrder 3 PreSubmitted", "orderStatus 3 PreSubmitted trigger",
            ]
        )
        let orders = bench.exchange.snapshot.orders
        #expect(orders.map(\.status) == [.filled, .submitted, .preSubmitted])
    }

    @Test func oneChildsFillCancelsTheOther() {
        let (bench, story) = bracket(target: 150, stop: 140)
        #expect(bench.exchange.snapshot.orders.map(\.status) == [.filled, .filled, .cancelled])
        #expect(story.suffix(2) == ["orderStatus 3 Cancelled", "error 3 202"])
        #expect(bench.exchange.snapshot.positions.isEmpty)
    }

    @Test func triggeredStopCancelsTheTarget() {
        let (bench, story) = bracket(target: 250, stop: 240)
        #expect(bench.exchange.snapshot.orders.map(\.status) == [.filled, .cancelled, .filled])
        #expect(story.suffix(2) == ["orderStatus 2 Cancelled", "error 2 202"])
    }

    @Test func parentsCancelCancelsTheChildren() {
        var bench = Bench()
        _ = bench.place(.order(1, .buy, .limit, limit: 180) { $0.transmit = false })
        _ = bench.place(.order(2, .sell, .limit, limit: 250) { ($0.parentId, $0.transmit) = (1, false) })
        _ = bench.place(.order(3, .sell, .stop, stop: 150) { $0.parentId = 1 }) + bench.wait(milliseconds: 1000)
        let told = bench.cancel(1) + bench.wait(milliseconds: 1000)
        #expect(
            told.story == [
                "orderStatus 1 PendingCancel", "orderStatus 1 Cancelled", "error 1 202", "orderStatus 2 Cancelled",
                "error 2 202", "orderStatus 3 Cancelled", "error 3 202",
            ]
        )
    }

    /// backtrader gives every order an OCA group of its own; the children of a parent close the position once all the same.
    @Test(arguments: [(150.0, 140.0, 3), (250, 240, 2)])
    func childrenInGroupsOfTheirOwnCancelEachOther(target: Double, stop: Double, cancelled: Int) {
        var bench = Bench()
        _ = bench.place(
            .order(1, .buy, .limit, limit: 195) { ($0.transmit, $0.ocaGroup, $0.ocaType) = (false, "a", 1) }
        )
        _ = bench.place(
            .order(2, .sell, .limit, limit: target) {
                ($0.parentId, $0.transmit, $0.ocaGroup, $0.ocaType) = (1, false, "b", 1)
            }
        )
        _ = bench.place(
            .order(3, .sell, .stop, stop: stop) { ($0.parentId, $0.ocaGroup, $0.ocaType) = (1, "c", 1) }
        )
        _ = bench.wait(milliseconds: 1000)
        #expect(bench.status(1) == .filled && bench.status(cancelled) == .cancelled)
        #expect(bench.status(5 - cancelled) == .filled && bench.exchange.snapshot.positions.isEmpty)
    }

    /// Two pairs of target and stop under one parent: a fill ends its own pair only.
    @Test func pairsOfChildrenAreGroupsOfTheirOwn() {
        var bench = Bench()
        _ = bench.place(.order(1, .buy, .limit, limit: 195) { ($0.transmit, $0.totalQuantity) = (false, 200) })
        for (id, group, type, price) in [
            (2, "a", OrderType.limit, 150.0), (3, "a", .stop, 140), (4, "b", .limit, 250), (5, "b", .stop, 140),
        ] {
            _ = bench.place(
                .order(id, .sell, type, limit: type == .limit ? price : nil, stop: type == .stop ? price : nil) {
                    ($0.parentId, $0.transmit, $0.ocaGroup, $0.ocaType) = (1, id == 5, group, 1)
                }
            )
        }
        _ = bench.wait(milliseconds: 1000)
        #expect([2, 3].map(bench.status) == [.filled, .cancelled])
        #expect([4, 5].map(bench.status) == [.submitted, .preSubmitted])
    }

    @Test func ownGroupOfTwoEndsWithOneFill() {
        var bench = Bench()
        _ = bench.place(.order(1, .buy, .limit, limit: 180) { ($0.ocaGroup, $0.ocaType) = ("pair", 1) })
        _ = bench.place(.order(2, .buy, .limit, limit: 195) { ($0.ocaGroup, $0.ocaType) = ("pair", 1) })
        _ = bench.wait(milliseconds: 2000)
        #expect(bench.exchange.snapshot.orders.map(\.status) == [.cancelled, .filled])
    }

    @Test func groupReducesByAPartialFill() throws {
        var bench = Bench()
        _ = bench.place(
            .order(1, .buy, .limit, limit: 180) { order in
                (order.ocaGroup, order.ocaType, order.totalQuantity) = ("pair", 3, 6000)
            }
        )
        _ = bench.place(
            .order(2) { order in
                (order.ocaGroup, order.ocaType, order.totalQuantity) = ("pair", 3, 6000)
            }
        )
        var orders = bench.exchange.snapshot.orders
        while orders[1].filled == .zero {
            _ = bench.wait(milliseconds: 10)
            orders = bench.exchange.snapshot.orders
        }
        #expect(orders[0].totalQuantity == 6000 - orders[1].filled)
        _ = bench.wait(milliseconds: 60_000)
        #expect(bench.exchange.snapshot.orders.map(\.status) == [.cancelled, .filled])
    }

    @Test func missingParent() {
        var bench = Bench()
        #expect(bench.place(.order(5, .sell, .stop, stop: 100) { $0.parentId = 77 }).story == ["error 5 10006"])
    }
}
