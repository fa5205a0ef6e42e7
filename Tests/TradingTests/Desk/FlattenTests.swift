import TWSWire
import Testing

@testable import Trading

@Suite("The desk: REDUCING and flatten by what TWS says of the account")
struct FlattenTests {
    private static let own = "ibs.r.11111111.1."

    /// A desk without a fresh start that has read the account: so many AAPL, and these orders.
    private static func fixture(
        holding quantity: ExactDecimal,
        _ openOrders: [ServerMessage] = [],
        past: PastOrder...
    ) -> DeskFixture {
        var fixture = DeskFixture(
            isConnected: false,
            startsFresh: false,
            history: JournalHistory(orders: past, highestOrderId: [:])
        )
        fixture.connect(answers: false)
        fixture.answer(openOrders: openOrders, positions: [PastFixture.position("AAPL", quantity)])
        return fixture
    }

    private static func sell(_ quantity: ExactDecimal) -> Intent {
        DeskFixture.place { ($0.order.action, $0.order.totalQuantity) = (.sell, quantity) }
    }

    private static func aapl(_ quantity: ExactDecimal) -> NetPosition {
        NetPosition(contract: LedgerFixture.stock("AAPL"), quantity: quantity)
    }

    /// An order of client 8, for 100 AAPL.
    private static func other(_ action: OrderAction) -> ServerMessage {
        guard case .openOrder(var open) = PastFixture.open(9, "", permId: 57, client: 8) else {
            return .openOrderEnd(.init())
        }
        open.order.action = action
        return .openOrder(open)
    }

    // MARK: REDUCING

    @Test("REDUCING goes by the account's position, also where this run has traded nothing")
    func position() {
        var fixture = Self.fixture(holding: 50)
        _ = fixture.desk.setHalt(Halt.Latch(level: .reducing, reason: "", by: "ann"), by: "ann", at: fixture.now)
        #expect(fixture.submit(Self.sell(51)) == ["denied DENIED_REDUCING"])
        #expect(fixture.submit(DeskFixture.place()) == ["denied DENIED_REDUCING"])
        #expect(fixture.submit(Self.sell(50)).first == "placed [7]")
    }

    @Test("working orders of others count")
    func others() {
        var fixture = Self.fixture(holding: 150, [Self.other(.sell)])
        _ = fixture.desk.setHalt(Halt.Latch(level: .reducing, reason: "", by: "ann"), by: "ann", at: fixture.now)
        #expect(fixture.submit(Self.sell(51)) == ["denied DENIED_REDUCING"])
        #expect(fixture.submit(Self.sell(50)).first == "placed [7]")
    }

    @Test("executions since the list count, whoever ordered them")
    func executions() {
        var fixture = Self.fixture(holding: 50)
        _ = fixture.receive(PastFixture.execution(3, "by hand", permId: 9, "x.1", client: 8, shares: 30))
        #expect(fixture.desk.exposure(in: LedgerFixture.stock("AAPL")).position == 80)
    }

    // MARK: Flatten

    @Test(
        "no more is closed than TWS says is held, and nothing is turned round",
        arguments: [(100, 100, 100), (100, 40, 40), (100, 0, 0), (100, -20, 0), (-100, -60, 60), (-100, 20, 0)]
            as [(ExactDecimal, ExactDecimal, ExactDecimal)]
    )
    func bounded(net: ExactDecimal, held: ExactDecimal, closed: ExactDecimal) {
        var fixture = Self.fixture(holding: held)
        let orders = fixture.desk.close([Self.aapl(net)], at: fixture.now).orders
        #expect(orders.map(\.order.totalQuantity) == (closed == .zero ? [] : [closed]))
        #expect(orders.allSatisfy { $0.order.action == (net > .zero ? .sell : .buy) })
    }

    @Test("an order of others on the same side leaves less to be closed")
    func sameSide() {
        var fixture = Self.fixture(holding: 150, [Self.other(.sell)])
        let (orders, actions) = fixture.desk.close([Self.aapl(150)], at: fixture.now)
        #expect(orders.map(\.order.totalQuantity) == [50])
        #expect(actions.map(\.words).contains { $0.contains("50 of 150 is closed") })
    }

    @Test("ibscript's orders of all runs are cancelled; those of another client id are named, others left alone")
    func cancels() {
        var fixture = Self.fixture(
            holding: 0,
            [
                PastFixture.open(5, Self.own, permId: 55),
                PastFixture.open(6, "ibs.r.22222222.1.", permId: 56, client: 9),
                Self.other(.buy),
            ],
            past: PastFixture.past(5, Self.own, name: "somebody"),
            PastFixture.past(6, "ibs.r.22222222.1.", client: 9, name: "somebody")
        )
        let words = fixture.desk.cancelToFlatten(.own, at: fixture.now).map(\.words)
        #expect(words.filter { $0.hasPrefix("send") } == ["send cancelOrder 5"])
        #expect(words.filter { $0.hasPrefix("note") }.count == 1)
        #expect(words.contains { $0.contains("order 6 of client 9") && $0.contains("--client-id 9") }, "\(words)")
    }

    @Test("for the whole account orders of others are named, and with client id 0 cancelled")
    func account() {
        var fixture = Self.fixture(holding: 0, [Self.other(.buy)])
        let words = fixture.desk.cancelToFlatten(.account, at: fixture.now).map(\.words)
        #expect(words.count == 1 && words[0].contains("client id 0, client id 8 or TWS"), "\(words)")
        #expect(fixture.desk.accountPositions == [])
        #expect(Self.fixture(holding: -7).desk.accountPositions.map(\.quantity) == [-7])
    }

    // MARK: What executions come to

    private static func record(_ message: ServerMessage, _ reference: String) -> JournalRecord {
        JournalRecord(
            at: DeskFixture.now,
            subjects: [.init(orderId: 1, reference: reference)],
            event: .message(message)
        )
    }

    @Test(
        "executions of ibscript's orders count once, corrections in the place of what they correct; those of others not"
    )
    func nets() {
        var nets = FillNets()
        let reference = PastFixture.reference("k1")
        func execution(_ id: String, _ shares: ExactDecimal) -> ServerMessage {
            PastFixture.execution(1, reference, permId: 5, id, shares: shares)
        }
        nets.take(Self.record(execution("0000e.1.01.01", 30), reference))
        nets.take(Self.record(execution("0000e.1.01.01", 30), reference))
        nets.take(Self.record(execution("0000f.1.01.01", 20), reference))
        nets.take(Self.record(execution("0000f.1.01.02", 15), reference))
        nets.take(Self.record(execution("0000a.1.01.01", 500), "by hand"))
        #expect(nets.open.map(\.quantity) == [45])
    }
}
