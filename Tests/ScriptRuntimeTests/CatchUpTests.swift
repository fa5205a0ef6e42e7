import SimExchange
import TWSWire
import Testing

@testable import ScriptRuntime

/// How a simulator that was away comes up to the machine's time.
@Suite("Catching up")
struct CatchUpTests {
    /// An exchange with an order that rests far from the market.
    private static func exchange() -> SimExchange {
        var exchange = SimExchange()
        let client = ConnectionID(1)
        _ = exchange.connect(clientId: 1, serverVersion: 200, as: client, at: exchange.now)
        var request = ClientMessage.PlaceOrder()
        request.orderId = 1
        (request.contract.symbol, request.contract.secType) = ("AAPL", .stock)
        (request.contract.exchange, request.contract.currency) = ("SMART", "USD")
        (request.order.action, request.order.orderType, request.order.tif) = (.buy, .limit, .goodTillCancelled)
        (request.order.totalQuantity, request.order.lmtPrice) = (100, 20)
        _ = exchange.receive(request.clientMessage, from: client, at: exchange.now)
        exchange.disconnect(client, at: exchange.now.adding(seconds: 5))
        return exchange
    }

    @Test("It goes to the end, and the order is still there")
    func arrives() {
        var exchange = Self.exchange()
        let end = exchange.now.adding(seconds: 20 * 86_400 + 7)
        var catchUp = CatchUp(exchange, to: end)
        catchUp.run(&exchange, isStopped: { false }, tell: { _ in })
        #expect(exchange.now == end && exchange.snapshot.openOrders.map(\.status) == [.submitted])
    }

    @Test("Between two steps it can be stopped, and goes on from there")
    func stops() {
        var exchange = Self.exchange()
        let (start, end) = (exchange.now, exchange.now.adding(seconds: 5 * 86_400))
        var (catchUp, asked) = (CatchUp(exchange, to: end), 0)
        catchUp.run(
            &exchange,
            isStopped: {
                asked += 1
                return asked > 3
            },
            tell: { _ in }
        )
        #expect(exchange.now > start && exchange.now < end && asked == 4)
        catchUp.run(&exchange, isStopped: { false }, tell: { _ in })
        #expect(exchange.now == end)
    }
}
