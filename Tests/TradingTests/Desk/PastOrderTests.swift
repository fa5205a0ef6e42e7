import TWSWire
import Testing

@testable import Trading

@Suite("Orders of before")
struct PastOrderTests {
    private static let reference = PastFixture.reference("k1")

    private static func fixture(
        _ orders: PastOrder...,
        scope: TradePermissions.Scope? = nil,
        scripts: Int = 1
    ) -> DeskFixture {
        var permissions = TradePermissions()
        permissions.scope = scope
        var fixture = DeskFixture(
            scripts: scripts,
            permissions: scope == nil ? nil : permissions,
            isConnected: false,
            startsFresh: false,
            history: JournalHistory(orders: orders, highestOrderId: [DeskFixture.clientId: 40])
        )
        fixture.connect(answers: false)
        return fixture
    }

    @Test("Order ids go on above the journal's highest, those of orders, and TWS's")
    func ids() {
        var fixture = Self.fixture()
        fixture.answer()
        #expect(fixture.submit(DeskFixture.place()).first == "placed [41]")
    }

    @Test("A script has its working orders of all runs, can modify and cancel them; those of others it has not")
    func own() throws {
        var fixture = Self.fixture(
            PastFixture.past(5, "ibs.r.11111111.1.", limit: 190),
            PastFixture.past(6, "ibs.r.22222222.1.", name: "somebody", limit: 190)
        )
        fixture.answer(openOrders: [
            PastFixture.open(5, "ibs.r.11111111.1.", permId: 55, limit: 190),
            PastFixture.open(6, "ibs.r.22222222.1.", permId: 56, limit: 190),
        ])
        #expect(fixture.submit(.orders(ofAccount: false)) == ["orders [5]"])
        var order = try #require(fixture.desk.ledger[5]?.order)
        order.lmtPrice = 191
        #expect(fixture.submit(.modify(orderId: 5, order, named: [])) == ["modified 5", "send placeOrder 5"])
        #expect(fixture.submit(.cancelAll) == ["cancelling [5]", "send cancelOrder 5"])
        #expect(fixture.submit(.cancel(orderId: 6)) == ["impossible unknown_order"])
    }

    @Test("An order of another client id is listed under a number of its own; changing it names --client-id")
    func otherClient() throws {
        var fixture = Self.fixture(PastFixture.past(7, Self.reference, client: 9))
        fixture.answer(openOrders: [PastFixture.open(7, Self.reference, permId: 55, client: 9)])
        guard
            case .orders(let entries) = fixture.desk.submit(
                .orders(ofAccount: false),
                of: fixture.scripts[0],
                at: DeskFixture.now
            ).verdict
        else {
            Issue.record("no orders")
            return
        }
        let entry = try #require(entries.first).value
        #expect(entry.wireId == 7 && entry.otherClient == 9 && entry.orderId > 1 << 32)
        #expect(OrderNumber.text(entry.orderId) == "7 of client 9")
        let (verdict, _) = fixture.desk.submit(
            .cancel(orderId: entry.orderId),
            of: fixture.scripts[0],
            at: DeskFixture.now
        )
        guard case .impossible(let obstacle) = verdict else {
            Issue.record("\(verdict.words)")
            return
        }
        #expect(obstacle.code == .otherClient && obstacle.remedy?.contains("--client-id 9") == true)
        // An order of this client with the same id is another one.
        _ = fixture.submit(DeskFixture.place { $0.contract.symbol = "IBM" })
        _ = fixture.receive(DeskFixture.status(.cancelled, 7, client: 9))
        #expect(fixture.desk.ledger[entry.orderId]?.outcome == .cancelled)
    }

