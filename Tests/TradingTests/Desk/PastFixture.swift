import TWSWire

@testable import Trading

/// Orders of earlier runs of `script 0`, and what TWS tells of them.
enum PastFixture {
    static let name = "script 0"

    static func reference(_ key: String, of name: String = name) -> String {
        OrderReference(key: key, of: name)?.description ?? ""
    }

    static func order(_ reference: String, limit: Double? = nil) -> Order {
        var order = DeskFixture.order().order
        order.orderRef = reference
        if let limit { (order.orderType, order.lmtPrice) = (.limit, limit) }
        return order
    }

    /// A past order of this client unless told otherwise; sent, and never heard of.
    static func past(
        _ orderId: Int,
        _ reference: String,
        client: Int = DeskFixture.clientId,
        name: String = name,
        limit: Double? = nil,
        tif: TimeInForce = .unset,
        placed: RunInstant = DeskFixture.now,
        first: Order? = nil,
        wasSent: Bool = true,
        isReleased: Bool = false,
        messages: [ServerMessage] = []
    ) -> PastOrder {
        var order = order(reference, limit: limit)
        order.tif = tif
        return PastOrder(
            reference: reference,
            scriptName: name,
            file: "/home/me/\(name).lua",
            clientId: client,
            orderId: orderId,
            contract: LedgerFixture.stock("AAPL"),
            placed: placed,
            firstOrder: first,
            order: order,
            wasSent: wasSent,
            isReleased: isReleased,
            messages: messages
        )
    }

    static func history(_ orders: PastOrder...) -> JournalHistory {
        JournalHistory(orders: orders, highestOrderId: [DeskFixture.clientId: orders.map(\.orderId).max() ?? 0])
    }

    static func open(
        _ orderId: Int,
        _ reference: String,
        permId: Int = 0,
        client: Int = DeskFixture.clientId,
        status: OrderStatus = .submitted,
        limit: Double? = nil
    ) -> ServerMessage {
        var message = ServerMessage.OpenOrder()
        message.orderId = orderId
        message.contract = LedgerFixture.stock("AAPL", conId: 265_598)
        message.order = order(reference, limit: limit)
        (message.order.clientId, message.order.permId, message.order.tif) = (client, permId, .day)
        message.orderState.status = status
        return .openOrder(message)
    }

    static func completed(_ reference: String, permId: Int, _ status: OrderStatus = .cancelled) -> ServerMessage {
        var message = ServerMessage.CompletedOrder()
        message.contract = LedgerFixture.stock("AAPL", conId: 265_598)
        message.order = order(reference)
        message.order.permId = permId
        message.orderState.status = status
        return .completedOrder(message)
    }

    /// An execution with its reference and permanent id.
    static func execution(
        _ orderId: Int,
        _ reference: String,
        permId: Int,
        _ execId: String,
        client: Int = DeskFixture.clientId,
        request: Int = -1,
        shares: ExactDecimal = 100
    ) -> ServerMessage {
        guard case .execDetails(var details) = DeskFixture.execution(orderId, execId, shares, client: client) else {
            return .openOrderEnd(.init())
        }
        (details.execution.orderRef, details.execution.permId, details.reqId) = (reference, permId, request)
        return .execDetails(details)
    }

    static func position(_ symbol: String, _ quantity: ExactDecimal, account: String = "DU1") -> ServerMessage {
        var message = ServerMessage.Position()
        message.contract = LedgerFixture.stock(symbol)
        (message.account, message.position) = (account, quantity)
        return .position(message)
    }
}
