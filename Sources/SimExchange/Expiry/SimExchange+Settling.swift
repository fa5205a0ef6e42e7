internal import Notation
internal import TWSWire

/// How an option position ended, with IB's numbers (`optExerciseOrLapseType` of an execution).
enum ExerciseOutcome: Int, Sendable {
    case exercised = 1
    case lapsed = 2
    case assigned = 100
    case exercisedByClearing = 101
    case expired = 102
}

extension SimExchange {
    /// Closes a position, or a part of it, without an order and without commission.
    ///
    /// - Parameters:
    ///   - quantity: The quantity to close; negative for a short position.
    ///   - outcome: What happened to an option; `nil` for a future, whose settlement TWS is not known to report.
    mutating func close(
        _ instrument: Instrument,
        _ quantity: ExactDecimal,
        at price: Double,
        _ outcome: ExerciseOutcome?,
        by order: SimulatedOrder? = nil,
        in account: String
    ) {
        transfer(instrument, -quantity, at: price, outcome, by: order, in: account)
    }

    /// Delivers the stock or the futures of options that are exercised, or assigned if their quantity is negative,
    /// against the strike.
    mutating func deliver(
        _ option: Instrument,
        _ quantity: ExactDecimal,
        by order: SimulatedOrder? = nil,
        in account: String
    ) {
        guard let stock = market.catalogue.instrument(conId: option.underConId) else { return }
        let each = option.secType == .option ? option.multiplierValue : 1
        let shares = quantity.double * each * (option.right == .call ? 1 : -1)
        guard let signed = ExactDecimal(shares.rounded(places: 4)) else { return }
        transfer(stock, signed, at: option.strike, nil, by: order, in: account)
    }

    private mutating func transfer(
        _ instrument: Instrument,
        _ signed: ExactDecimal,
        at price: Double,
        _ outcome: ExerciseOutcome?,
        by order: SimulatedOrder?,
        in account: String
    ) {
        let isBuy = signed > .zero
        let quantity = isBuy ? signed : -signed
        var execution = Execution()
        execution.orderId = order?.shownID ?? 0
        execution.clientId = order?.key.clientID ?? 0
        execution.permId = order?.permID ?? 0
        execution.execId = identifiers.nextExecutionID()
        execution.time = ExchangeTime.text(now, in: .newYork)
        execution.acctNumber = account
        execution.exchange = venue(of: instrument)
        execution.side = isBuy ? .bought : .sold
        execution.shares = quantity
        execution.price = price
        execution.cumQty = quantity
        execution.avgPrice = price
        execution.optExerciseOrLapseType = outcome?.rawValue
        var contract = instrument.contract
        contract.exchange = execution.exchange
        let trade = Trade(instrument: instrument, isBuy: isBuy, quantity: quantity, price: price, commission: 0)
        let realized = accounts.book(trade, in: account)
        let record = SimulatedExecution(
            execution: execution,
            contract: contract,
            conId: instrument.conId,
            commission: 0,
            currency: instrument.currency,
            realizedPNL: realized.map { $0.rounded(places: 6) },
            time: now
        )
        accounts.record(record)
        report(record, by: order)
        accountChanged(account, instrument)
    }

    /// Reports a settlement to those who receive news of its order; without an order, to client 0, which receives what
    /// TWS does by itself, and to the master client.
    private mutating func report(_ record: SimulatedExecution, by order: SimulatedOrder?) {
        guard record.isReported else { return }
        let own = directory.audienceOfTWS
        for connection in order.map(directory.audience) ?? own {
            reporter.tell(record, to: connection)
        }
    }
}

extension SimulatedExecution {
    /// Whether clients are told of it. They are not told of the cash settlement of a future: its position is gone, and
    /// the money has arrived.
    var isReported: Bool { execution.permId != 0 || contract.secType != .future }
}
