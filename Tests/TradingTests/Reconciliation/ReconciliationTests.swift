import TWSWire
import Testing

@testable import Trading

@Suite("Reconciliation")
struct ReconciliationTests {
    typealias Fixture = LedgerFixture

    @Test("what is not listed is refused in a complete list, and unknown in one without its end mark")
    func findings() {
        let complete = Reconciliation.OpenOrders(listed: [8], isComplete: true)
        #expect(
            Reconciliation.findings(forRefusable: [8, 7], in: complete) == [.refused(orderId: 7), .alive(orderId: 8)]
        )
        let partial = Reconciliation.OpenOrders(listed: [8])
        #expect(
            Reconciliation.findings(forRefusable: [8, 7], in: partial) == [.unknown(orderId: 7), .alive(orderId: 8)]
        )
    }

    @Test("a list that was asked for before the error says nothing of the order")
    func earlierList() {
        var ledger = Fixture.ledger()
        ledger.beginReconciliation()
        _ = ledger.receive(Fixture.error(321))
        ledger.beginReconciliation()
        #expect(ledger.receive(.openOrderEnd(.init())).isEmpty)
        #expect(ledger[7]?.outcome == nil)
        #expect(ledger.receive(.openOrderEnd(.init())) == [.status(orderId: 7), .done(orderId: 7)])
        #expect(ledger[7]?.outcome == .rejected)
    }

    @Test("an end that nobody asked for says nothing")
    func foreignEnd() {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.error(321))
        #expect(ledger.receive(.openOrderEnd(.init())).isEmpty)
        #expect(ledger[7]?.outcome == nil)
    }

    @Test("a connection that is lost before the end mark leaves the order unknown, until a list is complete")
    func lost() {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.error(321))
        ledger.beginReconciliation()
        #expect(ledger.connectionLost() == [.unknown(orderId: 7)])
        #expect(ledger.receive(.openOrderEnd(.init())).isEmpty)
        #expect(ledger[7]?.isUnknown == true)
        ledger.beginReconciliation()
        #expect(ledger.receive(.openOrderEnd(.init())).contains(.done(orderId: 7)))
        #expect(ledger[7]?.outcome == .rejected)
        #expect(ledger[7]?.isUnknown == false)
    }

    @Test("an order that fills after its error lives, whether the list names it or not")
    func filledMeanwhile() {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.error(321))
        ledger.beginReconciliation()
        _ = ledger.receive(Fixture.execution("a.1.01.01", 1, at: 1))
        #expect(ledger.receive(.openOrderEnd(.init())).isEmpty)
        #expect(ledger[7]?.outcome == nil)
    }
}
