internal import TWSWire

extension SimExchange {
    /// Tells an order's audience about it: openOrder, then orderStatus.
    mutating func reportOrder(_ place: Int, isFirst: Bool = false, withCommission: Bool = false) {
        guard book[place].stage != .held else { return }
        for connection in audience(of: book[place]) {
            sendOrder(place, to: connection, isFirst: isFirst, withCommission: withCommission)
        }
    }

    /// Tells an order's audience, and other connections, its status alone.
    ///
    /// Another client that asked for the cancel finds its own client id in it, as captured from a live Gateway.
    mutating func reportStatus(_ place: Int, alsoTo others: [ConnectionID] = []) {
        var message = status(of: place)
        for connection in audience(of: book[place]) { send(message, to: connection) }
        for connection in others {
            message.clientId = client(connection)?.clientID ?? message.clientId
            send(message, to: connection)
        }
    }

    /// Tells about a fill: the executions, the order, and the executions' commissions.
    ///
    /// The last fill's order is told twice, the second time with the order's commission, as TWS does. Of a limit order
    /// that was made a market order, TWS has told first that it is filled.
    mutating func reportFill(_ place: Int, _ records: [SimulatedExecution]) {
        let isOrderFirst = book[place].isMadeMarketable && book[place].status == .filled
        for connection in audience(of: book[place]) {
            if isOrderFirst { sendOrder(place, to: connection) }
            if commissionTiming == .beforeExecution { sendCommissions(records, to: connection) }
            for record in records { send(details(of: record, requestID: -1), to: connection) }
            if !isOrderFirst { sendOrder(place, to: connection) }
            if book[place].status == .filled { sendOrder(place, to: connection, withCommission: true) }
            if commissionTiming == .afterExecution { sendCommissions(records, to: connection) }
        }
    }

    /// Sends the commission reports of executions; a combination's own has none.
    mutating func sendCommissions(_ records: [SimulatedExecution], to connection: ConnectionID) {
        for record in records where !record.isCombination { send(report(of: record), to: connection) }
    }

    /// Tells one connection about an order: openOrder, then orderStatus.
    mutating func sendOrder(
        _ place: Int,
        to connection: ConnectionID,
        isFirst: Bool = false,
        withCommission: Bool = false
    ) {
        send(openOrder(place, isFirst: isFirst, withCommission: withCommission), to: connection)
        send(status(of: place), to: connection)
    }

    private func openOrder(_ place: Int, isFirst: Bool, withCommission: Bool) -> ServerMessage.OpenOrder {
        let order = book[place]
        var message = ServerMessage.OpenOrder()
        message.orderId = order.shownID
        message.contract = order.contract
        message.order = order.behaviour.shown(order.terms, isFirst: isFirst, isChild: order.parent != nil)
        message.orderState.status = order.status
        if withCommission {
            message.orderState.commissionAndFees = order.charged
            message.orderState.commissionAndFeesCurrency = order.instrument.currency
        }
        return message
    }

    private func status(of place: Int) -> ServerMessage.OrderStatus {
        let order = book[place]
        var message = ServerMessage.OrderStatus()
        message.orderId = order.shownID
        message.status = order.status
        message.filled = order.filled
        message.remaining = order.remaining
        message.avgFillPrice = order.averagePrice
        message.permId = order.permID
        message.parentId = order.terms.parentId
        message.lastFillPrice = order.lastPrice
        message.clientId = order.key.clientID
        message.whyHeld = order.whyHeld
        return message
    }

    func details(of record: SimulatedExecution, requestID: Int) -> ServerMessage.ExecDetails {
        var message = ServerMessage.ExecDetails()
        message.reqId = requestID
        message.contract = record.contract
        message.execution = record.execution
        return message
    }

    func report(of record: SimulatedExecution) -> ServerMessage.CommissionAndFeesReport {
        var message = ServerMessage.CommissionAndFeesReport()
        message.execId = record.execution.execId
        message.commissionAndFees = record.commission
        message.currency = record.currency
        message.realizedPNL = record.realizedPNL
        return message
    }
}
