import TWSWire
import Testing

@testable import Trading

@Suite("The desk: what an order would cost")
struct WhatIfTests {
    @Test("It leaves as a question, is no order, and its answer goes to the script that asked")
    func answered() {
        var fixture = DeskFixture(scripts: 2)
        let asked = fixture.orders(.whatIf(DeskFixture.order()), of: 1)
        #expect(asked.map(\.orderId) == [7])
        #expect(asked.map(\.order.whatIf) == [true])
        #expect(asked.map(\.order.account) == ["DU1"])
        #expect(fixture.desk.ledger.all.isEmpty)
        #expect(fixture.receive(DeskFixture.openOrder(7, whatIf: true)) == ["to 1"])
        #expect(fixture.receive(DeskFixture.openOrder(7, whatIf: true)) == ["to everyone"], "it is answered")
        #expect(fixture.desk.ledger.all.isEmpty)
        #expect(fixture.orders(DeskFixture.place(), of: 1).map(\.order.orderRef) == ["ibs.r.00000001.1."])
    }

    @Test("An error for it goes to the script that asked, and asks for nothing")
    func refused() {
        var fixture = DeskFixture(scripts: 2)
        #expect(fixture.submit(.whatIf(DeskFixture.order())) == ["requested 7", "send placeOrder 7"])
        #expect(fixture.receive(LedgerFixture.error(201, "no", id: 7)) == ["to 0"])
        #expect(fixture.desk.ledger.all.isEmpty)
    }

    @Test("One that cannot leave is told at once")
    func notSent() throws {
        var fixture = DeskFixture()
        let asked = try #require(fixture.sent(.whatIf(DeskFixture.order())).first)
        #expect(fixture.desk.reasonToWithhold(asked) == nil)
        let actions = fixture.desk.notSent(asked, because: "too old", at: DeskFixture.now)
        #expect(actions.map(\.words) == ["tell 0 that 7 failed"])
        #expect(fixture.desk.notSent(asked, because: "too old", at: DeskFixture.now).isEmpty)
    }

    @Test("It meets the same rules as an order")
    func rules() throws {
        var fixture = DeskFixture()
        let large = DeskFixture.order { $0.order.totalQuantity = 10_001 }
        #expect(fixture.submit(.whatIf(large)) == ["denied DENIED_MAX_ORDER_QTY"])
        let named = DeskFixture.order { $0.named = [Order.index(of: "whatIf") ?? -1] }
        #expect(fixture.submit(.whatIf(named)) == ["denied DENIED_FIELD"])
        #expect(fixture.submit(DeskFixture.place { $0.order.whatIf = true }) == ["denied DENIED_FIELD"])
        _ = fixture.disconnect()
        #expect(fixture.submit(.whatIf(DeskFixture.order())) == ["impossible not_connected"])
    }

    @Test("A lost connection forgets who asked")
    func disconnected() {
        var fixture = DeskFixture()
        _ = fixture.submit(.whatIf(DeskFixture.order()))
        _ = fixture.disconnect()
        fixture.connect()
        #expect(fixture.receive(DeskFixture.openOrder(7, whatIf: true)) == ["to everyone"])
    }
}
