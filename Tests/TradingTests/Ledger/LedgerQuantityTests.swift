import TWSWire
import Testing

@testable import Trading

@Suite("Quantities, cash and alarms in the ledger")
struct LedgerQuantityTests {
    typealias Fixture = LedgerFixture

    @Test("0.1 three times is 0.3, and 0.3 sold leaves nothing")
    func exact() throws {
        let tenth = try #require(ExactDecimal("0.1"))
        let three = try #require(ExactDecimal("0.3"))
        var ledger = Fixture.ledger(quantity: three)
        for number in 1...3 {
            let fill = Fixture.execution("a.\(number).01.01", tenth, at: 190, of: Fixture.stock("AAPL", conId: 1))
            let changes = ledger.receive(fill)
            #expect(changes.contains(.done(orderId: 7)) == (number == 3))
        }
        #expect(ledger[7]?.filled == three)
        #expect(ledger[7]?.remaining == 0)
        ledger.place(
            orderId: 8,
            owner: 1,
            contract: Fixture.stock("AAPL", conId: 1),
            order: Fixture.order(.sell, three)
        )
        let sale = Fixture.execution(
            "b.1.01.01",
            three,
            at: 191,
            side: .sold,
            of: Fixture.stock("AAPL", conId: 1),
            id: 8
        )
        _ = ledger.receive(sale)
        let position = ledger.positions.position(of: 1, in: Fixture.stock("AAPL", conId: 1))
        #expect(position?.quantity == 0)
        #expect(position?.averageCost == 0)
        #expect(abs((position?.realized ?? 0) - 0.3) < 1e-9)
    }

    @Test("a larger quantity that crosses the last fill is ignored by TWS: the order is done and complete without it")
    func crossedByFill() {
        let messages = [
            Fixture.status(.filled, filled: 100, remaining: 0), Fixture.execution("a.1.01.01", 100, at: 190),
            Fixture.commission("a.1.01.01", 1),
        ]
        for permutation in Fixture.permutations(of: messages) {
            var ledger = Fixture.ledger(quantity: 100)
            ledger.modify(orderId: 7, order: Fixture.order(.buy, 200))
            for message in permutation {
                #expect(ledger[7]?.isSettled == false)
                _ = ledger.receive(message)
            }
            #expect(ledger[7]?.outcome == .filled)
            #expect(ledger[7]?.filled == 100)
            #expect(ledger[7]?.remaining == 0)
            #expect(ledger[7]?.isSettled == true)
        }
    }

    @Test("an order by cash is done when TWS says so, with a quantity beside the amount or not", arguments: [nil, 1])
    func cash(quantity: Int?) {
        var order = Fixture.order(.buy, quantity.map { ExactDecimal($0) })
        order.cashQty = 1_000
        var ledger = OrderLedger()
        ledger.place(orderId: 7, owner: 1, contract: Fixture.stock("AAPL"), order: order)
        #expect(ledger[7]?.remaining == 0)
        _ = ledger.receive(Fixture.status(.submitted, filled: 0, remaining: 6))
        #expect(ledger[7]?.remaining == 6)
        let changes = ledger.receive(Fixture.execution("a.1.01.01", 4, at: 190))
        #expect(changes == [.fill(orderId: 7, index: 0)])
        #expect(ledger[7]?.outcome == nil)
        #expect(ledger.working(of: 1).map(\.orderId) == [7])
        _ = ledger.receive(Fixture.status(.submitted, filled: 4, remaining: 2))
        #expect(ledger[7]?.remaining == 2)
        _ = ledger.receive(Fixture.execution("a.2.01.01", 2, at: 190))
        _ = ledger.receive(Fixture.commission("a.1.01.01", 1))
        _ = ledger.receive(Fixture.commission("a.2.01.01", 1))
        #expect(ledger[7]?.outcome == nil)
        #expect(ledger.receive(Fixture.status(.filled, filled: 6, remaining: 0)).contains(.done(orderId: 7)))
        #expect(ledger[7]?.isSettled == true)
        #expect(ledger[7]?.filled == 6)
    }

    @Test("an overfill is booked, ends the order as filled, and is an alarm")
    func overfill() {
        var ledger = Fixture.ledger(quantity: 10)
        let changes = ledger.receive(Fixture.execution("a.1.01.01", 1_000_000, at: 190))
        #expect(Fixture.alarms(changes) == 1)
        #expect(changes.contains(.done(orderId: 7)))
        #expect(ledger[7]?.filled == 1_000_000)
        #expect(ledger[7]?.remaining == 0)
        #expect(ledger[7]?.outcome == .filled)
        #expect(ledger.positions.all(of: nil).first?.quantity == 1_000_000)
    }

