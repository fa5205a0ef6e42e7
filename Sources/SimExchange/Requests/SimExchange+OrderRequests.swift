internal import TWSWire

extension SimExchange {
    /// Answers with the open orders of a client, or of all; for client 0, orders entered by hand are bound to it.
    mutating func sendOpenOrders(to connection: ConnectionID, ofAllClients: Bool) {
        guard let client = directory.client(connection) else { return }
        if client.clientID == 0, !ofAllClients { bindAll(to: connection) }
        for place in book.allWorking where book[place].isOpen {
            guard ofAllClients || book[place].key.clientID == client.clientID else { continue }
            reporter.tell(book[place], to: connection)
        }
        reporter.endOpenOrders(to: connection)
    }

    /// Sets whether orders that are entered by hand are bound to client 0 at once.
    mutating func bindOrders(_ binds: Bool, _ connection: ConnectionID) {
        guard directory.client(connection)?.clientID == 0 else {
            let text = "Only API connections with clientId set to 0 can set the auto bind TWS orders property."
            return send(Rejection(327, text), id: -1, to: connection)
        }
        directory.update(connection) { $0.bindsOrders = binds }
    }

    /// Answers with the completed orders.
    mutating func sendCompletedOrders(to connection: ConnectionID) {
        for order in book.orders {
            guard let completedAt = order.completedAt, order.permID != 0 else { continue }
            let parentPermID = order.parent.map { book[$0].permID }
            reporter.tellCompleted(order, at: completedAt, parentPermID: parentPermID, to: connection)
        }
        reporter.endCompleted(to: connection)
    }

    /// Answers with the executions that match a filter.
    mutating func sendExecutions(_ request: ClientMessage.ReqExecutions, to connection: ConnectionID) {
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
