internal import TWSWire

extension Reporter {
    /// Reports an order: openOrder, then orderStatus; nothing for a held order.
    mutating func tell(
        _ order: SimulatedOrder,
        to audience: [ConnectionID],
        isFirst: Bool = false,
        withCommission: Bool = false
    ) {
        guard order.stage != .held else { return }
        for connection in audience { tell(order, to: connection, isFirst: isFirst, withCommission: withCommission) }
    }

    /// Does the same for one connection, whatever the order's stage.
    mutating func tell(
        _ order: SimulatedOrder,
        to connection: ConnectionID,
        isFirst: Bool = false,
        withCommission: Bool = false
    ) {
        send(Self.openOrder(order, isFirst: isFirst, withCommission: withCommission), to: connection)
        send(Self.status(of: order), to: connection)
    }

    /// Reports an order's status alone.
    ///
    /// - Parameter clientID: Another client that requested the cancel finds its own client ID in it, as captured from a
    ///   live Gateway.
    mutating func tellStatus(of order: SimulatedOrder, to connection: ConnectionID, as clientID: Int? = nil) {
        var message = Self.status(of: order)
        message.clientId = clientID ?? message.clientId
        send(message, to: connection)
    }

    /// Reports a fill: the executions, the order, and the executions' commissions.
    ///
    /// At the last fill, the order is reported twice, the second time with its commission, as TWS does. For a limit
    /// order that became a market order, TWS has reported first that it is filled.
    mutating func tellFill(
        of order: SimulatedOrder,
        _ records: [SimulatedExecution],
        _ timing: SimConfiguration.CommissionTiming,
        to audience: [ConnectionID]
    ) {
        let isOrderFirst = order.isMadeMarketable && order.status == .filled
        for connection in audience {
            if isOrderFirst { tell(order, to: connection) }
            if timing == .beforeExecution { tellCommissions(of: records, to: connection) }
            for record in records { tellDetails(of: record, requestID: -1, to: connection) }
            switch (order.status == .filled, isOrderFirst) {
            case (true, true): tell(order, to: connection, withCommission: true)
            case (true, false): send(FilledOrder(order), to: connection)
            case (false, _): tell(order, to: connection)
            }
            if timing == .afterExecution { tellCommissions(of: records, to: connection) }
        }
    }

    /// Reports an execution and its commission.
    mutating func tell(_ record: SimulatedExecution, requestID: Int = -1, to connection: ConnectionID) {
        tellDetails(of: record, requestID: requestID, to: connection)
        tellCommissions(of: [record], to: connection)
    }

    /// Ends the answer to a reqExecutions.
    mutating func endExecutions(_ requestID: Int, to connection: ConnectionID) {
        var end = ServerMessage.ExecDetailsEnd()
        end.reqId = requestID
        send(end, to: connection)
    }

    /// Ends a list of open orders.
    mutating func endOpenOrders(to connection: ConnectionID) { send(ServerMessage.OpenOrderEnd(), to: connection) }

    /// Reports an order that is done, with the permId of its parent.
    mutating func tellCompleted(
        _ order: SimulatedOrder,
        at time: ExchangeInstant,
        parentPermID: Int?,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.CompletedOrder()
        message.contract = order.contract
        message.order = order.behaviour.shown(order.terms, isFirst: false, isChild: order.parent != nil)
        message.order.permId = order.permID
        message.order.filledQuantity = order.filled
        message.order.parentPermId = parentPermID
        message.orderState.status = order.status
        message.orderState.completedTime = timeText(ExchangeTime.text(time, in: .newYork), for: connection)
        message.orderState.completedStatus = Self.completedStatus(order)
        if order.filled > .zero {
            message.orderState.commissionAndFees = order.charged
            message.orderState.commissionAndFeesCurrency = order.instrument.currency
        }
        send(message, to: connection)
    }

    /// Ends a list of completed orders.
    mutating func endCompleted(to connection: ConnectionID) {
        send(ServerMessage.CompletedOrdersEnd(), to: connection)
    }

    /// Reports that an order entered by hand is bound to client 0.
    mutating func tellBound(_ order: SimulatedOrder, to connection: ConnectionID) {
        var bound = ServerMessage.OrderBound()
        bound.permId = order.permID
        bound.clientId = 0
        bound.orderId = order.key.orderID
        send(bound, to: connection)
    }

    /// Answers a what-if order with one openOrder.
    mutating func tellPreview(
        _ order: SimulatedOrder,
        permID: Int,
        _ state: OrderState,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.OpenOrder()
        message.orderId = order.key.orderID
        message.contract = order.contract
        message.order = order.behaviour.shown(order.terms, isFirst: false, isChild: false)
        message.order.permId = permID
        message.orderState = state
        send(message, to: connection)
    }

    private static func completedStatus(_ order: SimulatedOrder) -> String {
        switch order.status {
        case .filled: "Filled Size: \(order.filled)"
        case .inactive: order.reason.isEmpty ? "Cancelled" : "Rejected: \(order.reason)"
        default: "Cancelled by Trader"
        }
    }

    /// Sends the commission reports of executions; a combination's own execution has none.
    private mutating func tellCommissions(of records: [SimulatedExecution], to connection: ConnectionID) {
        for record in records where !record.isCombination {
            var message = ServerMessage.CommissionAndFeesReport()
            message.execId = record.execution.execId
            message.commissionAndFees = record.commission
            message.currency = record.currency
            message.realizedPNL = record.realizedPNL
            send(message, to: connection)
        }
    }

    private mutating func tellDetails(of record: SimulatedExecution, requestID: Int, to connection: ConnectionID) {
        var message = ServerMessage.ExecDetails()
        message.reqId = requestID
        message.contract = record.contract
        message.execution = record.execution
        let time = timeText(record.execution.time, for: connection)
        if message.execution.time != time { message.execution.time = time }
        send(message, to: connection)
    }

    static func openOrder(
        _ order: SimulatedOrder,
        isFirst: Bool,
        withCommission: Bool
    ) -> ServerMessage.OpenOrder {
        var message = ServerMessage.OpenOrder()
        message.orderId = order.shownID
        message.contract = order.contract
        message.order = order.behaviour.shown(order.terms, isFirst: isFirst, isChild: order.parent != nil)
        if message.order.permId != order.permID { message.order.permId = order.permID }
        // The limit that TWS makes up for the first report of a stop is a legal price.
        if isFirst, let limit = message.order.lmtPrice {
            message.order.lmtPrice = order.instrument.marketRule.roundedUp(limit)
        }
        message.orderState.status = order.status
        if withCommission {
            message.orderState.commissionAndFees = order.charged
            message.orderState.commissionAndFeesCurrency = order.instrument.currency
        }
        return message
    }

    static func status(of order: SimulatedOrder) -> ServerMessage.OrderStatus {
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
}
