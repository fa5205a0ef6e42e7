import TWSWire
import Testing

@testable import Trading

@Suite("Bounds of the ledger")
struct LedgerBoundTests {
    typealias Fixture = LedgerFixture

    @Test("a million reports that belong to nothing leave at most a thousand of a kind")
    func unknownReports() {
        var ledger = Fixture.ledger()
        var changes = 0
        for number in 0..<1_000_000 {
            let message =
                switch number % 4 {
                case 0: Fixture.commission("u.\(number).01.01", 1)
                case 1: Fixture.execution("u.\(number).01.01", 1, at: 1, id: 99)
                case 2: Fixture.status(.filled, id: 100 + number)
                default: Fixture.openOrder(.filled, id: 100 + number)
                }
            changes += ledger.receive(message).count
        }
        #expect(changes == 0)
        #expect(ledger.earlyReports.count == 1_000)
        #expect(ledger.earlyExecutions.count == 1_000)
        #expect(ledger.early.kept == 2_000)
        #expect(ledger.early.dropped == 498_000)
        #expect(ledger.all.count == 1)
        #expect(ledger.executions.isEmpty)
    }

    @Test("the latest reports are kept: their executions get their commissions")
    func latestKept() {
        var ledger = Fixture.ledger()
        for number in 1...1_001 { _ = ledger.receive(Fixture.commission("u.\(number).01.01", Double(number))) }
        _ = ledger.receive(Fixture.execution("u.1001.01.01", 1, at: 1))
        _ = ledger.receive(Fixture.execution("u.1.01.01", 1, at: 1))
        #expect(ledger[7]?.fills.map(\.commission) == [1_001, nil])
        #expect(ledger[7]?.commission == 1_001)
    }

    @Test("of an order's notices the first 20 and the last 20 are kept, and all are counted")
    func notices() {
        var ledger = Fixture.ledger()
        _ = ledger.receive(Fixture.status(.submitted))
        for number in 1...100 { _ = ledger.receive(Fixture.error(399, "\(number)")) }
        #expect(ledger[7]?.notices.map(\.message) == (Array(1...20) + Array(81...100)).map(String.init))
        #expect(ledger[7]?.noticeCount == 100)
        #expect(ledger[7]?.error == nil)
        _ = ledger.receive(Fixture.error(201, String(repeating: "x", count: 1_000_000)))
        #expect(ledger[7]?.error?.code == 201)
        #expect(ledger[7]?.notices.last?.message.utf8.count == 2_000)
    }

    @Test("a flood of fills of an overfilled order ends at a thousand")
    func overfillFlood() {
        var ledger = Fixture.ledger(quantity: 1)
        for number in 0..<5_000 { _ = ledger.receive(Fixture.execution("f.\(number).01.01", 1, at: 1)) }
        #expect(ledger[7]?.fills.count == 1_000)
    }

    @Test("an order takes 50,000 executions, then one alarm")
    func executionFlood() {
        var ledger = Fixture.ledger(quantity: 1_000_000)
        var changes: [LedgerChange] = []
        for number in 0..<50_010 { changes += ledger.receive(Fixture.execution("f.\(number).01.01", 1, at: 1)) }
        #expect(ledger[7]?.filled == 50_000)
        #expect(Fixture.alarms(changes) == 1)
    }

    @Test("entries are small, and orders of one kind share what they have in common")
    func size() {
        #expect(MemoryLayout<LedgerEntry>.stride <= 312)
        #expect(MemoryLayout<Fill>.stride <= 512)
        var ledger = OrderLedger()
        for number in 1...100 {
            var order = Fixture.order(.buy, ExactDecimal(number), reference: "ibs.r.00c0ffee.\(number).")
            order.orderType = .limit
            order.lmtPrice = Double(number)
            ledger.place(orderId: number, owner: 0, contract: Fixture.stock("AAPL"), order: order)
            #expect(ledger[number]?.order == order)
        }
        let entries = ledger.all
        #expect(Set(entries.map { ObjectIdentifier($0.sharedContract) }).count == 1)
        #expect(Set(entries.map { ObjectIdentifier($0.terms.common) }).count == 1)
    }

    @Test("a copy of the ledger keeps what it was")
    func copies() {
        var ledger = Fixture.ledger()
        let copy = ledger
        _ = ledger.receive(Fixture.status(.filled))
        #expect(copy[7]?.outcome == nil)
        #expect(copy.working(of: 1).count == 1)
        #expect(ledger.working(of: 1).isEmpty)
    }
}
