import TWSWire
import Testing

@testable import Trading

@Suite("The desk: connections")
struct DeskConnectionTests {
    @Test("Order ids never go back when TWS's next valid id does", arguments: [1, 8, 9, 40])
    func orderIds(_ nextValidId: Int) {
        var fixture = DeskFixture()
        for orderId in [7, 8] {
            _ = fixture.submit(DeskFixture.place())
            _ = fixture.receive(DeskFixture.status(.submitted, orderId))
        }
        _ = fixture.disconnect()
        fixture.connect(nextValidId: nextValidId, openOrders: [7, 8].map { DeskFixture.openOrder($0) })
        let expected = max(9, nextValidId)
        #expect(fixture.submit(DeskFixture.place()) == ["placed [\(expected)]", "send placeOrder \(expected)"])
        var message = ServerMessage.NextValidId()
        message.orderId = 2
        _ = fixture.receive(.nextValidId(message))
        #expect(fixture.submit(DeskFixture.place()).first == "placed [\(expected + 1)]")
    }

    @Test("Numbers of requests survive, and are not given again")
    func routes() {
        var fixture = DeskFixture(scripts: 2)
        _ = fixture.submit(.request(.reqMktData(.init()), .own(1)), of: 1)
        _ = fixture.disconnect()
        fixture.connect()
        let routed = fixture.desk.route(tick: DeskFixture.price(2_000_000_000, 4, 200), at: DeskFixture.now)
        #expect(routed.recipient == .script(fixture.scripts[1]))
        #expect(routed.requestId == 1)
        // The desk has asked for the executions meanwhile.
        #expect(fixture.submit(.request(.reqMktData(.init()), .allocated))[0] == "requested 2000000002")
        #expect(fixture.submit(.request(.reqMktData(.init()), .own(1)), of: 1)[1] == "send reqMktData 2000000000")
    }

    @Test("Orders that TWS has not acknowledged are unknown after a loss, others are as they were")
    func unknown() {
        var fixture = DeskFixture(scripts: 2)
        for script in [0, 0, 1] { _ = fixture.submit(DeskFixture.place(), of: script) }
        _ = fixture.receive(DeskFixture.status(.submitted, 7))
        #expect(fixture.disconnect() == ["tell 0 of order 8", "tell 1 of order 9"])
        #expect(fixture.desk.ledger.all.map(\.isUnknown) == [false, true, true])
        #expect(fixture.disconnect() == [], "it is gone already")
    }

    @Test("Orders whose bytes never left are not sent; where a modification waited nobody knows")
    func unsent() throws {
        var fixture = DeskFixture()
        for _ in 0..<3 { _ = fixture.submit(DeskFixture.place()) }
        var order = try #require(fixture.desk.ledger[8]?.order)
        order.totalQuantity = 50
        _ = fixture.submit(.modify(orderId: 8, order, named: []))
        _ = fixture.receive(DeskFixture.status(.submitted, 9))
        _ = fixture.disconnect(unsent: [7, 8, 9, 77])
        #expect(fixture.desk.ledger.all.map(\.outcome) == [.notSent, nil, nil])
        #expect(fixture.desk.ledger.all.map(\.isUnknown) == [false, true, false])
    }

    @Test("An unknown order that TWS lists after all is known again")
    func listed() {
        var fixture = DeskFixture()
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.disconnect()
        fixture.connect()
        #expect(fixture.submit(.cancel(orderId: 7)).first == "cancelling [7]")
        #expect(fixture.receive(DeskFixture.openOrder(7)) == ["to 0", "news of 7 to 0"])
        #expect(fixture.desk.ledger[7]?.isUnknown == false)
    }

    @Test("An order that could not leave is told to its script, and is over")
    func notSent() throws {
        var fixture = DeskFixture()
        let sent = try #require(fixture.sent(DeskFixture.place()).first)
        let actions = fixture.desk.notSent(sent, because: "the queue is full", at: DeskFixture.now)
        #expect(actions.map(\.words) == ["tell 0 of order 7"])
        let entry = try #require(fixture.desk.ledger[7])
        #expect(entry.outcome == .notSent && entry.statusText == "NotSent")
        #expect(entry.notices.map(\.message) == ["the queue is full"])
    }
}
