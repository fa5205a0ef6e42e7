import TWSWire
import Testing

@testable import Trading

@Suite("Fates of orders in the ledger")
struct LedgerFateTests {
    typealias Fixture = LedgerFixture

    @Test("an order that TWS had not acknowledged is unknown when the connection is lost, and may still fill")
    func unknown() {
        var ledger = Fixture.ledger()
        ledger.place(orderId: 8, owner: 1, contract: Fixture.stock("MSFT"), order: Fixture.order(.buy, 1))
        _ = ledger.receive(Fixture.status(.submitted))
        #expect(ledger.connectionLost() == [.unknown(orderId: 8)])
        #expect(ledger.connectionLost().isEmpty)
        #expect(ledger[7]?.isUnknown == false)
        #expect(ledger[8]?.isUnknown == true)
        #expect(ledger.working(of: 1).map(\.orderId) == [7, 8])
        #expect(ledger.summary(of: 1) { _ in nil }.working.map(\.status) == ["Submitted", "Unknown"])
    }

    @Test("an unknown order that TWS reports is known again", arguments: 0..<4)
    func knownAgain(kind: Int) {
        var ledger = OrderLedger()
        let order = Fixture.order(.buy, 100, reference: Fixture.reference)
        ledger.place(orderId: 7, owner: 1, contract: Fixture.stock("AAPL"), order: order)
        _ = ledger.connectionLost()
        var completed = ServerMessage.CompletedOrder()
        completed.order.orderRef = Fixture.reference
        completed.orderState.status = .cancelled
        let messages = [
            Fixture.openOrder(.submitted), Fixture.status(.pendingSubmit),
            Fixture.execution("a.1.01.01", 1, at: 1), .completedOrder(completed),
        ]
        #expect(ledger.receive(messages[kind]).contains(.status(orderId: 7)))
        #expect(ledger[7]?.isUnknown == false)
        #expect(ledger.connectionLost().isEmpty)
    }

    @Test("an order that never left is over, with its reason")
    func refused() {
        var ledger = Fixture.ledger()
        let notice = LedgerEntry.Notice(code: 0, message: "the journal is full")
        let changes = ledger.refused(orderId: 7, code: nil, message: notice.message)
        #expect(changes == [.notice(orderId: 7, notice), .status(orderId: 7), .done(orderId: 7)])
        #expect(ledger[7]?.outcome == .notSent)
        #expect(ledger[7]?.status == .inactive)
        #expect(ledger[7]?.isSettled == true)
        #expect(ledger.working(of: 1).isEmpty)
        #expect(ledger.refused(orderId: 7, code: nil, message: "again").isEmpty)
        #expect(ledger.connectionLost().isEmpty)
        #expect(ledger.summary(of: 1) { _ in nil }.orders == 0)
    }

    @Test("a modification that never left ends nothing")
    func refusedModification() {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.status(.submitted))
        #expect(ledger.refused(orderId: 7, code: 1, message: "no").count == 1)
        #expect(ledger[7]?.outcome == nil)
    }

    @Test("a fill of an order that never left is an alarm")
    func fillOfRefused() {
        var ledger = Fixture.ledger()
        _ = ledger.refused(orderId: 7, code: nil, message: "no")
        #expect(Fixture.alarms(ledger.receive(Fixture.execution("a.1.01.01", 1, at: 1))) == 1)
        #expect(ledger[7]?.filled == 1)
    }

    @Test(
        "a cancel is in flight until TWS answers it",
        arguments: [
            (Fixture.status(.cancelled), false), (Fixture.status(.pendingCancel), true),
            (Fixture.status(.submitted), false), (Fixture.error(161), false), (Fixture.error(202), false),
            (Fixture.error(10147), false), (Fixture.error(10148), false), (Fixture.error(399), true),
            (Fixture.openOrder(.submitted), true), (Fixture.execution("a.1.01.01", 100, at: 1), false),
        ]
    )
    func cancelPending(message: ServerMessage, isPending: Bool) {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.status(.submitted))
        ledger.cancelRequested(orderId: 7)
        #expect(ledger[7]?.isCancelPending == true)
        _ = ledger.receive(message)
        #expect(ledger[7]?.isCancelPending == isPending)
    }

    @Test("no answer to a cancel comes over a lost connection; an order that is done takes none")
    func cancelLost() {
        var ledger = Fixture.ledger()
        ledger.cancelRequested(orderId: 7)
        _ = ledger.connectionLost()
        #expect(ledger[7]?.isCancelPending == false)
        _ = ledger.receive(Fixture.status(.cancelled))
        ledger.cancelRequested(orderId: 7)
        #expect(ledger[7]?.isCancelPending == false)
    }

    @Test("the reason of a cancelled order may come after its status: it was rejected")
    func lateReason() {
        for messages in Fixture.permutations(of: [Fixture.status(.cancelled), Fixture.error(201)]) {
            var ledger = Fixture.ledger()
            for message in messages { _ = ledger.receive(message) }
            #expect(ledger[7]?.outcome == .rejected)
        }
    }

    @Test("an order that is filled or cancelled takes no other state, one that is Inactive does")
    func finalWords() {
        for (first, second, expected) in [
            (OrderStatus.filled, OrderStatus.submitted, OrderStatus.filled), (.filled, .cancelled, .filled),
            (.cancelled, .filled, .filled),
            (.cancelled, .submitted, .cancelled), (.apiCancelled, .pendingCancel, .apiCancelled),
            (.inactive, .submitted, .submitted), (.submitted, .preSubmitted, .preSubmitted),
        ] {
            var ledger = Fixture.ledger()
            _ = ledger.receive(Fixture.status(first))
            _ = ledger.receive(Fixture.status(second))
            #expect(ledger[7]?.status == expected, "\(first), then \(second)")
        }
    }
}
