import TWSWire
import Testing

@testable import Trading

@Suite("Order ledger")
struct OrderLedgerTests {
    typealias Fixture = LedgerFixture

    @Test("every order of openOrder, orderStatus, execDetails and commission gives the same end")
    func permutations() {
        let messages: [ServerMessage] = [
            Fixture.openOrder(.filled), Fixture.status(.filled, filled: 100),
            Fixture.execution("0000e0d5.1.01.01", 100, at: 190.25), Fixture.commission("0000e0d5.1.01.01", 1),
        ]
        var count = 0
        for permutation in Fixture.permutations(of: messages) {
            var ledger = Fixture.ledger()
            var fills = 0
            for message in permutation {
                for case .fill in ledger.receive(message) { fills += 1 }
            }
            let entry = ledger[Fixture.orderId]
            #expect(entry?.outcome == .filled)
            #expect(entry?.isSettled == true)
            #expect(entry?.filled == 100)
            #expect(entry?.remaining == 0)
            #expect(entry?.avgFillPrice == 190.25)
            #expect(entry?.commission == 1)
            #expect(fills == 1)
            count += 1
        }
        #expect(count == 24)
    }

    @Test("an execution that comes twice is booked once; a correction replaces it")
    func corrections() {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.execution("a.b.01.01", 40, at: 190))
        #expect(ledger.receive(Fixture.execution("a.b.01.01", 40, at: 190)).isEmpty)
        let corrected = ledger.receive(Fixture.execution("a.b.01.02", 30, at: 189))
        #expect(corrected == [.corrected(orderId: Fixture.orderId, index: 0)])
        #expect(ledger[Fixture.orderId]?.filled == 30)
        #expect(ledger[Fixture.orderId]?.avgFillPrice == 189)
        // An older version that comes late changes nothing.
        #expect(ledger.receive(Fixture.execution("a.b.01.01", 40, at: 190)).isEmpty)
        #expect(ledger[Fixture.orderId]?.filled == 30)
    }

    @Test("executions that add up end an order without any status")
    func fillsWithoutStatus() {
        var ledger = Fixture.ledger()
        #expect(ledger.receive(Fixture.execution("a.1.01.01", 60, at: 190)) == [.fill(orderId: 7, index: 0)])
        let changes = ledger.receive(Fixture.execution("a.2.01.01", 40, at: 191))
        #expect(changes.contains(.done(orderId: 7)))
        #expect(ledger[7]?.avgFillPrice == 190.4)
        #expect(ledger[7]?.status == .filled)
    }

    @Test("duplicate statuses change nothing", arguments: [OrderStatus.preSubmitted, .submitted, .filled, .cancelled])
    func duplicates(status: OrderStatus) {
        var ledger = Fixture.ledger()
        #expect(!ledger.receive(Fixture.status(status)).isEmpty)
        #expect(ledger.receive(Fixture.status(status)).isEmpty)
    }

    @Test("no error code ends an order", arguments: [110, 161, 201, 202, 321, 399, 10147, 10148, 10349])
    func errorsDoNotEnd(code: Int) {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.status(.submitted))
        _ = ledger.receive(Fixture.error(code))
        #expect(ledger[7]?.outcome == nil)
        #expect(ledger[7]?.notices.count == 1)
    }

    @Test("an order refused before TWS knew it ends when the list of open orders lacks it")
    func refusedByValidation() {
        var ledger = Fixture.ledger()
        let changes = ledger.receive(Fixture.error(321))
        #expect(changes.last == .reconciliationNeeded(orderId: 7))
        #expect(ledger[7]?.outcome == nil)
        ledger.beginReconciliation()
        #expect(ledger.receive(.openOrderEnd(.init())).contains(.done(orderId: 7)))
        #expect(ledger[7]?.outcome == .rejected)
        #expect(ledger[7]?.error?.code == 321)
    }

    @Test("an order with an error that is among the open orders lives")
    func errorButOpen() {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.error(110))
        ledger.beginReconciliation()
        _ = ledger.receive(Fixture.openOrder(.submitted))
        _ = ledger.receive(Fixture.status(.submitted))
        #expect(ledger.receive(.openOrderEnd(.init())).isEmpty)
        #expect(ledger[7]?.outcome == nil)
    }

    @Test("a report that says nothing new is no change, one with another amount is")
    func repeatedCommission() {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.execution("a.1.01.01", 100, at: 190))
        #expect(ledger.receive(Fixture.commission("a.1.01.01", 1)) == [.commission(orderId: 7, index: 0)])
        #expect(ledger.receive(Fixture.commission("a.1.01.01", 1)).isEmpty)
        #expect(ledger.receive(Fixture.commission("a.1.01.01", 1.5)) == [.commission(orderId: 7, index: 0)])
        #expect(ledger[7]?.commission == 1.5)
    }

    @Test("a commission of -1 or none is pending", arguments: [-1.0, nil])
    func pendingCommission(amount: Double?) {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.execution("a.1.01.01", 100, at: 190))
        #expect(ledger.receive(Fixture.commission("a.1.01.01", amount)).isEmpty)
        #expect(ledger[7]?.isSettled == false)
        _ = ledger.receive(Fixture.commission("a.1.01.01", 1.25))
        #expect(ledger[7]?.isSettled == true)
        #expect(ledger[7]?.commission == 1.25)
    }

    @Test("a completed order is matched by its permId")
    func completed() {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.openOrder(.submitted))
        var completed = ServerMessage.CompletedOrder()
        completed.order.permId = Fixture.permId
        completed.orderState.status = .cancelled
        #expect(ledger.receive(.completedOrder(completed)).contains(.done(orderId: 7)))
        #expect(ledger[7]?.outcome == .cancelled)
    }

    @Test("messages about other clients' orders change nothing")
    func foreign() {
        var ledger = OrderLedger()
        #expect(ledger.receive(Fixture.status(.filled)).isEmpty)
        #expect(ledger.receive(Fixture.execution("a.1.01.01", 1, at: 1)).isEmpty)
        #expect(ledger.all.isEmpty)
    }
}
