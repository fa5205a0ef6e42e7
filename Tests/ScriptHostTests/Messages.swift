import TWSWire

/// Messages of TWS in short, for scripts of events.
enum TWS {
    static func status(
        _ orderId: Int,
        _ status: OrderStatus,
        filled: Int = 0,
        remaining: Int = 0,
        whyHeld: String = ""
    ) -> ServerMessage {
        var message = ServerMessage.OrderStatus()
        message.orderId = orderId
        message.status = status
        message.filled = ExactDecimal(filled)
        message.remaining = ExactDecimal(remaining)
        message.permId = 5_000 + orderId
        message.clientId = 1
        message.whyHeld = whyHeld
        return .orderStatus(message)
    }

    static func execution(
        _ orderId: Int,
        _ execId: String,
        shares: Int,
        price: Double,
        side: ExecutionSide = .bought,
        symbol: String = "AAPL",
        of contract: Contract? = nil
    ) -> ServerMessage {
        var message = ServerMessage.ExecDetails()
        message.reqId = -1
        message.contract.symbol = symbol
        if let contract { message.contract = contract }
        message.execution.orderId = orderId
        message.execution.clientId = 1
        message.execution.execId = execId
        message.execution.shares = ExactDecimal(shares)
        message.execution.price = price
        message.execution.side = side
        return .execDetails(message)
    }

    static func commission(_ execId: String, _ amount: Double?) -> ServerMessage {
        var message = ServerMessage.CommissionAndFeesReport()
        message.execId = execId
        message.commissionAndFees = amount
        message.currency = "USD"
        return .commissionAndFeesReport(message)
    }

    static func error(_ id: Int, _ code: Int, _ text: String) -> ServerMessage {
        var message = ServerMessage.Error()
        message.reqId = id
        message.errorCode = code
        message.errorString = text
        return .error(message)
    }

    static func price(_ id: Int, _ type: Int, _ price: Double, size: Int? = nil) -> ServerMessage {
        var message = ServerMessage.TickPrice()
        message.reqId = id
        message.tickType = type
        message.price = price
        message.size = size.map { ExactDecimal($0) }
        return .tickPrice(message)
    }

    static func nextValidId(_ orderId: Int) -> ServerMessage {
        var message = ServerMessage.NextValidId()
        message.orderId = orderId
        return .nextValidId(message)
    }
}
