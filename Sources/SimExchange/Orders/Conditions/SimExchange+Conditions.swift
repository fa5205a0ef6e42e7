internal import TWSWire

extension SimExchange {
    /// Makes an order wait for its conditions, unless they cancel it.
    mutating func awaitConditions(_ place: Int) {
        let order = book[place]
        let terms = order.terms
        if terms.conditions.isEmpty || terms.conditionsCancelOrder {
            if order.holds.contains(.conditions) { book[place].holds.remove(.conditions) }
        } else {
            book[place].holds.insert(.conditions)
        }
        guard !terms.conditions.isEmpty else { return }
        for moment in ConditionList(conditions: terms.conditions).moments where moment > now {
            events.add(.condition(place), at: moment)
        }
    }

    /// Checks an order's conditions: when met, they let it work or cancel it.
    mutating func checkConditions(_ place: Int) {
        let order = book[place]
        guard order.stage == .live, !order.status.isFinal, !order.isWithdrawn, !order.terms.conditions.isEmpty,
            order.holds.contains(.conditions) || order.terms.conditionsCancelOrder, isConditionTime(order),
            ConditionList(conditions: order.terms.conditions).isMet({ holds($0, order) })
        else { return }
        if order.terms.conditionsCancelOrder {
            cancelAtOnce(place)
        } else {
            release(place, .conditions)
        }
    }

    /// Checks every order's conditions after an event that is not in any market: a moment, an execution.
    mutating func checkAllConditions() {
        for place in book.conditional { checkConditions(place) }
    }

    /// Whether conditions count now: only in regular hours, unless conditionsIgnoreRth is set or sessions are open.
    private func isConditionTime(_ order: SimulatedOrder) -> Bool {
        configuration.sessions == .open || order.terms.conditionsIgnoreRth
            || order.instrument.calendar.session(at: now, .regular) != nil
    }

    private func holds(_ condition: OrderCondition, _ order: SimulatedOrder) -> Bool {
        switch condition.kind {
        case .time: condition.moment.map { condition.isMore ? now >= $0 : now < $0 } ?? false
        case .margin:
            condition.compares(
                figures(of: accounts[order.terms.account]).cushion * 100,
                with: Double(condition.percent ?? 0)
            )
        case .execution:
            accounts.executions.reversed().prefix { $0.time >= order.acceptedAt }.contains {
                $0.execution.acctNumber == order.terms.account && matches($0, condition)
            }
        case .price, .volume, .percentChange: marketHolds(condition)
        case nil: false
        }
    }

    private func matches(_ record: SimulatedExecution, _ condition: OrderCondition) -> Bool {
        record.contract.symbol == condition.symbol
            && (condition.secType == .unset || record.contract.secType == condition.secType)
            && ["", "*", "SMART", record.execution.exchange].contains(condition.exchange)
    }

    private func marketHolds(_ condition: OrderCondition) -> Bool {
        guard let watch = market.watch(condition.conId ?? 0) else { return false }
        switch condition.kind {
        case .price:
            let method = condition.triggerMethod ?? 0
            let prices = TriggerPrice.all(method: method, isBuy: condition.isMore, watch.instrument, watch.state)
            return prices.contains { condition.compares($0, with: condition.price ?? .nan) }
        case .volume: return condition.compares(Double(watch.quote.volume ?? 0), with: Double(condition.volume ?? 0))
        case .percentChange:
            guard let last = watch.quote.last, let close = watch.quote.close, close > 0 else { return false }
            return condition.compares((last - close) / close * 100, with: condition.changePercent ?? .nan)
        default: return false
        }
    }
}
