internal import TWSWire

// MARK: TWS's answers to the desk's own questions

extension TradingDesk {
    /// Records what a message answers; waiting scripts may then retry.
    mutating func hear(_ message: ServerMessage, _ reception: inout Reception, at now: RunInstant) -> [DeskAction] {
        switch message {
        case .contractDetails(let row): note(row)
        case .contractDetailsEnd(let end): return answered(end.reqId, at: now)
        case .tickSnapshotEnd(let end): return answered(end.reqId, at: now)
        case .error(let error):
            guard !OrderLedger.isAdvisory(error.errorCode) else { return [] }
            return refused(error, at: now) + refusedMargin(error)
        case .openOrder(let open): return hearMargin(open)
        case .pnl(let profit): return mindLoss(profit, at: now)
        case .marketRule(let rule): return learn(rule, &reception)
        case .updateAccountValue(let value) where value.accountName.isEmpty || value.accountName == connection?.account:
            knowledge.learn(account: value.key, value.value, value.currency)
        case .accountSummary(let row) where row.account == connection?.account:
            knowledge.learn(account: row.tag, row.value, row.currency)
        default: break
        }
        return []
    }

    private mutating func note(_ row: ServerMessage.ContractDetails) {
        guard case .details(let contract, let rows)? = questions.open[row.reqId], rows.count < 1_000 else { return }
        questions.open[row.reqId] = .details(contract, rows: rows + [row.contractDetails])
    }

    private mutating func answered(_ id: Int, at now: RunInstant) -> [DeskAction] {
        guard let subject = questions.open.removeValue(forKey: id) else { return [] }
        switch subject {
        case .details(let contract, let rows): learn(contract, rows, at: now)
        case .quote(let mark): questions.quotes[mark]?.isOver = true
        case .account: return []
        }
        return [.learned]
    }

    /// Records the details of a contract; rows of one instrument at several exchanges are one answer.
    private mutating func learn(_ contract: Contract, _ rows: [ContractDetails], at now: RunInstant) {
        let count = Set(rows.map(\.contract.conId)).count
        guard let first = rows.first(where: { $0.contract.exchange == contract.exchange }) ?? rows.first else {
            return knowledge.contracts.note(.refused(code: 200, message: "no answer"), for: contract, at: now)
        }
        guard count == 1 else {
            return knowledge.contracts.note(.ambiguous(count: count), for: contract, at: now)
        }
        let facts = ContractFacts(first)
        knowledge.contracts.note(.known(facts), for: contract, at: now)
        ledger.entries.learn(contract, is: facts.contract)
    }

    private mutating func refused(_ error: ServerMessage.Error, at now: RunInstant) -> [DeskAction] {
        guard let subject = questions.open.removeValue(forKey: error.reqId) else { return [] }
        switch subject {
        case .details(let contract, _):
            let text = String(error.errorString.prefix(200))
            knowledge.contracts.note(.refused(code: error.errorCode, message: text), for: contract, at: now)
        case .quote(let mark): questions.quotes[mark]?.isOver = true
        case .account: return []
        }
        return [.learned]
    }

    private mutating func learn(_ rule: ServerMessage.MarketRule, _ reception: inout Reception) -> [DeskAction] {
        let steps = rule.priceIncrements.filter { $0.increment.isFinite && $0.increment > 0 && $0.lowEdge.isFinite }
        knowledge.rules[rule.marketRuleId] = steps.sorted { $0.lowEdge < $1.lowEdge }
        guard questions.rules.removeValue(forKey: rule.marketRuleId) != nil else { return [] }
        reception.recipient = .nobody
        return [.learned]
    }

    /// Records that a price the desk asked for has arrived, so that scripts waiting for it continue.
    mutating func heardPrice(at mark: Int) {
        guard questions.quotes[mark]?.isOver == false, knowledge.marks[place: mark].isUsable else { return }
        questions.quotes[mark]?.isOver = true
        hasLearned = true
    }

    /// Returns the actions due after prices that only the desk hears.
    package mutating func takeLearned() -> [DeskAction] {
        guard hasLearned else { return [] }
        hasLearned = false
        return [.learned]
    }
}

extension Marks.Mark {
    /// Whether the quote tells where the market is.
    var isUsable: Bool { last != nil || (bid != nil && ask != nil) }
}
