import TWSWire
import Testing

@testable import Trading

/// What the kill switch does to a desk: levels × intents, and what waits to be sent.
@Suite("The desk: the kill switch")
struct HaltingTests {
    private static func latch(_ level: Halt.Level) -> Halt.Latch { Halt.Latch(level: level, reason: "test", by: "ann") }

    /// A desk that has bought 100 AAPL with order 7.
    private static func holding(_ level: Halt.Level, scripts: Int = 1) -> DeskFixture {
        var fixture = DeskFixture(scripts: scripts)
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.receive(DeskFixture.execution(7, "a.1", 100))
        _ = fixture.desk.setHalt(latch(level), by: "ann", at: DeskFixture.now)
        return fixture
    }

    private static func order(_ action: OrderAction, _ quantity: ExactDecimal) -> Intent {
        DeskFixture.place { ($0.order.action, $0.order.totalQuantity) = (action, quantity) }
    }

    @Test("HALTED denies every order and modification; cancels and questions pass")
    func halted() {
        var fixture = DeskFixture()
        _ = fixture.submit(
            DeskFixture.place {
                $0.order.orderType = .limit; $0.order.lmtPrice = 100
            }
        )
        _ = fixture.desk.setHalt(Self.latch(.halted), by: "ann", at: DeskFixture.now)
        #expect(fixture.submit(DeskFixture.place()) == ["denied DENIED_HALTED"])
        #expect(fixture.submit(Self.order(.sell, 1)) == ["denied DENIED_HALTED"])
        #expect(fixture.submit(.modify(orderId: 7, Order(), named: [])) == ["denied DENIED_HALTED"])
        #expect(fixture.submit(.whatIf(DeskFixture.order())).first?.hasPrefix("requested") == true)
        #expect(fixture.submit(.cancel(orderId: 7)).first == "cancelling [7]")
        _ = fixture.desk.setHalt(nil, by: "ann", at: DeskFixture.now)
        #expect(fixture.submit(DeskFixture.place()).first?.hasPrefix("placed") == true)
    }

    @Test(
        "REDUCING lets in what makes a position of 100 smaller",
        arguments: [
            (OrderAction.sell, 1, true), (.sell, 100, true), (.sell, 101, false), (.buy, 1, false), (.buy, 100, false),
        ] as [(OrderAction, ExactDecimal, Bool)]
    )
    func reducing(action: OrderAction, quantity: ExactDecimal, isLetIn: Bool) {
        var fixture = Self.holding(.reducing)
        let verdict = fixture.submit(Self.order(action, quantity)).first
        #expect(verdict == (isLetIn ? "placed [8]" : "denied DENIED_REDUCING"))
    }

    @Test("working orders count: the position plus all of them may not cross zero")
    func workingCounts() {
        var fixture = Self.holding(.reducing)
        #expect(fixture.submit(Self.order(.sell, 60)).first == "placed [8]")
        #expect(fixture.submit(Self.order(.sell, 50)).first == "denied DENIED_REDUCING")
        #expect(fixture.submit(Self.order(.sell, 40)).first == "placed [9]")
        #expect(fixture.submit(Self.order(.sell, 1)).first == "denied DENIED_REDUCING")
    }

    @Test("orders of another script of the run count as well, and so does its position")
    func otherScript() {
        var fixture = Self.holding(.reducing, scripts: 2)
        #expect(fixture.submit(Self.order(.sell, 60), of: 1).first == "placed [8]")
        #expect(fixture.submit(Self.order(.sell, 50)).first == "denied DENIED_REDUCING")
    }

    @Test("a modification counts with what is left of it")
    func modification() throws {
        var fixture = Self.holding(.reducing)
        let place = try #require(fixture.orders(Self.order(.sell, 60)).first)
        var order = place.order
        order.totalQuantity = 100
        #expect(fixture.submit(.modify(orderId: 8, order, named: [])).first == "modified 8")
        order.totalQuantity = 101
        #expect(fixture.submit(.modify(orderId: 8, order, named: [])).first == "denied DENIED_REDUCING")
    }

    @Test("without a position nothing is let in, not even a bracket that closes itself, nor an order by amount")
    func noPosition() {
        var fixture = DeskFixture()
        _ = fixture.desk.setHalt(Self.latch(.reducing), by: "ann", at: DeskFixture.now)
        #expect(fixture.submit(Self.order(.sell, 1)) == ["denied DENIED_REDUCING"])
        #expect(fixture.submit(.place(DeskFixture.bracket())) == ["denied DENIED_REDUCING"])
        var holding = Self.holding(.reducing)
        let cash = DeskFixture.place { ($0.order.action, $0.order.totalQuantity, $0.order.cashQty) = (.sell, nil, 100) }
        #expect(holding.submit(cash) == ["denied DENIED_REDUCING"])
    }

