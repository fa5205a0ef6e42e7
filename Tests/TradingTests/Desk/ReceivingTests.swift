import TWSWire
import Testing

@testable import Trading

/// Two scripts: the first has order 7 and request 2000000000, the second order 8 and what-if 9.
@Suite("The desk: who hears a message")
struct ReceivingTests {
    private static func fixture() -> DeskFixture {
        var fixture = DeskFixture(scripts: 2)
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.submit(DeskFixture.place(), of: 1)
        _ = fixture.submit(.whatIf(DeskFixture.order()), of: 1)
        _ = fixture.submit(.request(.reqExecutions(.init()), .own(3)))
        return fixture
    }

    private static let request = 2_000_000_000

    private static let table: [(what: String, message: ServerMessage, heard: [String])] = [
        ("an order's status", DeskFixture.status(.submitted, 7), ["to 0", "news of 7 to 0"]),
        ("another script's", DeskFixture.status(.submitted, 8), ["to 1", "news of 8 to 1"]),
        ("an open order", DeskFixture.openOrder(8), ["to 1"]),
        ("a fill that nobody asked for", DeskFixture.execution(8, "a.1"), ["to 1", "news of 8 to 1"]),
        (
            "a fill that the other script has asked for",
            DeskFixture.execution(8, "a.1", request: request), ["to 0", "news of 8 to 1"]
        ),
        ("an order's notice", LedgerFixture.error(399, id: 8), ["to 1", "news of 8 to 1"]),
        ("an order's error", LedgerFixture.error(200, id: 7), ["to 0", "news of 7 to 0", "send reqOpenOrders"]),
        ("a what-if's error", LedgerFixture.error(201, id: 9), ["to 1"]),
        ("a what-if's answer", DeskFixture.openOrder(9, whatIf: true), ["to 1"]),
        ("a request's error", LedgerFixture.error(321, id: request), ["to 0"]),
        ("a request's end", Self.end(request), ["to 0"]),
        ("a notice of the connection", LedgerFixture.error(2104, id: -1), ["to everyone"]),
        ("an error of no known number", LedgerFixture.error(321, id: 55), ["to everyone"]),
        ("an answer of no known number", Self.end(55), ["to everyone"]),
        ("the time", .currentTime(.init()), ["to everyone"]),
        ("another client's order of our number", DeskFixture.openOrder(7, client: 5), ["to everyone"]),
        ("its status", DeskFixture.status(.cancelled, 7, client: 5), ["to everyone"]),
        ("its fill", DeskFixture.execution(7, "b.1", client: 5), ["to everyone"]),
        ("an order by hand", DeskFixture.openOrder(0, client: 0), ["to everyone"]),
        ("an order of an earlier run", DeskFixture.openOrder(3), ["to everyone"]),
        ("a status for no known order", DeskFixture.status(.filled, 99), ["to everyone"]),
    ]

    private static func end(_ id: Int) -> ServerMessage {
        var message = ServerMessage.ExecDetailsEnd()
        message.reqId = id
        return .execDetailsEnd(message)
    }

    @Test("Each message goes to whom it concerns", arguments: table.indices)
    func recipients(_ row: Int) {
        let (what, message, heard) = Self.table[row]
        var fixture = Self.fixture()
        #expect(fixture.receive(message) == heard, "\(what)")
    }

    @Test("A fill of another client's order of our number is not ours", arguments: [false, true])
    func foreignFill(_ isKnown: Bool) {
        var fixture = Self.fixture()
        if isKnown { _ = fixture.receive(DeskFixture.openOrder(7)) }
        _ = fixture.receive(DeskFixture.execution(7, "b.1", client: 5))
        _ = fixture.receive(DeskFixture.status(.filled, 7, client: 5))
        #expect(fixture.desk.ledger[7]?.fills.isEmpty == true)
        #expect(fixture.desk.ledger[7]?.outcome == nil)
    }

    @Test("A completed order is news of the order, and heard by everyone: it has no number")
    func completed() {
        var fixture = Self.fixture()
        var report = ServerMessage.CompletedOrder()
        report.order.orderRef = "ibs.r.00000001.1."
        report.orderState.status = .cancelled
        #expect(fixture.receive(.completedOrder(report)) == ["to everyone", "news of 8 to 1"])
        #expect(fixture.desk.ledger[8]?.outcome == .cancelled)
    }

    @Test("Ticks go to the script that asked for them, under its number")
    func ticks() {
        var fixture = DeskFixture(scripts: 2)
        _ = fixture.submit(.request(.reqMktData(.init()), .own(1)))
        _ = fixture.submit(.request(.reqMktData(.init()), .own(1)), of: 1)
        _ = fixture.submit(.request(.reqMktData(.init()), .allocated), of: 1)
        let expected: [(Int, Reception.Recipient, Int)] = [
            (2_000_000_000, .script(fixture.scripts[0]), 1), (2_000_000_001, .script(fixture.scripts[1]), 1),
            (2_000_000_002, .script(fixture.scripts[1]), 2_000_000_002), (7, .everyone, 7),
        ]
        for (id, recipient, local) in expected {
            let routed = fixture.desk.route(tick: DeskFixture.price(id, 4, 200), at: DeskFixture.now)
            #expect(routed.recipient == recipient)
            #expect((routed.requestId ?? id) == local)
        }
    }

    @Test("An overfill is an alarm and halts entries, once")
    func alarm() throws {
        var fixture = Self.fixture()
        let answer = fixture.receive(DeskFixture.execution(7, "a.1", 1_000_000))
        #expect(answer == ["to 0", "news of 7 to 0", "alarm 7"])
        #expect(fixture.submit(DeskFixture.place(), of: 1) == ["denied DENIED_HALTED"])
        _ = fixture.receive(DeskFixture.execution(8, "b.1", 1_000_000))
        let latch = try #require(fixture.desk.halt.latch)
        #expect(latch.level == .halted)
        #expect(fixture.desk.halt.denial?.message.contains(latch.reason) == true)
    }

    @Test("Every error before an acknowledgement asks for the open orders; errors after it do not")
    func questions() {
        var fixture = Self.fixture()
        #expect(
            fixture.receive(LedgerFixture.error(200, id: 7)).filter { $0.hasPrefix("send") } == ["send reqOpenOrders"]
        )
        #expect(
            fixture.receive(LedgerFixture.error(200, id: 8)).filter { $0.hasPrefix("send") } == ["send reqOpenOrders"]
        )
        _ = fixture.receive(DeskFixture.openOrder(8))
        #expect(fixture.receive(LedgerFixture.error(201, id: 8)).filter { $0.hasPrefix("send") } == [])
        #expect(fixture.receive(.openOrderEnd(.init())).prefix(2) == ["to everyone", "news of 7 to 0"])
        #expect(fixture.desk.ledger[7]?.outcome == .rejected)
        #expect(fixture.desk.ledger[8]?.outcome == nil)
    }

    @Test("A symbol is learned from TWS's own words")
    func symbols() {
        var permissions = TradePermissions()
        permissions.symbols = ["AAPL"]
        var fixture = DeskFixture(permissions: permissions)
        let byId = DeskFixture.place { $0.contract.conId = 1 }
        #expect(fixture.submit(byId) == ["denied DENIED_SYMBOLS"])
        var details = ServerMessage.ContractDetails()
        details.contractDetails.contract = LedgerFixture.stock("AAPL", conId: 1)
        _ = fixture.receive(.contractDetails(details))
        #expect(fixture.submit(byId) == ["placed [7]", "send placeOrder 7"])
    }
}
