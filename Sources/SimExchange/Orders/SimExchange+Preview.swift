internal import TWSWire

extension SimExchange {
    /// Takes a what-if order: checked like any other, but it never reaches the exchange.
    mutating func preview(
        _ request: ClientMessage.PlaceOrder,
        from connection: ConnectionID
    ) throws(Rejection) {
        guard request.order.transmit else { throw .previewWithoutTransmit }
        let instrument = try resolve(request.contract)
        try OrderTerms.validate(request.order, instrument, account: identifiers.account)
        events.add(.preview(connection: connection, request), at: latencies.entry(from: now))
    }

    /// Answers a what-if order with one openOrder: margin and equity before, the change, and after; the commission.
    mutating func answerPreview(_ request: ClientMessage.PlaceOrder, to connection: ConnectionID) {
        guard let client = client(connection), let instrument = try? resolve(request.contract),
            let behaviour = try? OrderTerms.behaviour(request.order)
        else { return }
        let terms = OrderTerms.shown(request.order, clientID: client.clientID, account: identifiers.account)
        let key = OrderKey(clientID: client.clientID, orderID: request.orderId)
        var order = SimulatedOrder(key, instrument, terms, behaviour)
        let preview = preview(of: &order)
        var message = ServerMessage.OpenOrder()
        message.orderId = request.orderId
        message.contract = order.contract
        message.order = behaviour.shown(terms, isFirst: false, isChild: false)
        message.order.permId = identifiers.nextPermID()
        message.orderState = preview
        send(message, to: connection)
    }

    private func preview(of order: inout SimulatedOrder) -> OrderState {
        let commission = order.commission.add(quantity: order.total.double, price: expectedPrice(of: order))
        let before = figures
        let after = figures(afterFilling: order, commission: commission)
        let cost = Cents.rounded(commission * rate(order.instrument.currency))
        var state = OrderState()
        state.status = OrderStatus.preSubmitted.rawValue
        state.initMarginBefore = before.initialMargin
        state.maintMarginBefore = before.maintenanceMargin
        state.equityWithLoanBefore = before.equityWithLoan
        state.initMarginAfter = after.initialMargin
        state.maintMarginAfter = after.maintenanceMargin
        state.equityWithLoanAfter = Cents.rounded(before.equityWithLoan - cost)
        state.initMarginChange = Cents.rounded(after.initialMargin - before.initialMargin)
        state.maintMarginChange = Cents.rounded(after.maintenanceMargin - before.maintenanceMargin)
        state.equityWithLoanChange = -cost
        state.commissionAndFees = commission
        state.minCommissionAndFees = commission
        state.maxCommissionAndFees = commission
        state.commissionAndFeesCurrency = order.instrument.currency
        return state
    }

    /// Why the account cannot carry an order, or `nil` if it can, or if the order lowers the margin.
    func marginRejection(of order: SimulatedOrder) -> String? {
        var order = order
        let commission = order.commission.add(quantity: order.total.double, price: expectedPrice(of: order))
        let before = figures
        let after = figures(afterFilling: order, commission: commission)
        guard after.initialMargin > before.initialMargin, after.availableFunds < 0 else { return nil }
        return "We are unable to accept your order. "
            + "Your Available Funds are in sufficient to cover the order margin."
    }

    private func figures(afterFilling order: SimulatedOrder, commission: Double) -> AccountFigures {
        var copy = account
        _ = copy.apply(
            order.instrument,
            isBuy: order.isBuy,
            quantity: order.total,
            price: mark(order.instrument),
            commission: commission
        )
        return figures(of: copy)
    }

    private func expectedPrice(of order: SimulatedOrder) -> Double {
        if let limit = order.limit { return limit }
        guard let book = market.book(order.instrument.conId, at: now) else { return 0 }
        return order.isBuy ? book.ask : book.bid
    }
}
