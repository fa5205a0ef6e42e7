internal import Glibc

/// The figures of a run. `MetricTable`, which reports print as well, says how each is computed.
///
/// An undefined figure is `nil`: a ratio with a denominator of zero, or a missing benchmark.
package struct Metrics: Hashable, Sendable {
    /// The trading days in a year.
    static let year = 252.0

    /// The account's value at the end.
    package var finalEquity: Double
    /// The gain relative to the start.
    package var totalReturn: Double
    /// The same, annualized over 252 days.
    package var annualReturn: Double?
    /// The annualized standard deviation of the daily returns.
    package var volatility: Double?
    /// The mean daily return divided by its standard deviation, annualized; the risk-free rate is 0.
    package var sharpe: Double?
    /// The mean daily return divided by the deviation of losses, annualized.
    package var sortino: Double?
    /// The deepest fall from a peak relative to the peak, 0 to 1.
    package var maxDrawdown: Double
    /// The number of closed trades.
    package var trades: Int
    /// The share of closed trades that gained.
    package var hitRate: Double?
    /// The gains of winning trades divided by the losses of losing ones.
    package var profitFactor: Double?
    /// The value of all fills relative to the mean equity.
    package var turnover: Double
    /// The sum of all commissions.
    package var commission: Double
    /// The commissions relative to the value of all fills.
    package var commissionShare: Double?
    /// The mean value of the positions relative to the equity.
    package var exposure: Double
    /// The benchmark's gain relative to its start.
    package var benchmarkReturn: Double?
    /// The run's return in excess of the benchmark's.
    package var excessReturn: Double?
    /// The sensitivity of the run to the benchmark.
    package var beta: Double?

    /// Computes the figures of a run.
    package init(_ run: RunSnapshot) {
        let days = DailyReturns(run)
        let book = TradeBook(run.fills)
        finalEquity = run.finalEquity
        totalReturn = run.startingEquity == 0 ? 0 : run.finalEquity / run.startingEquity - 1
        maxDrawdown = Self.deepestFall(run)
        trades = book.closed.count
        commission = run.commission
        let value = run.fills.reduce(0) { $0 + $1.value }
        let mean = Self.mean(run.equity.map(\.equity)) ?? run.startingEquity
        turnover = mean == 0 ? 0 : value / mean
        exposure = Self.mean(run.equity.map { $0.equity == 0 ? 0 : $0.exposure / $0.equity }) ?? 0
        commissionShare = value == 0 ? nil : commission / value
        addReturns(days.returns)
        addTrades(book.closed.map(\.profit))
        addBenchmark(days)
    }

    private mutating func addReturns(_ returns: [Double]) {
        guard !returns.isEmpty, let mean = Self.mean(returns) else { return }
        if totalReturn > -1 { annualReturn = pow(1 + totalReturn, Self.year / Double(returns.count)) - 1 }
        if let deviation = Self.deviation(returns) {
            volatility = deviation * Self.year.squareRoot()
            if deviation > 0 { sharpe = mean / deviation * Self.year.squareRoot() }
        }
        let losses = returns.reduce(0) { $0 + min($1, 0) * min($1, 0) } / Double(returns.count)
        if losses > 0 { sortino = mean / losses.squareRoot() * Self.year.squareRoot() }
    }

    private mutating func addTrades(_ profits: [Double]) {
        guard !profits.isEmpty else { return }
        hitRate = Double(profits.count { $0 > 0 }) / Double(profits.count)
        let lost = -profits.reduce(0) { $0 + min($1, 0) }
        if lost > 0 { profitFactor = profits.reduce(0) { $0 + max($1, 0) } / lost }
    }

    private mutating func addBenchmark(_ days: DailyReturns) {
        let others = days.benchmarkReturns
        guard !others.isEmpty, let mean = Self.mean(days.returns), let otherMean = Self.mean(others) else { return }
        let gained = others.reduce(1) { $0 * (1 + $1) } - 1
        benchmarkReturn = gained
        excessReturn = totalReturn - gained
        let spread = others.reduce(0) { $0 + ($1 - otherMean) * ($1 - otherMean) }
        let shared = zip(days.returns, others).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - otherMean) }
        if spread > 0 { beta = shared / spread }
    }

    private static func deepestFall(_ run: RunSnapshot) -> Double {
        var (peak, deepest) = (run.startingEquity, 0.0)
        for point in run.equity {
            peak = max(peak, point.equity)
            if peak > 0 { deepest = max(deepest, (peak - point.equity) / peak) }
        }
        return deepest
    }

    static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Returns the sample standard deviation; `nil` for fewer than two values.
    static func deviation(_ values: [Double]) -> Double? {
        guard values.count > 1, let mean = mean(values) else { return nil }
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
}
