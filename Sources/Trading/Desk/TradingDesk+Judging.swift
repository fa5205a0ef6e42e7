internal import TWSWire

// MARK: Orders before the gate

extension TradingDesk {
    /// Judges new orders that are sent together, all or none.
    ///
    /// - Returns: What to record once they are sent.
    mutating func judge(
        _ orders: [Intent.NewOrder],
        _ script: ScriptID,
        at now: RunInstant
    ) throws(Stop) -> OrderJudgement {
        let seat = script.number
        let gate = seats[seat].gate
        if orders.count == 1, let only = orders.first {
            let order = orderCase(only, now)
            let denial =
                gate.checkLegTerms(order)
                ?? gate.judge(order, own: &seats[seat].tally, all: &tally, open: &ledger.entries.open, owner: seat)
                ?? (gate.hasDayLoss ? checkDayLoss(order, script) : nil)
            if let denial { throw .denied(denial) }
            return .one(order)
        }
        // New instruments get their slots before the working orders are copied.
        let cases = orders.map { orderCase($0, now) }
        var (own, all, open) = (seats[seat].tally, tally, ledger.entries.open)
        for (place, new) in orders.enumerated() {
            let order = cases[place]
            order.isExit = place > 0 && isExit(new, of: orders[0])
            let denial =
                gate.checkLegTerms(order)
                ?? gate.judge(order, own: &own, all: &all, open: &open, owner: seat)
                ?? (gate.hasDayLoss ? checkDayLoss(order, script) : nil)
            if let denial { throw .denied(denial) }
            gate.note(order, own: &own, all: &all)
            open.add(part(of: order, owner: seat), id: -1 - place)
        }
        return .several(own: own, all: all)
    }

    /// Judges new terms of an order, after deducting what its current terms already allow.
    mutating func judge(
        _ new: Intent.NewOrder,
        instead entry: LedgerEntry,
        _ script: ScriptID,
        at now: RunInstant
    ) throws(Stop) -> OrderJudgement {
        let seat = script.number
        let order = orderCase(new, now, instead: entry)
        // An exit that does not grow leaves no less of the position than before.
        order.isExit =
            entry.bonds?.group != nil && (new.order.totalQuantity ?? .zero) <= (entry.terms.quantity ?? .zero)
        let gate = seats[seat].gate
        let denial =
            gate.checkLegTerms(order)
            ?? gate.judge(order, own: &seats[seat].tally, all: &tally, open: &ledger.entries.open, owner: seat)
            ?? (gate.hasDayLoss ? checkDayLoss(order, script) : nil)
        if let denial { throw .denied(denial) }
        return .one(order)
    }

    /// Records what is sent.
    mutating func note(_ judgement: OrderJudgement, _ script: ScriptID) {
        switch judgement {
        case .one(let order): seats[script.number].gate.note(order, own: &seats[script.number].tally, all: &tally)
        case .several(let own, let all): (seats[script.number].tally, tally) = (own, all)
        }
    }

    private func isExit(_ new: Intent.NewOrder, of entry: Intent.NewOrder) -> Bool {
        guard new.contract == entry.contract, new.order.action != entry.order.action,
            let quantity = new.order.totalQuantity, let full = entry.order.totalQuantity
        else { return false }
        return quantity <= full
    }

    private func part(of order: OrderCase, owner: Int) -> OpenOrders.Part {
        var part = OpenOrders.Part()
        (part.isOpen, part.owner, part.slot, part.buys) = (true, owner, order.part.slot, order.part.buys)
        if !order.isExit { part.quantity = order.size.quantity }
        part.group = order.group
        part.cash = order.new.order.cashQty ?? 0
        part.legs = order.legs.map { OpenOrders.Leg(slot: $0.slot, buys: $0.buys == order.part.buys, ratio: $0.ratio) }
        return part
    }

    // MARK: What an order is judged by

    private mutating func orderCase(
        _ new: Intent.NewOrder,
        _ now: RunInstant,
        instead entry: LedgerEntry? = nil
    ) -> OrderCase {
        let buys = new.order.action == .buy
        let order = OrderCase(new, part(of: new.contract, buys: buys), now: now)
        if new.contract.isCombined {
            order.legs = new.contract.comboLegs.map { leg in
                var part = part(of: .leg(leg.conId), buys: buys == (leg.action == .buy))
                part.ratio = leg.ratio
                return part
            }
        }
        if let entry {
            (order.orderId, order.old, order.filled) = (entry.orderId, entry.openPart, entry.filled)
            order.oldNotional = order.size(of: entry.order).notional
        }
        order.measure()
        return order
    }