    @Test("a correction that overfills is an alarm")
    func correctedOverfill() {
        var ledger = Fixture.ledger(quantity: 10)
        #expect(Fixture.alarms(ledger.receive(Fixture.execution("a.1.01.01", 10, at: 190))) == 0)
        #expect(Fixture.alarms(ledger.receive(Fixture.execution("a.1.01.02", 11, at: 190))) == 1)
        #expect(Fixture.alarms(ledger.receive(Fixture.execution("a.1.01.03", 10, at: 190))) == 0)
    }

    @Test("an execution of nothing, or that is not a number, is an alarm, once, and is not booked")
    func emptyExecutions() {
        for (shares, price) in [(ExactDecimal(0), 190), (-5, 190), (nil, 190), (5, .infinity), (5, .nan)] {
            var ledger = Fixture.ledger()
            let changes = ledger.receive(Fixture.execution("a.1.01.01", shares, at: price))
            #expect(Fixture.alarms(changes) == 1)
            #expect(changes.count == 1)
            #expect(ledger.receive(Fixture.execution("a.2.01.01", shares, at: price)).isEmpty)
            #expect(ledger[7]?.fills.isEmpty == true)
            #expect(ledger.positions.all(of: nil).isEmpty)
        }
    }

    @Test("a correction to nothing is an alarm and leaves what was booked")
    func emptyCorrection() {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.execution("a.1.01.01", 5, at: 190))
        #expect(Fixture.alarms(ledger.receive(Fixture.execution("a.1.01.02", -5, at: 190))) == 1)
        #expect(ledger[7]?.filled == 5)
    }

    @Test("a fill after an end that did not tell of it is an alarm, and is booked", arguments: [0, 40])
    func fillAfterEnd(told: Int) {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.status(.cancelled, filled: ExactDecimal(told)))
        let changes = ledger.receive(Fixture.execution("a.1.01.01", 40, at: 190))
        #expect(Fixture.alarms(changes) == (told == 0 ? 1 : 0))
        #expect(ledger[7]?.filled == 40)
        #expect(ledger[7]?.outcome == .cancelled)
    }

    @Test("an order that was cancelled and yet fills whole, is filled, whichever TWS said first")
    func filledAcrossCancel() {
        for messages in Fixture.permutations(of: [
            Fixture.status(.cancelled), Fixture.execution("a.1.01.01", 100, at: 190),
        ]) {
            var ledger = Fixture.ledger()
            for message in messages { _ = ledger.receive(message) }
            #expect(ledger[7]?.outcome == .filled)
            #expect(ledger[7]?.status == .filled)
        }
    }

    @Test("executions that a correction takes away again do not end an order")
    func correctedBelow() {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.execution("a.1.01.01", 100, at: 190))
        #expect(ledger[7]?.outcome == .filled)
        _ = ledger.receive(Fixture.execution("a.1.01.02", 90, at: 190))
        #expect(ledger[7]?.outcome == nil)
        #expect(ledger[7]?.remaining == 10)
        #expect(ledger.working(of: 1).count == 1)
    }

    @Test("a smaller quantity counts from its confirmation on")
    func modification() {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.openOrder(.submitted))
        _ = ledger.receive(Fixture.execution("a.1.01.01", 50, at: 190))
        ledger.modify(orderId: 7, order: Fixture.order(.buy, 50))
        _ = ledger.receive(Fixture.execution("a.2.01.01", 10, at: 190))
        #expect(ledger[7]?.outcome == nil)
        #expect(Fixture.alarms(ledger.receive(Fixture.execution("a.3.01.01", 40, at: 190))) == 0)
        #expect(ledger[7]?.outcome == .filled)
    }

    @Test("of a smaller quantity that TWS has confirmed, one more is an overfill")
    func confirmedModification() {
        var ledger = Fixture.ledger(quantity: 200)
        ledger.modify(orderId: 7, order: Fixture.order(.buy, 100))
        _ = ledger.receive(Fixture.openOrder(.submitted))
        #expect(Fixture.alarms(ledger.receive(Fixture.execution("a.1.01.01", 101, at: 190))) == 1)
    }
}
