internal import TWSWire

extension SimExchange {
    /// Lets an order fill at the present quote as far as it can; its trigger is looked at first.
    mutating func match(_ place: Int) {
        guard book[place].isMatchable, let watch = watches[book[place].instrument.conId] else { return }
        if !book[place].isElected {
            let order = book[place]
            let state = MarketState(book: watch.quote.book, last: watch.quote.last)
            guard order.behaviour.isTriggered(order.terms, order.instrument, by: state) else { return }
            book[place].isElected = true
            events.add(.election(place), at: latencies.response(from: now))
        }
        if let price = price(for: book[place], at: watch.quote.book), !isBlocked(place) {
            let quantity = quantity(for: book[place], in: watch)
            if quantity > .zero { reserve(place, quantity, price) }
        }
        guard !book[place].isResting else { return }
        book[place].isResting = true
        let mayWait = !["IOC", "FOK"].contains(book[place].terms.tif)
        if !mayWait, book[place].open > .zero { withdrawRest(place) }
    }

    /// What could fill at once.
    func fillable(_ order: SimulatedOrder) -> ExactDecimal {
        guard let watch = watches[order.instrument.conId], price(for: order, at: watch.quote.book) != nil else {
            return .zero
        }
        return quantity(for: order, in: watch)
    }

    /// The price at which an order fills against a quote, or `nil` if the quote does not reach its limit.
    private func price(for order: SimulatedOrder, at book: TopOfBook) -> Double? {
        let quote = order.isBuy ? book.ask : book.bid
        let rule = order.instrument.marketRule
        let isConservative = configuration.fills == .conservative
        let tick = rule.increment(at: quote)
        let worse = order.isBuy ? rule.roundedUp(quote + tick / 2) : rule.roundedDown(quote - tick / 2)
        guard let limit = order.limit else { return isConservative ? worse : quote }
        let needed = isConservative ? worse : quote
        guard order.isBuy ? needed <= limit : needed >= limit else { return nil }
        return order.isResting ? limit : quote
    }

    /// How much of an order the quote can fill.
    private func quantity(for order: SimulatedOrder, in watch: QuoteWatch) -> ExactDecimal {
        guard configuration.fills != .optimistic else { return order.open }
        let quoted = order.isBuy ? watch.quote.book.askSize : watch.quote.book.bidSize
        let left = Double(quoted) - (order.isBuy ? watch.taken.ask : watch.taken.bid)
        guard let left = ExactDecimal((left * 10_000).rounded() / 10_000), left > .zero else { return .zero }
        return min(order.open, left)
    }

    private mutating func reserve(_ place: Int, _ quantity: ExactDecimal, _ price: Double) {
        let order = book[place]
        if order.isBuy {
            watches[order.instrument.conId]?.taken.ask += quantity.double
        } else {
            watches[order.instrument.conId]?.taken.bid += quantity.double
        }
        book[place].reserved = order.reserved + quantity
        let decision = FillDecision(place: place, quantity: quantity, price: price)
        events.add(.fill(decision), at: latencies.response(from: now))
    }

    /// The news that a trigger was met arrives: the order works now.
    mutating func electionReported(_ place: Int) {
        guard book[place].isOpen, book[place].status == .preSubmitted else { return }
        book[place].status = .submitted
        reportOrder(place)
    }

    /// The news of a fill arrives: order, account and every subscriber learn of it.
    mutating func fillReported(_ decision: FillDecision) {
        let place = decision.place
        let before = book[place]
        let commission = book[place].commission.add(quantity: decision.quantity.double, price: decision.price)
        let filled = before.filled + decision.quantity
        let value = before.averagePrice * before.filled.double + decision.price * decision.quantity.double
        book[place].filled = filled
        book[place].reserved = before.reserved - decision.quantity
        book[place].averagePrice = (value / filled.double * 1e8).rounded() / 1e8
        book[place].lastPrice = decision.price
        let realized = account.apply(
            before.instrument,
            isBuy: before.isBuy,
            quantity: decision.quantity,
            price: decision.price,
            commission: commission
        )
        if book[place].remaining == .zero {
            end(place, as: .filled, reason: "")
        } else if before.status == .preSubmitted {
            book[place].status = .submitted
        }
        let execution = record(decision, commission: commission, realized: realized)
        reportFill(place, execution)
        accountChanged(before.instrument)
        fillRelatives(of: place, quantity: decision.quantity)
    }

    private mutating func record(
        _ decision: FillDecision,
        commission: Double,
        realized: Double?
    ) -> SimulatedExecution {
        let order = book[decision.place]
        let venue = venue(of: order.instrument)
        var execution = Execution()
        execution.orderId = order.key.orderID
        execution.execId = identifiers.nextExecutionID()
        execution.time = ExchangeTime.text(now, in: .newYork)
        execution.acctNumber = identifiers.account
        execution.exchange = venue
        execution.side = order.isBuy ? "BOT" : "SLD"
        execution.shares = decision.quantity
        execution.price = decision.price
        execution.permId = order.permID
        execution.clientId = order.key.clientID
        execution.cumQty = order.filled
        execution.avgPrice = order.averagePrice
        execution.orderRef = order.terms.orderRef
        execution.modelCode = order.terms.modelCode
        execution.lastLiquidity = order.isResting && order.limit != nil ? 1 : 2
        var contract = order.instrument.contract
        contract.exchange = venue
        let record = SimulatedExecution(
            execution: execution,
            contract: contract,
            conId: order.instrument.conId,
            commission: commission,
            currency: order.instrument.currency,
            realizedPNL: realized.map { ($0 * 1e6).rounded() / 1e6 },
            time: now
        )
        executions.append(record)
        return record
    }

    /// Where an execution takes place; Nasdaq's book goes by its old name there.
    private func venue(of instrument: Instrument) -> String {
        guard instrument.exchange == "SMART" else { return instrument.exchange }
        switch instrument.primaryExchange {
        case "NASDAQ": return "ISLAND"
        case "": return instrument.secType == "OPT" ? "CBOE" : "SMART"
        case let listing: return listing
        }
    }
}
