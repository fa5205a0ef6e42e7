internal import TWSWire

extension SimExchange {
    /// Orders and their records; tells whether the request was one of these.
    mutating func serveOrders(_ message: ClientMessage, _ connection: ConnectionID) -> Bool {
        switch message {
        case .placeOrder(let request): place(request, from: connection)
        case .cancelOrder(let request): cancel(request.orderId, from: connection)
        case .reqGlobalCancel: cancelAll(from: connection)
        case .reqOpenOrders: sendOpenOrders(to: connection, ofAllClients: false)
        case .reqAllOpenOrders: sendOpenOrders(to: connection, ofAllClients: true)
        case .reqAutoOpenOrders(let request): bindOrders(request.autoBind, connection)
        case .reqCompletedOrders: sendCompletedOrders(to: connection)
        case .reqExecutions(let request): sendExecutions(request, to: connection)
        case .exerciseOptions(let request): exercise(request, from: connection)
        default: return false
        }
        return true
    }

    private mutating func sendOpenOrders(to connection: ConnectionID, ofAllClients: Bool) {
        guard let client = client(connection) else { return }
        if client.clientID == 0, !ofAllClients { bindAll(to: connection) }
        for place in book.allWorking where book[place].isOpen {
            guard ofAllClients || book[place].key.clientID == client.clientID else { continue }
            sendOrder(place, to: connection)
        }
        send(ServerMessage.OpenOrderEnd(), to: connection)
    }

    private mutating func bindOrders(_ binds: Bool, _ connection: ConnectionID) {
        guard client(connection)?.clientID == 0 else {
            let text = "Only API connections with clientId set to 0 can set the auto bind TWS orders property."
            return send(Rejection(327, text), id: -1, to: connection)
        }
        update(connection) { $0.bindsOrders = binds }
    }

    private mutating func sendCompletedOrders(to connection: ConnectionID) {
        for order in book.orders {
            guard let completedAt = order.completedAt, order.permID != 0 else { continue }
            var message = ServerMessage.CompletedOrder()
            message.contract = order.contract
            message.order = order.behaviour.shown(order.terms, isFirst: false, isChild: order.parent != nil)
            message.order.filledQuantity = order.filled
            message.order.parentPermId = order.parent.map { book[$0].permID }
            message.orderState.status = order.status
            message.orderState.completedTime = ExchangeTime.text(completedAt, in: .newYork)
            message.orderState.completedStatus = Self.completedStatus(order)
            if order.filled > .zero {
                message.orderState.commissionAndFees = order.charged
                message.orderState.commissionAndFeesCurrency = order.instrument.currency
            }
            send(message, to: connection)
        }
        send(ServerMessage.CompletedOrdersEnd(), to: connection)
    }

    private static func completedStatus(_ order: SimulatedOrder) -> String {
        switch order.status {
        case .filled: "Filled Size: \(order.filled)"
        case .inactive: order.reason.isEmpty ? "Cancelled" : "Rejected: \(order.reason)"
        default: "Cancelled by Trader"
        }
    }

    private mutating func sendExecutions(_ request: ClientMessage.ReqExecutions, to connection: ConnectionID) {
        let filter: ExecutionQuery
        do throws(Rejection) {
            filter = try ExecutionQuery(request.filter)
        } catch {
            return send(error, id: request.reqId, to: connection)
        }
        if Self.assumesZone(request.filter.time) { warnAboutZone(request.reqId, connection) }
        for record in executions where record.isReported && filter.matches(record) {
            send(details(of: record, requestID: request.reqId), to: connection)
            sendCommissions([record], to: connection)
        }
        var end = ServerMessage.ExecDetailsEnd()
        end.reqId = request.reqId
        send(end, to: connection)
    }
}
