import TWSWire
import Testing
import Trading

@Suite("Order ids and request ids")
struct IdentityTests {
    @Test("order ids start at TWS's next valid id and never fall")
    func neverLower() {
        var ids = OrderIds()
        ids.learn(from: nextValidId(7), clientId: 1)
        #expect(ids.take() == 7)
        #expect(ids.take() == 8)
        ids.learn(from: nextValidId(3), clientId: 1)
        #expect(ids.take() == 9, "TWS went back")
        ids.learn(from: nextValidId(40), clientId: 1)
        #expect(ids.take() == 40)
        ids.see(99)
        #expect(ids.take() == 100)
    }

    @Test("without a word from TWS the first id is 1, and no id is ever 0", arguments: [0, -1, Int.min, Int.max])
    func never0(_ odd: Int) {
        var ids = OrderIds()
        ids.seeNextValid(odd)
        ids.see(odd)
        #expect(ids.take() == 1)
    }

    @Test("ids seen in messages of the own client count, those of others do not")
    func seen() {
        var ids = OrderIds()
        ids.seeNextValid(7)
        ids.learn(from: status(500, client: 5), clientId: 4)
        #expect(ids.take() == 7)
        ids.learn(from: status(500, client: 4), clientId: 4)
        #expect(ids.take() == 501)
        for (id, message) in [(600, openOrder(600, client: 4)), (700, execution(700, client: 4))] {
            ids.learn(from: message, clientId: 4)
            #expect(ids.take() == id + 1)
        }
        ids.learn(from: openOrder(800, client: 0), clientId: 4)
        ids.learn(from: status(-5, client: 4), clientId: 4)
        #expect(ids.take() == 702)
    }

    @Test("an order sent with an id of the caller's choice counts")
    func sent() {
        var ids = OrderIds()
        var order = ClientMessage.PlaceOrder()
        order.orderId = 1234
        ids.learn(from: .placeOrder(order))
        ids.learn(from: .cancelOrder(.init()))
        #expect(ids.take() == 1235)
    }

    @Test("when the numbers end there is no id, however often one asks")
    func exhausted() {
        var ids = OrderIds()
        ids.see(2_147_483_645)
        #expect(ids.take() == 2_147_483_646)
        #expect(ids.take() == nil)
        #expect(ids.take() == nil)
        ids.seeNextValid(1)
        #expect(ids.take() == nil)
    }

    @Test("the highest id on the wire is 2147483646, since 2147483647 stands for absent")
    func highest() {
        var ids = OrderIds()
        ids.seeNextValid(2_147_483_646)
        #expect(ids.take() == 2_147_483_646)
        var none = OrderIds()
        none.seeNextValid(2_147_483_647)
        #expect(none.take() == nil)
    }

    @Test(
        "request ids are distinct, fit 32 bits and stay clear of order ids",
        arguments: [1, 1_767_000_000, 2_000_000_005]
    )
    func requestIds(_ firstOrder: Int) {
        var ids = OrderIds()
        var requestIds = RequestIds()
        ids.see(firstOrder - 1)
        let requests = Set((0..<1000).map { _ in requestIds.take(besides: ids.next) })
        let orders = Set((0..<1000).compactMap { _ in ids.take() })
        #expect(requests.count == 1000 && orders.count == 1000)
        #expect(requests.isDisjoint(with: orders))
        #expect(requests.allSatisfy { $0 > 0 && $0 < 2_147_483_647 })
    }

    private func nextValidId(_ id: Int) -> ServerMessage {
        var message = ServerMessage.NextValidId()
        message.orderId = id
        return message.serverMessage
    }

    private func status(_ id: Int, client: Int) -> ServerMessage {
        var message = ServerMessage.OrderStatus()
        message.orderId = id
        message.clientId = client
        return message.serverMessage
    }

    private func openOrder(_ id: Int, client: Int) -> ServerMessage {
        var message = ServerMessage.OpenOrder()
        message.orderId = id
        message.order.clientId = client
        return message.serverMessage
    }

    private func execution(_ id: Int, client: Int) -> ServerMessage {
        var message = ServerMessage.ExecDetails()
        message.execution.orderId = id
        message.execution.clientId = client
        return message.serverMessage
    }
}
