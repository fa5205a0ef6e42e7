import TWSSession
import TWSWire
import Testing

@Suite("Order ids and request ids")
struct IdentityTests {
    @Test("order ids start at TWS's next valid id and never fall")
    func neverLower() throws {
        var session = ClientSession.ready()
        #expect(try session.nextOrderId() == 7)
        #expect(try session.nextOrderId() == 8)
        _ = session.receive(ServerBytes.frame("9\u{0}1\u{0}3\u{0}"), at: .at(1))
        #expect(try session.nextOrderId() == 9, "TWS went back")
        _ = session.receive(ServerBytes.frame("9\u{0}1\u{0}40\u{0}"), at: .at(2))
        #expect(try session.nextOrderId() == 40)
        session.reserveOrderIds(through: 99)
        #expect(try session.nextOrderId() == 100)
    }

    @Test("ids seen in messages of the own client count, those of others do not")
    func seen() throws {
        var session = ClientSession.ready(clientId: 4)
        _ = session.receive(ServerBytes.orderStatus(order: 500, client: 5), at: .at(1))
        #expect(try session.nextOrderId() == 7)
        _ = session.receive(ServerBytes.orderStatus(order: 500, client: 4), at: .at(1))
        #expect(try session.nextOrderId() == 501)
        for (id, message) in [(600, openOrder(600, client: 4)), (700, execution(700, client: 4))] {
            _ = session.receive(try Frame.framed(message.body(serverVersion: 200)), at: .at(2))
            #expect(try session.nextOrderId() == id + 1)
        }
        _ = session.receive(try Frame.framed(openOrder(800, client: 0).body(serverVersion: 200)), at: .at(2))
        _ = session.receive(ServerBytes.orderStatus(order: -5, client: 4), at: .at(1))
        #expect(try session.nextOrderId() == 702)
    }

    @Test("an order sent with an id of the caller's choice counts")
    func sent() throws {
        var session = ClientSession.ready()
        var order = ClientMessage.PlaceOrder()
        order.orderId = 1234
        _ = try session.send(.placeOrder(order), at: .at(1))
        #expect(try session.nextOrderId() == 1235)
    }

    @Test("when the numbers end it is an error that names the way out")
    func exhausted() throws {
        var session = ClientSession.ready()
        session.reserveOrderIds(through: Int(Int32.max) - 2)
        #expect(try session.nextOrderId() == Int(Int32.max) - 1)
        #expect { try session.nextOrderId() } throws: { ($0 as? SessionError)?.code == .orderIdsExhausted }
    }

    @Test(
        "request ids are distinct, fit 32 bits and stay clear of order ids",
        arguments: [1, 1_767_000_000, 2_000_000_005]
    )
    func requestIds(_ firstOrder: Int) throws {
        var session = ClientSession.ready()
        session.reserveOrderIds(through: firstOrder - 1)
        let requests = Set((0..<1000).map { _ in session.nextRequestId() })
        let orders = Set(try (0..<1000).map { _ in try session.nextOrderId() })
        #expect(requests.count == 1000)
        #expect(requests.isDisjoint(with: orders))
        #expect(requests.allSatisfy { $0 > 0 && $0 < Int(Int32.max) })
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
