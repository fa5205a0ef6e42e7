import TWSWire

@testable import Trading

/// Messages of one order, as TWS sends them.
enum LedgerFixture {
    static let orderId = 7
    static let permId = 1_500_000_001
    static let reference = "ibs.r.00c0ffee.1."

    /// A ledger with one order to buy 100 AAPL at market.
    static func ledger(quantity: ExactDecimal = 100) -> OrderLedger {
        var ledger = OrderLedger()
        ledger.place(orderId: orderId, owner: 1, contract: stock("AAPL"), order: order(.buy, quantity))
        return ledger
    }

    static func stock(_ symbol: String, conId: Int = 0) -> Contract {
        var contract = Contract()
        contract.conId = conId
        contract.symbol = symbol
        contract.secType = .stock
        contract.currency = "USD"
        return contract
    }

    static func order(_ action: OrderAction, _ quantity: ExactDecimal?, reference: String = "") -> Order {
        var order = Order()
        order.action = action
        order.totalQuantity = quantity
        order.orderType = .market
        order.orderRef = reference
        return order
    }

    static func openOrder(_ status: OrderStatus, id: Int = orderId) -> ServerMessage {
        var message = ServerMessage.OpenOrder()
        message.orderId = id
        message.order.permId = id - orderId + permId
        message.order.totalQuantity = 100
        message.orderState.status = status
        return .openOrder(message)
    }

    static func status(
        _ status: OrderStatus,
        filled: ExactDecimal = 0,
        remaining: ExactDecimal? = nil,
        average: Double = 0,
        whyHeld: String = "",
        id: Int = orderId
    ) -> ServerMessage {
        var message = ServerMessage.OrderStatus()
        message.orderId = id
        message.status = status
        message.filled = filled
        message.remaining = remaining
        message.avgFillPrice = average
        message.permId = id - orderId + permId
        message.whyHeld = whyHeld
        return .orderStatus(message)
    }

    static func execution(
        _ execId: String,
        _ shares: ExactDecimal?,
        at price: Double,
        side: ExecutionSide = .bought,
        of contract: Contract = Contract(),
        id: Int = orderId
    ) -> ServerMessage {
        var message = ServerMessage.ExecDetails()
        message.reqId = -1
        message.contract = contract
        message.execution.orderId = id
        message.execution.execId = execId
        message.execution.shares = shares
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

    static func error(_ code: Int, _ text: String = "reason", id: Int = orderId) -> ServerMessage {
        var message = ServerMessage.Error()
        message.reqId = id
        message.errorCode = code
        message.errorString = text
        return .error(message)
    }

    static func permutations<Element>(of list: [Element]) -> [[Element]] {
        guard list.count > 1 else { return [list] }
        return list.indices.flatMap { index in
            var rest = list
            let first = rest.remove(at: index)
            return permutations(of: rest).map { [first] + $0 }
        }
    }

    static func alarms(_ changes: [LedgerChange]) -> Int {
        changes.count { if case .alarm = $0 { true } else { false } }
    }
}
