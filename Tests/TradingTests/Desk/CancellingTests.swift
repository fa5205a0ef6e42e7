import TWSWire
import Testing

@testable import Trading

@Suite("The desk: cancelling")
struct CancellingTests {
    /// A desk whose first script has placed orders that TWS has acknowledged.
    private func working(_ orderIds: ClosedRange<Int> = 7...7, scripts: Int = 1) -> DeskFixture {
        var fixture = DeskFixture(scripts: scripts)
        for orderId in orderIds {
            _ = fixture.submit(DeskFixture.place())
            _ = fixture.receive(DeskFixture.status(.submitted, orderId))
        }
        return fixture
    }

    @Test("A second cancel sends nothing until TWS has answered the first")
    func onceInFlight() {
        var fixture = working()
        #expect(fixture.submit(.cancel(orderId: 7)) == ["cancelling [7]", "send cancelOrder 7"])
        #expect(fixture.submit(.cancel(orderId: 7)) == ["cancelling []"])
        #expect(fixture.submit(.cancelAll) == ["cancelling []"])
        _ = fixture.receive(DeskFixture.status(.pendingCancel, 7))
        #expect(fixture.submit(.cancel(orderId: 7)) == ["cancelling []"])
        _ = fixture.receive(LedgerFixture.error(161, "not cancellable", id: 7))
        #expect(fixture.submit(.cancel(orderId: 7)) == ["cancelling [7]", "send cancelOrder 7"])
        _ = fixture.receive(DeskFixture.status(.cancelled, 7))
        #expect(fixture.submit(.cancel(orderId: 7)) == ["cancelling []"])
        #expect(fixture.desk.ledger[7]?.outcome == .cancelled)
    }

    @Test("A lost connection takes the cancel with it; the next one leaves again")
    func lostCancel() {
        var fixture = working()
        _ = fixture.submit(.cancel(orderId: 7))
        _ = fixture.disconnect()
        #expect(fixture.submit(.cancel(orderId: 7)) == ["impossible not_connected"])
        fixture.connect()
        #expect(fixture.submit(.cancel(orderId: 7)) == ["cancelling [7]", "send cancelOrder 7"])
    }

    @Test("cancelAll is of this script's orders that still work, oldest first")
    func all() {
        var fixture = working(7...9, scripts: 2)
        _ = fixture.submit(DeskFixture.place(), of: 1)
        _ = fixture.receive(DeskFixture.status(.submitted, 10))
        _ = fixture.receive(DeskFixture.execution(8, "a.1"))
        #expect(fixture.submit(.cancelAll) == ["cancelling [7, 9]", "send cancelOrder 7", "send cancelOrder 9"])
        #expect(fixture.submit(.cancelAll, of: 1) == ["cancelling [10]", "send cancelOrder 10"])
    }

    @Test("Another's order, or none, is not cancelled")
    func unknown() {
        var fixture = working(scripts: 2)
        #expect(fixture.submit(.cancel(orderId: 7), of: 1) == ["impossible unknown_order"])
        #expect(fixture.submit(.cancel(orderId: 8)) == ["impossible unknown_order"])
    }

    @Test("An order that may still wait to be sent is taken back")
    func takenBack() {
        var fixture = DeskFixture()
        _ = fixture.submit(DeskFixture.place())
        #expect(fixture.submit(.cancel(orderId: 7)) == ["cancelling [7]", "take back 7"])
        let told = fixture.desk.takenBack(orderId: 7, at: DeskFixture.now)
        #expect(told.map(\.words) == ["tell 0 of order 7"])
        #expect(fixture.desk.ledger[7]?.outcome == .notSent)
    }

    @Test("An order is not taken back where what waits may be a modification of what has left")
    func modified() throws {
        var fixture = DeskFixture()
        _ = fixture.submit(DeskFixture.place())
        var order = try #require(fixture.desk.ledger[7]?.order)
        order.totalQuantity = 50
        _ = fixture.submit(.modify(orderId: 7, order, named: []))
        #expect(fixture.submit(.cancel(orderId: 7)) == ["cancelling [7]", "send cancelOrder 7"])
    }

    @Test("Nor is a part of a bracket: the others would wait for it for good", arguments: 7...9)
    func bracket(_ orderId: Int) {
        var fixture = DeskFixture()
        _ = fixture.submit(.place(DeskFixture.bracket()))
        #expect(
            fixture.submit(.cancel(orderId: orderId)) == ["cancelling [\(orderId)]", "send cancelOrder \(orderId)"]
        )
    }

    @Test(
        "What becomes of working orders when their script ends",
        arguments: [(OnStop.leave, []), (.cancelAll, [7, 8, 9, 10]), (.cancelEntries, [7])] as [(OnStop, [Int])]
    )
    func retiring(_ onStop: OnStop, _ cancelled: [Int]) {
        var fixture = DeskFixture(scripts: 2, onStop: onStop)
        _ = fixture.submit(.place(DeskFixture.bracket()))
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.submit(DeskFixture.place(), of: 1)
        // 100 are held, so that to sell 60 only makes the position smaller.
        _ = fixture.receive(DeskFixture.execution(10, "a.1"))
        _ = fixture.submit(DeskFixture.place { ($0.order.action, $0.order.totalQuantity) = (.sell, 60) })
        for orderId in [7, 8, 9, 11, 12] { _ = fixture.receive(DeskFixture.status(.submitted, orderId)) }
        let retirement = fixture.desk.retire(fixture.scripts[0], at: DeskFixture.now)
        #expect(retirement.working.map(\.orderId) == [7, 8, 9, 12])
        let expected = cancelled.map { $0 == 10 ? 12 : $0 }
        #expect(retirement.cancelled == Set(expected))
        #expect(retirement.actions.map(\.words) == expected.map { "send cancelOrder \($0)" })
        #expect(fixture.desk.isSettled(retirement.cancelled) == expected.isEmpty)
        for orderId in expected { _ = fixture.receive(DeskFixture.status(.cancelled, orderId)) }
        #expect(fixture.desk.isSettled(retirement.cancelled))
        #expect(
            fixture.submit(.cancel(orderId: 8)).first == (expected.contains(8) ? "cancelling []" : "cancelling [8]")
        )
    }
}
