internal import SimExchange
internal import TWSWire

/// An exchange with one limit order that waits, driven from event to event as `--speed max` drives it.
enum WaitingOrder {
    /// Seconds of processor time that 30 days take.
    static func secondsOfThirtyDays() -> Double {
        var exchange = SimExchange(configuration: SimConfiguration())
        let client = ConnectionID(1)
        _ = exchange.connect(clientId: 1, serverVersion: 200, as: client, at: exchange.now)
        var request = ClientMessage.PlaceOrder()
        request.orderId = 1
        (request.contract.symbol, request.contract.secType) = ("AAPL", .stock)
        (request.contract.exchange, request.contract.currency) = ("SMART", "USD")
        (request.order.action, request.order.orderType, request.order.tif) = (.buy, .limit, .goodTillCancelled)
        (request.order.totalQuantity, request.order.lmtPrice) = (100, 100)
        _ = exchange.receive(request.clientMessage, from: client, at: exchange.now)
        let end = exchange.now.adding(seconds: 30 * 86_400)
        return ProcessorTime.seconds {
            while let next = exchange.nextEvent(after: exchange.now), next <= end {
                _ = exchange.advance(to: next)
            }
        }
    }
}
