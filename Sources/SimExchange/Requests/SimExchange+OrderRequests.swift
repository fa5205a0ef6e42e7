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
        guard let client = directory.client(connection) else { return }
        if client.clientID == 0, !ofAllClients { bindAll(to: connection) }
        for place in book.allWorking where book[place].isOpen {
            guard ofAllClients || book[place].key.clientID == client.clientID else { continue }
            reporter.tell(book[place], to: connection)
        }
        reporter.endOpenOrders(to: connection)
    }

    private mutating func bindOrders(_ binds: Bool, _ connection: ConnectionID) {
        guard directory.client(connection)?.clientID == 0 else {
            let text = "Only API connections with clientId set to 0 can set the auto bind TWS orders property."
            return send(Rejection(327, text), id: -1, to: connection)
        }
        directory.update(connection) { $0.bindsOrders = binds }
    }

    private mutating func sendCompletedOrders(to connection: ConnectionID) {
        for order in book.orders {
            guard let completedAt = order.completedAt, order.permID != 0 else { continue }
            let parentPermID = order.parent.map { book[$0].permID }
            reporter.tellCompleted(order, at: completedAt, parentPermID: parentPermID, to: connection)
        }
        reporter.endCompleted(to: connection)
    }

    private mutating func sendExecutions(_ request: ClientMessage.ReqExecutions, to connection: ConnectionID) {
        let filter: ExecutionQuery
        do throws(Rejection) {
            filter = try ExecutionQuery(request.filter)
        } catch {
            return send(error, id: request.reqId, to: connection)
        }
        if Self.assumesZone(request.filter.time) { warnAboutZone(request.reqId, connection) }
        for record in accounts.executions where record.isReported && filter.matches(record) {
            reporter.tell(record, requestID: request.reqId, to: connection)
        }
        reporter.endExecutions(request.reqId, to: connection)
    }
}
