internal import MarketFiles
internal import Report
internal import SimExchange
internal import TWSWire

/// Makes the snapshot of a backtest from the state of its exchange at the end.
struct BacktestRecord {
    /// The largest number of prices of an instrument that a report stores.
    private static let mostPrices = 4_000

    let plan: BacktestPlan
    let curve: EquityCurve
    /// When each order was placed, by ID.
    let placed: [Int: Double]

    private var options: BacktestOptions { plan.options }
    private var range: Range<ExchangeInstant> { plan.range }

    func snapshot(of exchange: SimExchange) -> RunSnapshot {
        let state = exchange.snapshot
        var run = RunSnapshot(
            script: plan.script.reported,
            profile: plan.profile.rawValue,
            start: Self.seconds(range.lowerBound),
            startingEquity: options.cash
        )
        run.end = Self.seconds(range.upperBound)
        run.equity = curve.points
        run.benchmark = options.benchmark
        run.fills.reserveCapacity(state.executions.count)
        for fill in state.executions where !fill.isCombination { run.fills.append(adjusted(Self.fill(fill))) }
        run.positions = state.positions.map(Self.position)
        run.orders = state.orders.map(order)
        run.prices = Set(run.fills.map(\.symbol)).sorted().map { symbol in
            let prices = plan.market.closes(of: symbol, in: range, atMost: Self.mostPrices)
            return PriceSeries(
                symbol: symbol,
                times: prices.times,
                prices: zip(prices.times, prices.closes).map { $1 / ratio(symbol, after: $0) }
            )
        }
        return run
    }

    /// Returns how many units at the end one unit at a time has become.
    private func ratio(_ symbol: String, after time: Double) -> Double {
        plan.actions.reduce(1) { ratio, split in
            guard split.symbol == symbol, Self.seconds(split.time) > time, case .split(let factor) = split.kind else {
                return ratio
            }
            return ratio * factor
        }
    }

    private func adjusted(_ fill: ReportedFill) -> ReportedFill {
        let ratio = ratio(fill.symbol, after: fill.time)
        guard ratio != 1 else { return fill }
        var fill = fill
        fill.quantity *= ratio
        fill.price /= ratio
        return fill
    }

    private static func seconds(_ instant: ExchangeInstant) -> Double { Double(instant.nanoseconds) / 1e9 }

    private static func fill(_ fill: SimulatedExecution) -> ReportedFill {
        let shares = fill.execution.shares?.double ?? 0
        return ReportedFill(
            time: seconds(fill.booking.time),
            symbol: fill.contract.symbol,
            orderId: fill.execution.orderId,
            quantity: fill.execution.side == .bought ? shares : -shares,
            price: fill.execution.price,
            multiplier: Double(fill.contract.multiplier) ?? 1,
            commission: fill.booking.commission
        )
    }

    private static func position(_ position: ExchangeSnapshot.Position) -> ReportedPosition {
        ReportedPosition(
            symbol: position.contract.symbol,
            quantity: position.position.double,
            price: position.marketPrice,
            multiplier: Double(position.contract.multiplier) ?? 1
        )
    }

    private func order(_ order: ExchangeSnapshot.Order) -> ReportedOrder {
        let price = order.orderType == .market ? nil : order.limitPrice
        var terms = "\(order.action.text) \(order.totalQuantity) \(order.contract.symbol) \(order.orderType.text)"
        if let price { terms += " \(NumberText.plain(price))" }
        if let stop = order.auxPrice, stop != 0 { terms += " stop \(NumberText.plain(stop))" }
        return ReportedOrder(
            time: placed[order.orderId] ?? Self.seconds(range.lowerBound),
            orderId: order.orderId,
            terms: terms,
            status: order.status.text
        )
    }
}
