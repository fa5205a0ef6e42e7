import TWSWire
import Testing

@testable import Trading

@Suite("Orders by id, permanent id and reference")
struct LedgerIdentityTests {
    typealias Fixture = LedgerFixture

    private func ledger() -> OrderLedger {
        var ledger = OrderLedger()
        for number in 1...12 {
            let order = Fixture.order(.buy, 100, reference: "ibs.r.00c0ffee.\(number).")
            ledger.place(orderId: 6 + number, owner: number % 2, contract: Fixture.stock("AAPL"), order: order)
        }
        return ledger
    }

    @Test("a reference is matched up to its closing point, with more text behind it or not")
    func references() {
        let ledger = ledger()
        #expect(ledger.entry(reference: "ibs.r.00c0ffee.1.")?.orderId == 7)
        #expect(ledger.entry(reference: "ibs.r.00c0ffee.12.")?.orderId == 18)
        #expect(ledger.entry(reference: "ibs.r.00c0ffee.1./A.1")?.orderId == 7)
        #expect(ledger.entry(reference: "ibs.r.00c0ffee.1") == nil)
        #expect(ledger.entry(reference: "ibs.r.00c0ffee.13.") == nil)
        #expect(ledger.entry(reference: "") == nil)
    }

    @Test("a permanent id is known from the first report that names it")
    func permIds() {
        var ledger = ledger()
        #expect(ledger.entry(permId: Fixture.permId) == nil)
        _ = ledger.receive(Fixture.openOrder(.submitted))
        #expect(ledger.entry(permId: Fixture.permId)?.orderId == 7)
        #expect(ledger.entry(permId: 0) == nil)
    }

    @Test("working orders are those of their script, oldest first")
    func working() {
        var ledger = ledger()
        _ = ledger.receive(Fixture.status(.cancelled, id: 9))
        #expect(ledger.working(of: 1).map(\.orderId) == [7, 11, 13, 15, 17])
        #expect(ledger.working(of: 0).map(\.orderId) == [8, 10, 12, 14, 16, 18])
        #expect(ledger.all.map(\.orderId) == Array(7...18))
    }

    @Test("a completed order is matched by its permanent id, else by its reference")
    func completed() {
        var ledger = ledger()
        var completed = ServerMessage.CompletedOrder()
        completed.orderState.status = .filled
        completed.order.orderRef = "ibs.r.00c0ffee.3.x"
        #expect(ledger.receive(.completedOrder(completed)).contains(.done(orderId: 9)))
        completed.order.orderRef = ""
        #expect(ledger.receive(.completedOrder(completed)).isEmpty)
        _ = ledger.receive(Fixture.openOrder(.submitted))
        completed.order.permId = Fixture.permId
        #expect(ledger.receive(.completedOrder(completed)).contains(.done(orderId: 7)))
    }

    @Test("reports of another order under the same id change nothing")
    func reusedId() {
        var ledger = ledger()
        _ = ledger.receive(Fixture.openOrder(.submitted))
        var status = ServerMessage.OrderStatus()
        (status.orderId, status.status, status.permId) = (7, .cancelled, 99)
        #expect(ledger.receive(.orderStatus(status)).isEmpty)
        var details = ServerMessage.ExecDetails()
        (details.execution.orderId, details.execution.execId) = (8, "x.1.01.01")
        (details.execution.shares, details.execution.orderRef) = (5, "by hand")
        #expect(ledger.receive(.execDetails(details)).isEmpty)
        #expect(ledger[7]?.outcome == nil)
        #expect(ledger[8]?.filled == 0)
    }

    @Test("an execution without a known order id is found by its reference, or booked when its permanent id is learnt")
    func executions() {
        var ledger = ledger()
        var details = ServerMessage.ExecDetails()
        (details.execution.execId, details.execution.shares) = ("x.1.01.01", 5)
        details.execution.orderRef = "ibs.r.00c0ffee.2."
        #expect(ledger.receive(.execDetails(details)).contains(.fill(orderId: 8, index: 0)))
        details.execution.execId = "x.2.01.01"
        details.execution.orderRef = ""
        details.execution.permId = Fixture.permId
        #expect(ledger.receive(.execDetails(details)).isEmpty)
        #expect(ledger.receive(Fixture.status(.submitted)).contains(.fill(orderId: 7, index: 0)))
        #expect(ledger[7]?.filled == 5)
    }
}
