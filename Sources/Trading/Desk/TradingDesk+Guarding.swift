internal import TWSWire

// MARK: The account's daily loss, and margin with real money

extension TradingDesk {
    /// Asks TWS for the account's daily profit and loss if the limits name a maximum loss.
    mutating func watchLoss() -> [DeskAction] {
        guard let connection, seats.contains(where: { $0.gate.account.maxDayLoss < .infinity }),
            connection.serverVersion >= ClientMessage.ReqPnL.since
        else { return [] }
        var summary = ClientMessage.ReqAccountSummary()
        summary.reqId = routes.add(.desk, besides: orderIds.next)
        (summary.groupName, summary.tags) = ("All", "NetLiquidation")
        var profit = ClientMessage.ReqPnL()
        profit.reqId = routes.add(.desk, besides: orderIds.next)
        profit.account = connection.account
        questions.open[profit.reqId] = .account
        return [.send(.reqAccountSummary(summary)), .send(.reqPnL(profit))]
    }

    /// Restricts trading to orders that reduce positions after a daily loss, and halts it after a larger one.
    mutating func mindLoss(_ profit: ServerMessage.Pnl, at now: RunInstant) -> [DeskAction] {
        guard case .account? = questions.open[profit.reqId], profit.dailyPnL.isFinite, abs(profit.dailyPnL) < 1e300
        else { return [] }
        let limit = seats.map { lossLimit($0.gate) }.min() ?? .infinity
        let loss = -profit.dailyPnL
        guard loss >= limit else { return [] }
        let reason = "the account has lost \(RiskGate.money(loss)) today (max_day_loss = \(RiskGate.money(limit)))"
        let level: Halt.Level = loss >= 1.5 * limit ? .halted : .reducing
        guard halt.level < level else { return [] }
        halt.tighten(Halt.Latch(level: level, reason: reason, by: "ibscript"))
        return journal(.haltChanged(state: level.word, reason: reason, by: "ibscript"), at: now)
            + [.alarm("entries are \(level.word): \(reason)", orderId: nil)]
    }

    /// The daily loss limit; with real money at most 2 % of the account's value unless the limits file sets its own.
    private func lossLimit(_ gate: RiskGate) -> Double {
        let limit = gate.account.maxDayLoss
        guard gate.account.asksMargin, limit == RiskLimits.live.maxDayLoss, let value = knowledge.netLiquidation else {
            return limit
        }
        return min(limit, 0.02 * value)
    }

    /// Announces, with the first order of a day with real money, where orders go and what the limits are.
    func firstOfDay(_ script: ScriptID) -> [DeskAction] {
        let limits = seats[script.number].gate.limits
        guard limits.asksMargin, let account = connection?.account else { return [] }
        return [
            .note(
                "the first order of the day with real money, account \(account): one order up to "
                    + "\(RiskGate.money(limits.maxOrderNotional)), a position up to "
                    + "\(RiskGate.money(limits.maxPosition)), all orders of a day up to "
                    + RiskGate.money(limits.maxGrossPerDay)
            )
        ]
    }

    // MARK: Margin

    /// Asks TWS what margin the first order in an instrument needs, if the limits require it.
    mutating func learnMargin(_ new: Intent.NewOrder, _ script: ScriptID, at now: RunInstant) throws(Stop) {
        guard seats[script.number].gate.limits.asksMargin, let connection else { return }
        let slot = ledger.entries.slot(of: knowledge.contracts.facts(of: new.contract)?.contract ?? new.contract)
        switch questions.margins[slot] {
        case .enough: return
        case .tooLittle(let reason):
            questions.margins[slot] = nil
            throw .denied(
                Denial(code: .margin, message: reason, remedy: "order less, or look at what_if(contract, order)")
            )
        case .asked(_, let since) where now < since.adding(Questions.patience): throw .needs(.margin)
        case .asked, nil:
            let orderId = try takeOrderIds(1).lowerBound
            whatIfs[orderId] = .desk
            questions.margins[slot] = .asked(orderId: orderId, since: now)
            questions.wait(until: now.adding(Questions.patience))
            var order = new.order
            (order.account, order.whatIf) = (connection.account, true)
            throw .needs(.margin, [.send(Self.message(orderId, new.contract, order))] + wakeForAnswers())
        }
    }

    /// Handles TWS's answer about the margin that an order would need.
    mutating func hearMargin(_ open: ServerMessage.OpenOrder) -> [DeskAction] {
        guard open.order.whatIf, let slot = askedSlot(open.orderId) else { return [] }
        let state = open.orderState
        if let margin = state.initMarginAfter, let equity = state.equityWithLoanAfter, !(margin <= equity) {
            let figures = "\(RiskGate.money(margin)) of margin, and the account would have \(RiskGate.money(equity))"
            questions.margins[slot] = .tooLittle("with it the account would need \(figures)")
        } else {
            questions.margins[slot] = .enough
        }
        whatIfs[open.orderId] = nil
        return [.learned]
    }

    /// Handles TWS's refusal of the margin question itself.
    mutating func refusedMargin(_ error: ServerMessage.Error) -> [DeskAction] {
        guard let slot = askedSlot(error.reqId) else { return [] }
        whatIfs[error.reqId] = nil
        questions.margins[slot] = .tooLittle(
            "TWS does not say what margin it needs: \(error.errorString.prefix(200)) (\(error.errorCode))"
        )
        return [.learned]
    }

    private func askedSlot(_ orderId: Int) -> Int? {
        questions.margins.first { if case .asked(orderId, _) = $0.value { true } else { false } }?.key
    }
}