    @Test("what the desk made before the switch was closed is kept back; cancels and reducing orders are not")
    func withheld() throws {
        var fixture = Self.holding(.active)
        let messages = fixture.sent(DeskFixture.place()) + fixture.sent(Self.order(.sell, 50))
        let cancels = fixture.sent(.cancelAll)
        let (entry, exit) = (messages[0], messages[1])
        #expect(fixture.desk.haltToWithhold(entry) == nil)
        _ = fixture.desk.setHalt(Self.latch(.reducing), by: "ann", at: DeskFixture.now)
        #expect(fixture.desk.haltToWithhold(entry)?.contains("REDUCING") == true)
        #expect(fixture.desk.haltToWithhold(exit) == nil)
        _ = fixture.desk.setHalt(Self.latch(.halted), by: "ann", at: DeskFixture.now)
        #expect(fixture.desk.haltToWithhold(exit)?.contains("HALTED by ann: test") == true)
        for cancel in cancels { #expect(fixture.desk.haltToWithhold(cancel) == nil) }
    }

    @Test("what waits is taken back: all when halted or ending, what does not reduce when reducing")
    func toTakeBack() {
        var fixture = Self.holding(.active)
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.submit(Self.order(.sell, 50))
        #expect(fixture.desk.ordersToTakeBack(isEnding: false) == [])
        #expect(fixture.desk.ordersToTakeBack(isEnding: true) == [8, 9])
        _ = fixture.desk.setHalt(Self.latch(.reducing), by: "ann", at: DeskFixture.now)
        #expect(fixture.desk.ordersToTakeBack(isEnding: false) == [8])
        _ = fixture.desk.setHalt(Self.latch(.halted), by: "ann", at: DeskFixture.now)
        #expect(fixture.desk.ordersToTakeBack(isEnding: false) == [8, 9])
    }

    @Test("an order that was taken back never left; a change that was taken back leaves the order as it is")
    func takenBack() throws {
        var fixture = DeskFixture()
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.submit(DeskFixture.place())
        var changed = DeskFixture.order().order
        changed.totalQuantity = 50
        _ = fixture.receive(DeskFixture.openOrder(7))
        for orderId in [7, 8] { _ = fixture.submit(.modify(orderId: orderId, changed, named: [])) }
        // Of 7 only the change waited, of 8 the order and its change, of 9 the order.
        _ = fixture.desk.takenBack([7, 8, 8, 9], because: "halted", at: DeskFixture.now)
        #expect(fixture.desk.ledger[7]?.outcome == nil)
        #expect(fixture.desk.ledger[8]?.outcome == .notSent)
        #expect(fixture.desk.ledger[9]?.outcome == .notSent)
        #expect(fixture.desk.ledger[9]?.notices.last?.message == "halted")
    }

    @Test("a bracket whose parent left and whose children were taken back is cancelled")
    func brokenBracket() {
        var fixture = DeskFixture()
        _ = fixture.submit(.place(DeskFixture.bracket()))
        let actions = fixture.desk.takenBack([8, 9], because: "halted", at: DeskFixture.now).map(\.words)
        #expect(actions.contains("send cancelOrder 7"), "\(actions)")
    }

    @Test("flatten cancels, then closes the net of all scripts, whatever the header permits and the switch says")
    func flatten() throws {
        var permissions = TradePermissions()
        permissions.sides = [.buy]
        var fixture = DeskFixture(scripts: 2, permissions: permissions)
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.submit(DeskFixture.place(), of: 1)
        for (id, shares) in [(7, 100), (8, 40)] as [(Int, ExactDecimal)] {
            _ = fixture.receive(DeskFixture.execution(id, "\(id).1", shares))
        }
        _ = fixture.desk.setHalt(Self.latch(.halted), by: "ann", at: DeskFixture.now)
        #expect(fixture.desk.cancelToFlatten(.own, at: DeskFixture.now).map(\.words) == ["send cancelOrder 8"])
        let (orders, actions) = fixture.desk.close(fixture.desk.ownPositions, at: DeskFixture.now)
        #expect(orders.map(\.orderId) == [9])
        guard case .send(let message)? = actions.last, case .placeOrder(let place) = message else {
            Issue.record("no order: \(actions.map(\.words))")
            return
        }
        #expect(place.order.action == .sell)
        #expect(place.order.totalQuantity == 140)
        #expect(place.order.orderType == .market)
        #expect(place.order.account == "DU1")
        #expect(place.order.orderRef.hasPrefix("ibs.r."))
        #expect(fixture.desk.haltToWithhold(message) == nil)
        #expect(!fixture.desk.ordersToTakeBack(isEnding: true).contains(9))
    }

    @Test("nothing is closed where nothing is held, or without a connection")
    func nothingToFlatten() {
        var fixture = DeskFixture()
        #expect(fixture.desk.close(fixture.desk.ownPositions, at: DeskFixture.now).orders.isEmpty)
        var lost = Self.holding(.reducing)
        _ = lost.disconnect()
        #expect(lost.desk.close(lost.desk.ownPositions, at: DeskFixture.now).orders.isEmpty)
    }
}