    private mutating func part(of contract: Contract, buys: Bool) -> OrderCase.Part {
        let facts = knowledge.contracts.facts(of: contract)
        let known = facts?.contract ?? contract
        var part: OrderCase.Part
        if facts != nil, let places = knowledge.contracts.places(of: contract) {
            part = OrderCase.Part(slot: ledger.entries.open.canonical(places.slot), buys: buys)
            part.mark = knowledge.marks[place: places.mark]
        } else {
            part = OrderCase.Part(slot: ledger.entries.slot(of: known), buys: buys)
            if facts != nil {
                let mark = knowledge.marks.place(of: known)
                part.mark = knowledge.marks[place: mark]
                knowledge.contracts.note(slot: part.slot, mark: mark, of: contract)
            } else {
                part.mark = knowledge.mark(of: contract)
            }
        }
        let multiplier = facts?.multiplier ?? Double(contract.multiplier) ?? 1
        part.multiplier = multiplier.isFinite && multiplier > 0 ? multiplier : 1
        part.rate = knowledge.rate(of: known.currency)
        part.position = held(known)
        return part
    }

    /// The account's position, as in ``exposure(in:)``.
    private func held(_ contract: Contract) -> ExactDecimal {
        guard let account = reconciler.account else {
            return ledger.positions.isEmpty ? .zero : ledger.positions.held(InstrumentKey(contract))
        }
        if account.positions.isEmpty, reconciler.executions.nets.isEmpty { return .zero }
        let key = InstrumentKey(contract)
        let moved = (reconciler.executions.nets[key] ?? .zero) - (account.nets[key] ?? .zero)
        return (account.positions[key]?.quantity ?? .zero) + moved
    }

    // MARK: Daily loss

    /// After a daily loss named in the header, allows only orders that reduce; the account's own limit is enforced as
    /// TWS reports the loss.
    private func checkDayLoss(_ order: OrderCase, _ script: ScriptID) -> Denial? {
        let limit = seats[script.number].gate.permissions?.maxDayLoss ?? .infinity
        guard limit < .infinity, !order.isExit else { return nil }
        let loss = -(profit(of: script) + seats[script.number].tally.profitBefore)
        guard loss >= limit else { return nil }
        let holding = order.part.position
        let isReducing =
            order.legs.isEmpty
            && (order.part.buys
                ? holding < .zero && order.size.quantity <= -holding
                : holding > .zero && order.size.quantity <= holding)
        guard !isReducing else { return nil }
        return Denial(
            code: .maxDayLoss,
            message: "the loss of the day is \(RiskGate.money(loss)): only orders that reduce a position enter",
            limit: "max_day_loss = \(RiskGate.money(limit))",
            remedy: "close positions, or stop for today"
        )
    }

    /// The profit of the script's own fills at the latest prices, after commission, in the base currency.
    private func profit(of script: ScriptID) -> Double {
        let summary = summary(of: script)
        let gross = summary.lines.reduce(0) { $0 + ($1.realized + ($1.open ?? 0)) * knowledge.rate(of: $1.currency) }
        return summary.commissions.reduce(gross) { $0 - $1.amount * knowledge.rate(of: $1.currency) }
    }
}

/// What to record about orders once they are sent.
enum OrderJudgement {
    /// One order.
    case one(OrderCase)
    /// The tallies after several orders.
    case several(own: Tally, all: Tally)
}

// MARK: Denials

extension TradingDesk {
    /// Records a denied intent; too many denials, and some single ones, engage the kill switch.
    mutating func noteDenial(_ denial: Denial, of script: ScriptID, at now: RunInstant) -> [DeskAction] {
        tally.noteRefusal(at: now)
        let limit = seats[script.number].gate.account.maxRefusalsPerMinute
        if denial.code.halts {
            return halt(because: "\(seats[script.number].name): \(denial.message)", at: now)
        }
        guard limit != .max, tally.refusalsOfMinute(at: now) >= limit else { return [] }
        return halt(because: "\(limit) denials within a minute", at: now)
    }

    private mutating func halt(because reason: String, at now: RunInstant) -> [DeskAction] {
        guard halt.level != .halted else { return [] }
        return closeSwitch(because: reason, at: now) + [.alarm("entries are halted: \(reason)", orderId: nil)]
    }
}
