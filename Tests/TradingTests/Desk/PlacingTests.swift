import TWSWire
import Testing

@testable import Trading

@Suite("The desk: placing")
struct PlacingTests {
    @Test("One order leaves with id, account and reference of the desk, and transmits itself")
    func one() throws {
        var fixture = DeskFixture()
        let (verdict, actions) = fixture.desk.submit(DeskFixture.place(), of: fixture.scripts[0], at: DeskFixture.now)
        #expect(verdict.words == "placed [7]")
        #expect(actions.map(\.words) == ["send placeOrder 7"])
        guard case .send(.placeOrder(let place))? = actions.first else {
            Issue.record("no order")
            return
        }
        #expect(place.order.account == "DU1")
        #expect(place.order.orderRef == "ibs.r.00000000.1.")
        #expect(place.order.transmit && place.order.parentId == 0 && !place.order.whatIf)
        #expect(place.contract == LedgerFixture.stock("AAPL"))
        let entry = try #require(fixture.desk.ledger[7])
        #expect(entry.order == place.order)
        #expect(entry.owner == 0)
    }

    @Test("The parts of a bracket name their parent, and only the last transmits")
    func bracket() {
        var fixture = DeskFixture()
        let orders = fixture.orders(.place(DeskFixture.bracket()))
        #expect(orders.map(\.orderId) == [7, 8, 9])
        #expect(orders.map(\.order.parentId) == [0, 7, 7])
        #expect(orders.map(\.order.transmit) == [false, false, true])
        #expect(orders.map(\.order.orderRef) == ["ibs.r.00000000.1.", "ibs.r.00000000.2.", "ibs.r.00000000.3."])
    }

    @Test("All parts of a bracket leave, or none", arguments: 0..<3)
    func allOrNothing(_ wrong: Int) {
        var fixture = DeskFixture()
        var orders = DeskFixture.bracket()
        orders[wrong].order.totalQuantity = 10_001
        #expect(fixture.submit(.place(orders)) == ["denied DENIED_MAX_ORDER_QTY"])
        #expect(fixture.desk.ledger.all.isEmpty)
        #expect(fixture.orders(DeskFixture.place()).map(\.orderId) == [7])
        #expect(fixture.desk.ledger[7]?.reference == "ibs.r.00000000.1.")
    }

    @Test("Each script numbers its own orders; order ids are shared")
    func severalScripts() {
        var fixture = DeskFixture(scripts: 2)
        let orders = [0, 1, 1, 0].flatMap { fixture.orders(DeskFixture.place(), of: $0) }
        #expect(orders.map(\.orderId) == [7, 8, 9, 10])
        let references = ["ibs.r.00000000.1.", "ibs.r.00000001.1.", "ibs.r.00000001.2.", "ibs.r.00000000.2."]
        #expect(orders.map(\.order.orderRef) == references)
        #expect(fixture.desk.ledger.all.map(\.owner) == [0, 1, 1, 0])
    }

    @Test(
        "What a script sets of what is the desk's is refused",
        arguments: ["account", "orderRef", "parentId", "transmit"]
    )
    func deskFields(_ name: String) throws {
        let place = try #require(Order.index(of: name))
        var fixture = DeskFixture()
        #expect(fixture.submit(DeskFixture.place { $0.named = [place] }) == ["denied DENIED_FIELD"])
    }

    @Test("Without a connection nothing leaves, and the order is not in the book")
    func notConnected() {
        var fixture = DeskFixture(isConnected: false)
        #expect(fixture.submit(DeskFixture.place()) == ["impossible not_connected"])
        #expect(fixture.desk.ledger.all.isEmpty)
        fixture.connect()
        _ = fixture.disconnect()
        #expect(fixture.submit(DeskFixture.place()) == ["impossible not_connected"])
    }

    @Test("A script that has ended places nothing, another one does")
    func retired() {
        var fixture = DeskFixture(scripts: 2)
        _ = fixture.desk.retire(fixture.scripts[0], at: DeskFixture.now)
        #expect(fixture.submit(DeskFixture.place()) == ["impossible script_ended"])
        #expect(fixture.submit(DeskFixture.place(), of: 1) == ["placed [7]", "send placeOrder 7"])
    }

    @Test("When order ids end orders end: none leaves with id 0, and no bracket in part")
    func exhausted() {
        var fixture = DeskFixture(nextValidId: 2_147_483_645)
        #expect(fixture.submit(.place(DeskFixture.bracket())) == ["impossible order_ids_exhausted"])
        #expect(fixture.submit(DeskFixture.place()) == ["placed [2147483645]", "send placeOrder 2147483645"])
        #expect(fixture.submit(DeskFixture.place()) == ["placed [2147483646]", "send placeOrder 2147483646"])
        for intent in [DeskFixture.place(), .whatIf(DeskFixture.order())] {
            #expect(fixture.submit(intent) == ["impossible order_ids_exhausted"])
        }
        #expect(fixture.desk.ledger.all.map(\.orderId) == [2_147_483_645, 2_147_483_646])
    }

    @Test("After an alarm no order enters, whatever script it is of; cancels pass")
    func halted() {
        var fixture = DeskFixture(scripts: 2)
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.receive(DeskFixture.status(.submitted, 8))
        _ = fixture.receive(DeskFixture.execution(7, "a.1", 101))
        for script in 0...1 {
            #expect(fixture.submit(DeskFixture.place(), of: script) == ["denied DENIED_HALTED"])
        }
        #expect(
            fixture.submit(.modify(orderId: 8, LedgerFixture.order(.buy, 50), named: [])) == ["denied DENIED_HALTED"]
        )
        #expect(fixture.submit(.cancel(orderId: 8)) == ["cancelling [8]", "send cancelOrder 8"])
    }
}