    @Test("What was booked in earlier runs is no news and no part of this run's sums; a later fill is")
    func sums() {
        let past = PastFixture.past(
            5,
            Self.reference,
            messages: [
                PastFixture.open(5, Self.reference, permId: 55),
                PastFixture.execution(5, Self.reference, permId: 55, "a.1", shares: 30),
                LedgerFixture.commission("a.1", 1),
            ]
        )
        var fixture = Self.fixture(past)
        fixture.answer(openOrders: [PastFixture.open(5, Self.reference, permId: 55)])
        #expect(fixture.desk.ledger[5]?.filled == 30)
        #expect(fixture.desk.position(of: LedgerFixture.stock("AAPL"), fixture.scripts[0]) == 30)
        var summary = fixture.desk.summary(of: fixture.scripts[0])
        #expect(summary.orders == 0 && summary.fills == 0 && summary.commissions.isEmpty && summary.lines.isEmpty)
        #expect(summary.working.map(\.orderId) == [5])
        _ = fixture.receive(PastFixture.execution(5, Self.reference, permId: 55, "b.1", shares: 20))
        summary = fixture.desk.summary(of: fixture.scripts[0])
        #expect(summary.fills == 1 && summary.lines.map(\.position) == [20])
        #expect(fixture.desk.position(of: LedgerFixture.stock("AAPL"), fixture.scripts[0]) == 50)
    }

    // MARK: Unknown

    @Test("Intended and perhaps not sent: waits for two rounds 3 s apart, then the key is free")
    func neverSent() {
        var fixture = Self.fixture(PastFixture.past(5, Self.reference, wasSent: false))
        let place = DeskFixture.place { $0.key = "k1" }
        fixture.answer()
        #expect(fixture.submit(place) == ["needs"])
        #expect(fixture.submit(DeskFixture.place()) == ["needs"], "the contract waits with it")
        #expect(fixture.wait(3).contains("send reqAllOpenOrders"))
        let words = fixture.answer()
        #expect(words.contains("tell 0 of order 5") && words.contains("reconciled"))
        #expect(fixture.desk.ledger[5]?.statusText == "NeverSent")
        #expect(fixture.submit(place) == ["placed [41]", "send placeOrder 41"])
    }

    @Test("Perhaps not sent, but found: it is that order")
    func found() {
        var fixture = Self.fixture(PastFixture.past(5, Self.reference, wasSent: false))
        fixture.answer(openOrders: [PastFixture.open(5, Self.reference, permId: 55)])
        #expect(fixture.submit(DeskFixture.place { $0.key = "k1" }) == ["known [5]"])
        #expect(fixture.wait(100) == [], "nothing is unknown, so nothing is asked again")
    }

    @Test("Sent and not found keeps its key and its contract until a person releases it")
    func released() {
        var fixture = Self.fixture(PastFixture.past(5, Self.reference))
        fixture.answer()
        let place = DeskFixture.place { $0.key = "k1" }
        #expect(fixture.submit(place) == ["known [5]"])
        #expect(fixture.desk.ledger[5]?.statusText == "Unknown")
        #expect(fixture.submit(DeskFixture.place()) == ["impossible order_unknown"])
        #expect(fixture.submit(.cancel(orderId: 5)).first == "cancelling [5]", "a cancel does no harm")
        #expect(fixture.desk.release("ibs.r.00000000.9.", at: DeskFixture.now).isEmpty)
        let words = fixture.desk.release(Self.reference, at: DeskFixture.now).map(\.words)
        #expect(words == ["tell 0 of order 5", "reconciled"])
        #expect(fixture.submit(place).first == "placed [41]")
    }

    @Test("Released in the journal: its key is free from the start; if it turns up after all, it is an order again")
    func releasedBefore() {
        var fixture = Self.fixture(PastFixture.past(5, Self.reference, isReleased: true))
        fixture.answer()
        #expect(fixture.submit(.orders(ofAccount: false)) == ["orders []"])
        _ = fixture.receive(PastFixture.open(5, Self.reference, permId: 55))
        #expect(fixture.submit(.orders(ofAccount: false)) == ["orders [5]"])
    }

    @Test("With client id 0 orders of other clients are cancelled too, unless the id is that of an own one")
    func clientZero() {
        var permissions = TradePermissions()
        permissions.scope = .account
        var desk = TradingDesk(configuration: .init(clientId: 0, startsFresh: true))
        let gate = RiskGate(permissions: permissions, headerReplacesDefaults: true, defaults: .open)
        let script = desk.add(ScriptSeat(name: "guard", gate: gate, run: "00000000", onStop: .leave))
        let connection = TradingDesk.Connection(
            account: "DU1",
            accounts: ["DU1"],
            serverVersion: 226,
            nextValidId: 7
        )
        _ = desk.connected(connection, at: DeskFixture.now)
        _ = desk.submit(DeskFixture.place(), of: script, at: DeskFixture.now)
        for (orderId, permId) in [(7, 91), (8, 92)] {
            _ = desk.receive(PastFixture.open(orderId, "", permId: permId, client: 9), at: DeskFixture.now)
        }
        let sent = desk.submit(.cancelAccount, of: script, at: DeskFixture.now).actions.compactMap(\.message)
        let cancelled = sent.compactMap { if case .cancelOrder(let cancel) = $0 { cancel.orderId } else { nil } }
        #expect(cancelled == [7, 8], "7 is the script's own; that of client 9 cannot be told from it")
    }

