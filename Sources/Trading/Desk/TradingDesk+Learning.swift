internal import TWSWire

// MARK: What must be known before an order is judged

extension TradingDesk {
    /// Makes sure that the desk knows the instruments that the orders trade, their price steps and, if the limits ask
    /// for one, their prices. Each is requested once while the script waits.
    mutating func learn(_ orders: [Intent.NewOrder], _ script: ScriptID, at now: RunInstant) throws(Stop) {
        guard configuration.asksAboutContracts else { return }
        var asked: [DeskAction] = []
        var isWaiting = false
        for place in orders.indices { try learnInstruments(of: orders[place].contract, &asked, &isWaiting, at: now) }
        guard asked.isEmpty, !isWaiting else { throw .needs(.details, asked + awaitAnswers()) }
        for new in orders { learnSteps(of: new, &asked, &isWaiting, at: now) }
        guard asked.isEmpty, !isWaiting else { throw .needs(.details, asked + awaitAnswers()) }
        for new in orders { learnPrice(of: new, script, &asked, &isWaiting, at: now) }
        guard asked.isEmpty, !isWaiting else { throw .needs(.price, asked + awaitAnswers()) }
    }

    /// Requests a wake-up for when scripts continue without an answer.
    func wakeForAnswers() -> [DeskAction] { awaitAnswers() }

    private func awaitAnswers() -> [DeskAction] { nextWake.map { [.wakeAt($0)] } ?? [] }

    // MARK: Instruments

    private mutating func learnInstruments(
        of contract: Contract,
        _ asked: inout [DeskAction],
        _ isWaiting: inout Bool,
        at now: RunInstant
    ) throws(Stop) {
        guard contract.isCombined else { return try learnInstrument(contract, &asked, &isWaiting, at: now) }
        for conId in contract.combinedIds { try learnInstrument(.leg(conId), &asked, &isWaiting, at: now) }
    }

    private mutating func learnInstrument(
        _ contract: Contract,
        _ asked: inout [DeskAction],
        _ isWaiting: inout Bool,
        at now: RunInstant
    ) throws(Stop) {
        switch knowledge.contracts.answer(for: contract, at: now) {
        case .known: return
        case .refused(let code, let message):
            throw .impossible(
                Obstacle(
                    .unknownContract,
                    "TWS knows no such contract as \(OrderText.shortName(contract)): \(message) (\(code))",
                    remedy: message.contains(": the data in ")
                        ? "name one of them, or give --data a file or folder that has it"
                        : "look for it with search(text) or details(contract)"
                )
            )
        case .ambiguous(let count):
            throw .impossible(
                Obstacle(
                    .ambiguousContract,
                    "\(OrderText.shortName(contract)) is not one contract: TWS knows \(count) of them",
                    remedy: "name what tells it apart, such as currency, exchange, expiry, strike and right"
                )
            )
        case .asked(let since) where now < since.adding(Questions.patience): isWaiting = true
        case .asked, nil:
            var request = ClientMessage.ReqContractDetails()
            request.reqId = routes.add(.desk, besides: orderIds.next)
            request.contract = contract
            knowledge.contracts.note(.asked(since: now), for: contract, at: now)
            questions.open[request.reqId] = .details(contract, rows: [])
            questions.wait(until: now.adding(Questions.patience))
            asked.append(.send(.reqContractDetails(request)))
        }
    }

    // MARK: Price steps

    private mutating func learnSteps(
        of new: Intent.NewOrder,
        _ asked: inout [DeskAction],
        _ isWaiting: inout Bool,
        at now: RunInstant
    ) {
        guard new.order.lmtPrice != nil || new.order.auxPrice != nil || new.order.trailStopPrice != nil,
            let rule = knowledge.contracts.facts(of: new.contract)?.rule(at: new.contract.exchange),
            knowledge.rules[rule] == nil, let connection,
            connection.serverVersion >= ClientMessage.ReqMarketRule.since
        else { return }
        if let since = questions.rules[rule] {
            if now < since.adding(Questions.patienceForQuotes) { isWaiting = true }
            return
        }
        var request = ClientMessage.ReqMarketRule()
        request.marketRuleId = rule
        questions.rules[rule] = now
        questions.wait(until: now.adding(Questions.patienceForQuotes))
        asked.append(.send(.reqMarketRule(request)))
    }

    /// Returns an order with its prices rounded to the market's price steps, and a note for each change; `nil` if nothing
    /// changes.
    func rounded(_ new: Intent.NewOrder) -> (order: Order, notes: [DeskAction])? {
        guard let facts = knowledge.contracts.facts(of: new.contract), !new.contract.isCombined else { return nil }
        let rule = facts.rule(at: new.contract.exchange).flatMap { knowledge.rules[$0] }
        var order = new.order
        let words = order.roundPrices { PriceStep.step(at: $0, rule, minTick: facts.minTick) }
        return words.isEmpty ? nil : (order, words.map { .note($0) })
    }

    // MARK: Prices

    private mutating func learnPrice(
        of new: Intent.NewOrder,
        _ script: ScriptID,
        _ asked: inout [DeskAction],
        _ isWaiting: inout Bool,
        at now: RunInstant
    ) {
        let limits = seats[script.number].gate.limits
        guard limits.needsPrice(of: new.order) else { return }
        let contracts = new.contract.isCombined ? new.contract.combinedIds.map { Contract.leg($0) } : [new.contract]
        for contract in contracts {
            guard let facts = knowledge.contracts.facts(of: contract) else { continue }
            let place = knowledge.marks.place(of: facts.contract)
            if knowledge.marks[place: place].isFresh(limits.reference.age, at: now) { continue }
            if let quote = questions.quotes[place], now < quote.since.adding(limits.reference.age) {
                if !quote.isOver, now < quote.since.adding(Questions.patienceForQuotes) { isWaiting = true }
                continue
            }
            var request = ClientMessage.ReqMktData()
            request.reqId = routes.add(.desk, besides: orderIds.next)
            request.contract = facts.quotable
            request.snapshot = true
            routes.setMark(place, of: request.reqId)
            questions.open[request.reqId] = .quote(mark: place)
            questions.quotes[place] = Questions.Quote(since: now)
            questions.wait(until: now.adding(Questions.patienceForQuotes))
            asked.append(.send(.reqMktData(request)))
        }
    }
}

extension RiskLimits {
    /// Whether judging the order requires a market price.
    func needsPrice(of order: Order) -> Bool {
        if reference.isRequired { return true }
        if collar.limit > 0, order.lmtPrice != nil { return true }
        return collar.stop > 0 && (order.trailStopPrice != nil || (order.auxPrice != nil && order.orderType.hasTrigger))
    }
}

extension ContractFacts {
    /// The contract in the form that TWS quotes.
    var quotable: Contract {
        var only = Contract.leg(contract.conId)
        only.exchange = contract.exchange.isEmpty ? "SMART" : contract.exchange
        (only.symbol, only.secType, only.currency) = (contract.symbol, contract.secType, contract.currency)
        return contract.conId == 0 ? contract : only
    }
}

extension Contract {
    /// Whether the contract trades several instruments at once.
    var isCombined: Bool { secType == .combination || !comboLegs.isEmpty || deltaNeutralContract != nil }

    /// The ids of the instruments in a combination.
    var combinedIds: [Int] { comboLegs.map(\.conId) + (deltaNeutralContract.map { [$0.conId] } ?? []) }
}
