import RuntimeTesting
import ScriptRuntime
import TWSWire
import Trading

/// Intents and messages of tests of a run.
enum RunFixture {
    static func stock(_ symbol: String = "AAPL") -> Contract {
        var contract = Contract()
        (contract.symbol, contract.secType) = (symbol, .stock)
        (contract.exchange, contract.currency) = ("SMART", "USD")
        return contract
    }

    static func new(_ action: OrderAction = .buy, _ quantity: ExactDecimal = 100, limit: Double? = nil)
        -> Intent.NewOrder
    {
        var order = Order()
        (order.action, order.totalQuantity) = (action, quantity)
        order.orderType = limit == nil ? .market : .limit
        order.lmtPrice = limit
        return Intent.NewOrder(contract: stock(), order: order, named: [])
    }

    /// A request for contract details, numbered by the script unless `nil`.
    static func details(_ number: Int?) -> Intent {
        var request = ClientMessage.ReqContractDetails()
        request.contract = stock()
        return .request(request.clientMessage, number.map { .own($0) } ?? .allocated)
    }

    static func detailsEnd(_ id: Int) -> ServerMessage {
        var message = ServerMessage.ContractDetailsEnd()
        message.reqId = id
        return .contractDetailsEnd(message)
    }

    static func status(
        _ orderId: Int,
        _ status: OrderStatus,
        filled: ExactDecimal = 0,
        remaining: ExactDecimal = 100
    ) -> ServerMessage {
        var message = ServerMessage.OrderStatus()
        (message.orderId, message.status, message.clientId) = (orderId, status, 1)
        (message.filled, message.remaining, message.permId) = (filled, remaining, 5_000 + orderId)
        return .orderStatus(message)
    }

    static func execution(_ orderId: Int, _ execId: String, _ shares: ExactDecimal, at price: Double) -> ServerMessage {
        var message = ServerMessage.ExecDetails()
        (message.reqId, message.contract) = (-1, stock())
        (message.execution.orderId, message.execution.execId) = (orderId, execId)
        (message.execution.shares, message.execution.price) = (shares, price)
        (message.execution.side, message.execution.clientId) = (.bought, 1)
        return .execDetails(message)
    }

    static func error(_ id: Int, _ code: Int, _ text: String) -> ServerMessage {
        var message = ServerMessage.Error()
        (message.reqId, message.errorCode, message.errorString) = (id, code, text)
        return .error(message)
    }

    static func time(_ seconds: Int) -> ServerMessage {
        var message = ServerMessage.CurrentTime()
        message.time = seconds
        return .currentTime(message)
    }

    static func tick(_ id: Int, _ price: Double) -> ServerMessage {
        var message = ServerMessage.TickPrice()
        (message.reqId, message.tickType, message.price) = (id, 4, price)
        return .tickPrice(message)
    }
}