    @Test("Released after it was acknowledged and lost: it blocks nothing, either")
    func releasedLater() {
        let past = PastFixture.past(
            5,
            Self.reference,
            isReleased: true,
            messages: [PastFixture.open(5, Self.reference, permId: 55)]
        )
        var fixture = Self.fixture(past)
        fixture.answer()
        #expect(fixture.submit(DeskFixture.place { $0.key = "k1" }).first == "placed [41]")
    }

    @Test("An order that makes the script's own position smaller may leave while another one is unknown")
    func reducing() {
        let held = PastFixture.past(
            5,
            Self.reference,
            messages: [PastFixture.execution(5, Self.reference, permId: 55, "a.1", shares: 30)]
        )
        var fixture = Self.fixture(held)
        fixture.answer()
        #expect(fixture.desk.ledger[5]?.isUnknown == true)
        let sale: (ExactDecimal) -> Intent = { quantity in
            DeskFixture.place { ($0.order.action, $0.order.totalQuantity) = (.sell, quantity) }
        }
        #expect(fixture.submit(sale(31)) == ["impossible order_unknown"])
        #expect(fixture.submit(sale(30)).first == "placed [41]")
    }

    @Test("One change of an order is in flight at a time")
    func oneChange() throws {
        var fixture = DeskFixture()
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.receive(DeskFixture.status(.submitted, 7))
        var order = try #require(fixture.desk.ledger[7]?.order)
        order.totalQuantity = 50
        #expect(fixture.submit(.modify(orderId: 7, order, named: [])).first == "modified 7")
        order.totalQuantity = 40
        #expect(fixture.submit(.modify(orderId: 7, order, named: [])) == ["impossible change_in_flight"])
        _ = fixture.receive(DeskFixture.openOrder(7))
        #expect(fixture.submit(.modify(orderId: 7, order, named: [])).first == "modified 7")
    }

    // MARK: The account

    @Test("Without scope = \"account\" the calls for the account are denied, and the key is named")
    func scope() {
        var fixture = Self.fixture()
        fixture.answer()
        for intent in [Intent.orders(ofAccount: true), .cancelAccount] {
            guard
                case .denied(let denial) = fixture.desk.submit(intent, of: fixture.scripts[0], at: DeskFixture.now)
                    .verdict
            else {
                Issue.record("\(intent)")
                continue
            }
            #expect(denial.code == .scopeNotPermitted && denial.remedy.contains("scope = \"account\""))
        }
    }

    @Test("With it a guard sees every order, hears of it, and cancels those of its own client one by one")
    func account() {
        var fixture = Self.fixture(PastFixture.past(5, "ibs.r.22222222.1.", name: "somebody"), scope: .account)
        fixture.answer(openOrders: [
            PastFixture.open(5, "ibs.r.22222222.1.", permId: 55), PastFixture.open(6, "by hand", permId: 56),
            PastFixture.open(9, "", permId: 57, client: 8),
        ])
        let foreign = OrderNumber.number(clientId: 8, orderId: 9, permId: 57, own: DeskFixture.clientId)
        #expect(fixture.submit(.orders(ofAccount: true)) == ["orders [5, 6, \(foreign)]"])
        #expect(fixture.submit(.orders(ofAccount: false)) == ["orders []"])
        #expect(fixture.submit(.cancelAll) == ["cancelling []"])
        let words = fixture.submit(.cancelAccount)
        #expect(words.prefix(3) == ["cancelling [5, 6]", "send cancelOrder 5", "send cancelOrder 6"])
        #expect(
            words.count == 4 && words[3].hasPrefix("note order 9 of client 8") && words[3].contains("--client-id 8")
        )
        #expect(fixture.receive(DeskFixture.status(.cancelled, 6)) == ["to everyone", "news of 6 to 0"])
    }
}
