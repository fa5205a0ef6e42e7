import TWSWire
import Trading

/// Messages of one order, as TWS sends them.
enum LedgerFixture {
    static let orderId = 7
    static let permId = 1_500_000_001

    /// A ledger with one order to buy 100 AAPL at market.
    static func ledger(quantity: ExactDecimal = 100) -> OrderLedger {
        var ledger = OrderLedger()
        var contract = Contract()
        contract.symbol = "AAPL"
        var order = Order()
        order.action = .buy
        order.totalQuantity = quantity
        order.orderType = .market
        ledger.place(orderId: orderId, contract: contract, order: order)
        return ledger
    }

    static func openOrder(_ status: OrderStatus) -> ServerMessage {
        var message = ServerMessage.OpenOrder()
        message.orderId = orderId
        message.order.permId = permId
        message.order.totalQuantity = 100
        message.orderState.status = status
        return .openOrder(message)
    }

    static func status(_ status: OrderStatus, filled: ExactDecimal = 0, whyHeld: String = "") -> ServerMessage {
        var message = ServerMessage.OrderStatus()
        message.orderId = orderId
        message.status = status
        message.filled = filled
        message.permId = permId
        message.whyHeld = whyHeld
        return .orderStatus(message)
    }

    static func execution(_ execId: String, _ shares: ExactDecimal, at price: Double) -> ServerMessage {
        var message = ServerMessage.ExecDetails()
        message.reqId = -1
        message.execution.orderId = orderId
        message.execution.execId = execId
        message.execution.shares = shares
        message.execution.price = price
        message.execution.side = .bought
        return .execDetails(message)
    }

    static func commission(_ execId: String, _ amount: Double?) -> ServerMessage {
        var message = ServerMessage.CommissionAndFeesReport()
        message.execId = execId
        message.commissionAndFees = amount
        message.currency = "USD"
        return .commissionAndFeesReport(message)
    }

    static func error(_ code: Int, _ text: String = "reason") -> ServerMessage {
        var message = ServerMessage.Error()
        message.reqId = orderId
        message.errorCode = code
        message.errorString = text
        return .error(message)
    }
}
