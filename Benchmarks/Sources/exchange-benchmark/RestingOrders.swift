internal import SimExchange
internal import TWSWire

/// An exchange with limits and stops on one stock that rest at 10 to 60 % from the market, and if it is wanted with
/// trailing stops, all of which every new high of the day moves.
struct RestingOrders {
    private static let hour: Int64 = 3600
    private var exchange: SimExchange
    private let client = ConnectionID(1)

    init(_ count: Int, withTrails: Bool) {
        var configuration = SimConfiguration()
        configuration.accounts = [SimConfiguration.Account(startingCash: 1e12)]
        exchange = SimExchange(configuration: configuration)
        _ = exchange.connect(clientId: 1, serverVersion: 200, as: client, at: exchange.now)
        for id in stride(from: 1, through: count, by: 1) {
            _ = exchange.receive(Self.order(id, withTrails: withTrails).clientMessage, from: client, at: exchange.now)
        }
        _ = exchange.advance(to: exchange.now.adding(seconds: 5))
    }

    /// Lets an hour of quotes pass; there are two changes in a second.
    func microsecondsPerQuote() -> (time: Double, fills: Int) {
        var exchange = exchange
        let taken = ProcessorTime.seconds { _ = exchange.advance(to: exchange.now.adding(seconds: Self.hour)) }
        let quotes = exchange.market.source.books(
            265_598,
            from: self.exchange.now,
            to: exchange.now,
            limit: .max
        ).count
        return (taken * 1e6 / Double(quotes), exchange.snapshot.executions.count)
    }

    private static let apple: Contract = {
        var contract = Contract()
        (contract.symbol, contract.secType, contract.exchange, contract.currency) = ("AAPL", .stock, "SMART", "USD")
        return contract
    }()

    private static func order(_ id: Int, withTrails: Bool) -> ClientMessage.PlaceOrder {
        var request = ClientMessage.PlaceOrder()
        (request.orderId, request.contract) = (id, apple)
        request.order.totalQuantity = 100
        request.order.tif = .goodTillCancelled
        let distance = 20 + Double(id % 9000) / 100
        request.order.action = id % 2 == 0 ? .buy : .sell
        switch id % 4 {
        case 0, 1:
            request.order.orderType = .limit
            request.order.lmtPrice = id % 2 == 0 ? 190 - distance : 190 + distance
        case 3 where withTrails:
            request.order.orderType = .trail
            request.order.auxPrice = distance
        default:
            request.order.orderType = .stop
            request.order.auxPrice = id % 2 == 0 ? 190 + distance : 190 - distance
        }
        return request
    }
}
