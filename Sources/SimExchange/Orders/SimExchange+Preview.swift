internal import TWSWire

extension SimExchange {
    /// Handles a what-if order: checked like any other, but it never reaches the exchange.
    mutating func preview(
        _ request: ClientMessage.PlaceOrder,
        from connection: ConnectionID
    ) throws(Rejection) {
        try RequestTable.checkFields(request)
        let traded = try market.resolveTraded(request.contract)
        var request = request
        request.order = try checked(request.order, traded.instrument)
        try traded.checkGuarantee(request.order)
        events.add(.preview(connection: connection, request), at: latencies.entry(from: now))
    }

    /// Answers a what-if order with one openOrder: margin and equity before, the change, and after; the commission.
    mutating func answerPreview(_ request: ClientMessage.PlaceOrder, to connection: ConnectionID) {
        do throws(Rejection) {
            try tellPreview(request, to: connection)
        } catch {
            // The contract may have expired on the way.
            send(error, id: request.orderId, to: connection)
        }
    }

    private mutating func tellPreview(
        _ request: ClientMessage.PlaceOrder,
        to connection: ConnectionID
    ) throws(Rejection) {
        guard let client = directory.client(connection) else { return }
        let traded = try market.resolveTraded(request.contract)
        let behaviour = try OrderTerms.behaviour(request.order)
        let terms = OrderTerms.shown(request.order, behaviour, clientID: client.clientID)
        let key = OrderKey(clientID: client.clientID, orderID: request.orderId)
        let order = SimulatedOrder(key, traded, terms, behaviour, comboLegs: request.contract.comboLegs)
        let preview = preview(of: order)
        reporter.tellPreview(order, permID: identifiers.nextPermID(), preview, to: connection)
    }

    private func preview(of order: SimulatedOrder) -> OrderState {
        let commission = expectedCommission(of: order)
        let before = figures(of: accounts[order.terms.account])
        let after = accounts.figures(
            of: order.terms.account,
            after: order.trades,
            commission: commission,
            market,
            at: now
        )
        let cost = Cents.rounded(commission * market.rate(order.instrument.currency, at: now))
        var state = OrderState()
        state.status = .preSubmitted
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
        state.warningText = warning(of: order, before, after)
        return state
    }

    /// Returns TWS's remark on a what-if order: the funds are insufficient, or the size is unusual; empty for none.
    private func warning(of order: SimulatedOrder, _ before: AccountFigures, _ after: AccountFigures) -> String {
        guard after.initialMargin > before.initialMargin, after.availableFunds < 0 else {
            return Self.oddLotWarning(order) ?? ""
        }
        let base = SimulatedAccount.baseCurrency
        return "Your order is not accepted. In order to obtain the desired position your Equity with Loan Value "
            + "[\(Cents.rounded(before.equityWithLoan)) \(base)] must exceed the Initial Margin "
            + "[\(Cents.rounded(after.initialMargin)) \(base)]"
    }

    /// Returns why IB's systems refuse an order; `nil` if they do not.
    func rejection(of order: SimulatedOrder) -> String? { shortRejection(of: order) ?? marginRejection(of: order) }

    /// Returns why an order may not sell more than its account has, for instruments that cannot be borrowed.
    private func shortRejection(of order: SimulatedOrder) -> String? {
        for trade in order.trades
        where !trade.isBuy && configuration.notShortableSymbols.contains(trade.instrument.symbol)
            && trade.instrument.secType == .stock
        {
            guard accounts[order.terms.account].quantity(trade.instrument.conId) >= trade.quantity else {
                return "The contract is not available for short sale."
            }
        }
        return nil
    }

    /// Returns why its account cannot carry an order, or `nil` if it can, or if the order lowers the margin.
    private func marginRejection(of order: SimulatedOrder) -> String? {
        let commission = expectedCommission(of: order)
        let account = order.terms.account
        guard accounts.lacksFunds(for: order.trades, commission: commission, of: account, market, at: now) else {
            return nil
        }
        return "We are unable to accept your order. "
            + "Your Available Funds are in sufficient to cover the order margin."
    }

    private func expectedCommission(of order: SimulatedOrder) -> Double {
        guard !order.legs.isEmpty else {
            return order.nextCharge(quantity: order.total.double, price: expectedPrice(of: order))
        }
        return order.legs.reduce(0) { sum, leg in
            let schedule = CommissionSchedule(for: leg.instrument)
            return sum + schedule.commission(quantity: leg.units(order.total).double, price: mark(leg.instrument))
        }
    }

    private func expectedPrice(of order: SimulatedOrder) -> Double {
        if let limit = order.limit { return limit }
        let time = market.quoteTime(order.instrument, at: now)
        guard let book = order.combinedBook(at: now, { market.source.book($0, at: time) }) else { return 0 }
        return order.isBuy ? book.ask : book.bid
    }
}
