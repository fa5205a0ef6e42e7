internal import Notation
internal import TWSWire

extension SimExchange {
    /// Handles the news of a fill: order, account and every subscriber are updated.
    mutating func fillReported(_ decision: FillDecision) {
        let place = decision.place
        let (before, average) = (book[place].filled, book[place].averagePrice)
        let filled = before + decision.quantity
        let value = average * before.double + decision.price * decision.quantity.double
        book[place].filled = filled
        book[place].reserved = book[place].reserved - decision.quantity
        book[place].averagePrice = (value / filled.double).rounded(places: 8)
        book[place].lastPrice = decision.price
        if book[place].remaining == .zero {
            end(place, as: .filled, reason: "")
        } else if book[place].status == .preSubmitted {
            book[place].status = .submitted
        }
        let records = book[place].legs.isEmpty ? [execute(decision)] : executeLegs(decision)
        for record in records { accounts.record(record) }
        let order = book[place]
        reporter.tellFill(of: order, records, commissionTiming, to: directory.audience(of: order))
        let account = order.terms.account
        if order.legs.isEmpty { accountChanged(account, order.instrument) }
        for leg in order.legs { accountChanged(account, leg.instrument) }
        fillRelatives(of: place, quantity: decision.quantity)
        checkAllConditions()
        settleLate(order)
    }

    private mutating func execute(_ decision: FillDecision) -> SimulatedExecution {
        let commission = book[decision.place].charge(quantity: decision.quantity.double, price: decision.price)
        let order = book[decision.place]
        let fill = Fill(
            executionID: identifiers.nextExecutionID(),
            instrument: order.instrument,
            isBuy: order.isBuy,
            quantity: decision.quantity,
            price: decision.price,
            filled: order.filled,
            averagePrice: order.averagePrice
        )
        let realized = apply(fill, of: order, commission: commission)
        return record(fill, of: order, commission: commission, realized: realized)
    }

    /// Executes every leg of a combination, then the combination itself, which has no commission of its own.
    private mutating func executeLegs(_ decision: FillDecision) -> [SimulatedExecution] {
        let place = decision.place
        let order = book[place]
        let stem = identifiers.nextExecutionStem()
        var records: [SimulatedExecution] = []
        for (number, price) in decision.legPrices.enumerated() {
            let leg = order.legs[number]
            let quantity = leg.units(decision.quantity)
            let filled = leg.units(order.filled)
            let value = leg.progress.averagePrice * (filled - quantity).double + price * quantity.double
            let average = (value / filled.double).rounded(places: 8)
            book[place].legs[number].progress.averagePrice = average
            let commission = book[place].legs[number].charge(quantity: quantity.double, price: price)
            let fill = Fill(
                executionID: "\(stem).\(Digits.padded(number + 2, to: 2)).01.01",
                instrument: leg.instrument,
                isBuy: leg.isBuy == order.isBuy,
                quantity: quantity,
                price: price,
                filled: filled,
                averagePrice: average
            )
            let realized = apply(fill, of: order, commission: commission)
            records.append(record(fill, of: order, commission: commission, realized: realized))
        }
        let whole = Fill(
            executionID: "\(stem).01.01",
            instrument: order.instrument,
            isBuy: order.isBuy,
            quantity: decision.quantity,
            price: decision.price,
            filled: order.filled,
            averagePrice: order.averagePrice
        )
        return records + [record(whole, of: order, commission: 0, realized: nil)]
    }

    private mutating func apply(_ fill: Fill, of order: SimulatedOrder, commission: Double) -> Double? {
        let trade = PlannedTrade(instrument: fill.instrument, isBuy: fill.isBuy, quantity: fill.quantity)
            .filled(at: fill.price, commission: commission)
        return accounts.book(trade, in: order.terms.account)
    }

    private mutating func record(
        _ fill: Fill,
        of order: SimulatedOrder,
        commission: Double,
        realized: Double?
    ) -> SimulatedExecution {
        let contract = tradedContract(fill.instrument)
        var fields = Execution.Fields()
        fields.orderId = order.shownID
        fields.execId = fill.executionID
        fields.time = ExchangeTime.text(now, in: .newYork)
        fields.acctNumber = order.terms.account
        fields.exchange = contract.exchange
        fields.side = fill.isBuy ? .bought : .sold
        fields.shares = fill.quantity
        fields.price = fill.price
        fields.permId = order.permID
        fields.clientId = order.key.clientID
        fields.cumQty = fill.filled
        fields.avgPrice = fill.averagePrice
        fields.orderRef = order.terms.orderRef
        fields.modelCode = order.terms.modelCode
        fields.lastLiquidity = order.isResting && order.limit != nil ? 1 : 2
        return SimulatedExecution(
            execution: Execution(fields),
            contract: contract,
            conId: fill.instrument.conId,
            commission: commission,
            currency: fill.instrument.currency,
            realizedPNL: realized.map { $0.rounded(places: 6) },
            time: now
        )
    }

    /// Returns the contract as execDetails reports it; most executions are in that of the one before.
    private mutating func tradedContract(_ instrument: Instrument) -> Contract {
        if let latest = latestTraded, latest.instrument.sharesMemory(with: instrument) { return latest.contract }
        var contract = instrument.contract
        contract.exchange = venue(of: instrument)
        if let latest = accounts.executions.last?.contract, latest == contract { contract = latest }
        latestTraded = (instrument, contract)
        return contract
    }

    /// Returns where an execution takes place; Nasdaq's book has its old name there.
    func venue(of instrument: Instrument) -> String {
        guard instrument.exchange == "SMART" else { return instrument.exchange }
        switch instrument.primaryExchange {
        case "NASDAQ": return "ISLAND"
        case "": return instrument.isOption ? "CBOE" : "SMART"
        case let listing: return listing
        }
    }
}

/// An execution before it is recorded.
private struct Fill {
    let executionID: String
    let instrument: Instrument
    let isBuy: Bool
    let quantity: ExactDecimal
    let price: Double
    /// The filled quantity, including this execution.
    let filled: ExactDecimal
    let averagePrice: Double
}
