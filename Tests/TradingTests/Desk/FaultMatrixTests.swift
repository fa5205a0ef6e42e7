import TWSWire
import Testing

@testable import Trading

/// Rows 21 to 34 of the fault matrix that one order can show; those about whole rounds are in `RoundTests`.
@Suite("The fault matrix, order by order")
struct FaultMatrixTests {
    /// A desk with order 7 to buy 100 AAPL.
    private static func fixture() -> DeskFixture {
        var fixture = DeskFixture()
        _ = fixture.submit(DeskFixture.place())
        return fixture
    }

    private static func filled(_ shares: ExactDecimal = 100) -> ServerMessage {
        guard case .orderStatus(var status) = DeskFixture.status(.filled, 7) else { return .openOrderEnd(.init()) }
        (status.filled, status.remaining) = (shares, 100 - shares)
        return .orderStatus(status)
    }

    private static func changes(_ fixture: inout DeskFixture, _ messages: [ServerMessage]) -> [LedgerChange] {
        messages.flatMap { fixture.desk.receive($0, at: DeskFixture.now).news.flatMap(\.changes) }
    }

    @Test("Row 21: openOrder and orderStatus three times are one change of state")
    func row21() {
        var fixture = Self.fixture()
        let messages = [DeskFixture.openOrder(7), DeskFixture.status(.submitted, 7)]
        let changes = Self.changes(&fixture, messages + messages + messages)
        #expect(changes.count { if case .status = $0 { true } else { false } } == 1)
    }

    @Test("Row 22: whatever the order of openOrder, orderStatus, execDetails and commission, the end is the same")
    func row22() {
        let messages = [
            DeskFixture.openOrder(7), Self.filled(), DeskFixture.execution(7, "a.01"),
            LedgerFixture.commission("a.01", 1.25),
        ]
        for order in LedgerFixture.permutations(of: messages) {
            var fixture = Self.fixture()
            let changes = Self.changes(&fixture, order)
            let entry = fixture.desk.ledger[7]
            #expect(entry?.outcome == .filled && entry?.filled == 100 && entry?.commission == 1.25)
            #expect(entry?.isSettled == true)
            #expect(changes.count { if case .fill = $0 { true } else { false } } == 1)
            #expect(changes.count { if case .done = $0 { true } else { false } } == 1)
        }
    }

    @Test("Row 23: without any orderStatus it is filled by its executions")
    func row23() {
        var fixture = Self.fixture()
        _ = fixture.receive(DeskFixture.execution(7, "a.01", 60))
        #expect(fixture.desk.ledger[7]?.outcome == nil)
        _ = fixture.receive(DeskFixture.execution(7, "b.01", 40))
        #expect(fixture.desk.ledger[7]?.outcome == .filled)
    }

    @Test("Row 25: a correction takes the place of what it corrects, and is told as one")
    func row25() {
        var fixture = Self.fixture()
        _ = fixture.receive(DeskFixture.execution(7, "a.01", 60))
        let changes = Self.changes(&fixture, [DeskFixture.execution(7, "a.02", 50)])
        #expect(changes.first == .corrected(orderId: 7, index: 0))
        #expect(fixture.desk.ledger[7]?.filled == 50)
        #expect(fixture.desk.position(of: LedgerFixture.stock("AAPL"), fixture.scripts[0]) == 50)
    }

    @Test("Row 26: a commission before its execution, -1, or none: kept, paired later, pending")
    func row26() {
        var fixture = Self.fixture()
        _ = fixture.receive(LedgerFixture.commission("a.01", 1))
        _ = fixture.receive(DeskFixture.execution(7, "a.01", 60))
        _ = fixture.receive(DeskFixture.execution(7, "b.01", 40))
        _ = fixture.receive(LedgerFixture.commission("b.01", -1))
        #expect(fixture.desk.ledger[7]?.commission == 1)
        #expect(fixture.desk.ledger[7]?.isSettled == false)
        _ = fixture.receive(LedgerFixture.commission("b.01", 2))
        #expect(fixture.desk.ledger[7]?.commission == 3)
        #expect(fixture.desk.ledger[7]?.isSettled == true)
    }

    @Test("Row 32: a cancel that is refused leaves the order alive, and a rejection after an acknowledgement ends it")
    func row32() {
        for code in [161, 10147, 10148] {
            var fixture = Self.fixture()
            _ = fixture.receive(DeskFixture.status(.submitted, 7))
            _ = fixture.submit(.cancel(orderId: 7))
            _ = fixture.receive(LedgerFixture.error(code, id: 7))
            #expect(fixture.desk.ledger[7]?.outcome == nil)
            #expect(fixture.submit(.cancel(orderId: 7)).first == "cancelling [7]", "another one may be sent")
        }
        var fixture = Self.fixture()
        _ = fixture.receive(DeskFixture.status(.preSubmitted, 7))
        _ = fixture.receive(LedgerFixture.error(201, id: 7))
        #expect(fixture.desk.ledger[7]?.outcome == nil, "no error code ends an order")
        _ = fixture.receive(DeskFixture.status(.inactive, 7))
        #expect(fixture.desk.ledger[7]?.outcome == .rejected)
    }

    @Test("Row 33: a fill that crosses the cancel counts; what was filled before a cancel stays")
    func row33() {
        var full = Self.fixture()
        _ = full.receive(DeskFixture.status(.submitted, 7))
        _ = full.submit(.cancel(orderId: 7))
        _ = full.receive(DeskFixture.execution(7, "a.01"))
        #expect(full.desk.ledger[7]?.outcome == .filled)
        var part = Self.fixture()
        _ = part.receive(DeskFixture.execution(7, "a.01", 30))
        _ = part.submit(.cancel(orderId: 7))
        _ = part.receive(DeskFixture.status(.cancelled, 7))
        #expect(part.desk.ledger[7]?.outcome == .cancelled)
        #expect(part.desk.position(of: LedgerFixture.stock("AAPL"), part.scripts[0]) == 30)
    }

    @Test("Row 34: notices leave an order alive", arguments: [10349, 399, 2109, 10311, 165])
    func row34(_ code: Int) {
        var fixture = Self.fixture()
        _ = fixture.receive(DeskFixture.status(.submitted, 7))
        #expect(fixture.receive(LedgerFixture.error(code, id: 7)).contains { $0.hasPrefix("send") } == false)
        #expect(fixture.desk.ledger[7]?.outcome == nil && fixture.desk.ledger[7]?.status == .submitted)
    }
}
