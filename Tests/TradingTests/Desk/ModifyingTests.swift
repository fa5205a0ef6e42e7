import TWSWire
import Testing

@testable import Trading

@Suite("The desk: modifying")
struct ModifyingTests {
    /// The order as the book has it, changed.
    private func modification(
        _ fixture: DeskFixture,
        _ orderId: Int = 7,
        named: [Int] = [],
        _ change: (inout Order) -> Void = { $0.totalQuantity = 50 }
    ) -> Intent {
        var order = fixture.desk.ledger[orderId]?.order ?? Order()
        change(&order)
        return .modify(orderId: orderId, order, named: named)
    }

    private func placed(_ intent: Intent = DeskFixture.place(), scripts: Int = 1) -> DeskFixture {
        var fixture = DeskFixture(scripts: scripts)
        _ = fixture.submit(intent)
        return fixture
    }

    @Test("New terms leave with the order's id and everything else as it was")
    func newTerms() throws {
        var fixture = placed()
        let before = try #require(fixture.desk.ledger[7]?.order)
        _ = fixture.receive(DeskFixture.openOrder(7))
        let sent = try #require(fixture.orders(modification(fixture)).first)
        #expect(sent.orderId == 7)
        #expect(sent.order.differingFields(from: before) == [Order.index(of: "totalQuantity")])
        #expect(fixture.desk.ledger[7]?.order == sent.order)
    }

    @Test(
        "Fields that are not a script's stay so, changed or only named",
        arguments: ["account", "orderRef", "parentId", "transmit", "ocaGroup", "whatIf", "permId"]
    )
    func closedFields(_ name: String) throws {
        let place = try #require(Order.index(of: name))
        var fixture = placed()
        let denied = ["denied DENIED_FIELD"]
        #expect(fixture.submit(modification(fixture, named: [place])) == denied)
        let changed = modification(fixture) { order in
            let value = Self.otherValue(of: order, at: place)
            #expect(throws: Never.self) { try order.set(value, at: place) }
        }
        #expect(fixture.submit(changed) == denied)
        #expect(fixture.desk.ledger[7]?.order.totalQuantity == 100)
    }

    private static func otherValue(of order: Order, at place: Int) -> FieldValue {
        switch order.value(at: place) {
        case .bool(let value): .bool(!value)
        case .integer(let value): .integer(value + 1)
        default: .string("another")
        }
    }

    @Test("Limits hold for new terms as for a new order")
    func limits() {
        var fixture = placed()
        let large = modification(fixture) { $0.totalQuantity = 10_001 }
        #expect(fixture.submit(large) == ["denied DENIED_MAX_ORDER_QTY"])
        let trailing = modification(fixture) { $0.orderType = .trail }
        #expect(fixture.submit(trailing) == ["denied DENIED_ORDER_TYPES"])
    }

    @Test("An order that is done, of unknown fate, being cancelled or another's is not modified")
    func impossible() {
        var done = placed()
        _ = done.receive(DeskFixture.execution(7, "a.1"))
        #expect(done.submit(modification(done)) == ["impossible order_done"])

        var unknown = placed()
        _ = unknown.disconnect()
        #expect(unknown.submit(modification(unknown)) == ["impossible not_connected"])
        unknown.connect()
        #expect(unknown.submit(modification(unknown)) == ["impossible order_unknown"])
        _ = unknown.receive(DeskFixture.openOrder(7))
        #expect(unknown.submit(modification(unknown)) == ["modified 7", "send placeOrder 7"])

        var cancelling = placed()
        _ = cancelling.submit(.cancel(orderId: 7))
        #expect(cancelling.submit(modification(cancelling)) == ["impossible order_cancelling"])

        var other = placed(scripts: 2)
        #expect(other.submit(modification(other), of: 1) == ["impossible unknown_order"])
        #expect(other.submit(modification(other, 8)) == ["impossible unknown_order"])
    }

    @Test("A part of a bracket transmits once TWS has acknowledged it, and is held before")
    func transmits() {
        var fixture = placed(.place(DeskFixture.bracket()))
        #expect(fixture.orders(modification(fixture, 7)).map(\.order.transmit) == [false])
        #expect(fixture.orders(modification(fixture, 8) { $0.lmtPrice = 211 }).map(\.order.transmit) == [false])
        _ = fixture.receive(DeskFixture.openOrder(8))
        let sent = fixture.orders(modification(fixture, 8) { $0.lmtPrice = 212 })
        #expect(sent.map(\.order.transmit) == [true])
        #expect(sent.map(\.order.parentId) == [7])
        #expect(sent.map(\.order.lmtPrice) == [212])
    }

    @Test("What could not leave of new terms does not end an order that did")
    func modificationNotSent() throws {
        var fixture = placed()
        let sent = try #require(fixture.sent(modification(fixture)).first)
        let actions = fixture.desk.notSent(sent, because: "too old", at: DeskFixture.now)
        #expect(actions.map(\.words) == ["tell 0 of order 7"])
        let entry = try #require(fixture.desk.ledger[7])
        #expect(entry.outcome == nil)
        #expect(entry.notices.map(\.message) == ["too old"])
    }

    @Test("New terms of an order that could not leave are withheld: they would place it")
    func withheld() throws {
        var fixture = DeskFixture()
        let first = try #require(fixture.sent(DeskFixture.place()).first)
        let second = try #require(fixture.sent(modification(fixture)).first)
        #expect(fixture.desk.reasonToWithhold(first) == nil)
        #expect(fixture.desk.reasonToWithhold(second) == nil)
        _ = fixture.desk.notSent(first, because: "too old", at: DeskFixture.now)
        #expect(fixture.desk.ledger[7]?.outcome == .notSent)
        #expect(fixture.desk.reasonToWithhold(second) == "the order itself was not sent")
    }
}
