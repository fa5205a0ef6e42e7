/// The figures of a report with their names, units and formulas: the only list of them.
package enum MetricTable {
    /// The unit of a figure.
    package enum Unit: Hashable, Sendable {
        /// An amount in the account's currency.
        case money
        /// A fraction, shown in percent.
        case fraction
        /// A plain number.
        case number
        /// A whole number.
        case count
    }

    /// One figure.
    package struct Row: Sendable {
        /// The name in JSON.
        package let key: String
        /// The displayed title.
        package let title: String
        /// How it is written.
        package let unit: Unit
        /// The formula.
        package let formula: String
        /// Returns its value from a run's figures; `nil` if it is undefined.
        package let value: @Sendable (Metrics) -> Double?

        /// The name in conditions: `max_drawdown` for `maxDrawdown`.
        package var condition: String {
            key.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
        }
    }

    /// All figures in the order in which reports print them.
    package static let rows: [Row] = [
        Row(key: "finalEquity", title: "Final equity", unit: .money, formula: "cash + positions at the last price") {
            $0.finalEquity
        },
        Row(key: "totalReturn", title: "Total return", unit: .fraction, formula: "final equity / starting equity − 1") {
            $0.totalReturn
        },
        Row(key: "maxDrawdown", title: "Maximum drawdown", unit: .fraction, formula: "max((peak − equity) / peak)") {
            $0.maxDrawdown
        },
        Row(key: "trades", title: "Trades", unit: .count, formula: "positions that went back to zero") {
            Double($0.trades)
        },
        Row(key: "commission", title: "Commission", unit: .money, formula: "sum over all fills") { $0.commission },
        Row(
            key: "annualReturn",
            title: "Annual return",
            unit: .fraction,
            formula: "(1 + total return)^(252 / days) − 1"
        ) { $0.annualReturn },
        Row(key: "volatility", title: "Volatility", unit: .fraction, formula: "s(r) · √252; r = daily returns") {
            $0.volatility
        },
        Row(key: "sharpe", title: "Sharpe ratio", unit: .number, formula: "mean(r) / s(r) · √252") { $0.sharpe },
        Row(key: "sortino", title: "Sortino ratio", unit: .number, formula: "mean(r) / √mean(min(r, 0)²) · √252") {
            $0.sortino
        },
        Row(key: "hitRate", title: "Hit rate", unit: .fraction, formula: "trades with a profit / trades") {
            $0.hitRate
        },
        Row(key: "profitFactor", title: "Profit factor", unit: .number, formula: "Σ profits / −Σ losses") {
            $0.profitFactor
        },
        Row(key: "turnover", title: "Turnover", unit: .number, formula: "Σ value of fills / mean(equity)") {
            $0.turnover
        },
        Row(
            key: "commissionShare",
            title: "Commission share",
            unit: .fraction,
            formula: "commission / Σ value of fills"
        ) { $0.commissionShare },
        Row(key: "exposure", title: "Exposure", unit: .fraction, formula: "mean(|positions| / equity)") { $0.exposure },
        Row(
            key: "benchmarkReturn",
            title: "Benchmark's return",
            unit: .fraction,
            formula: "last price / first price − 1"
        ) { $0.benchmarkReturn },
        Row(
            key: "excessReturn",
            title: "Excess return",
            unit: .fraction,
            formula: "total return − benchmark's return"
        ) { $0.excessReturn },
        Row(key: "beta", title: "Beta", unit: .number, formula: "cov(r, b) / var(b); b = benchmark's daily returns") {
            $0.beta
        },
    ]

    /// How many of the first rows the short JSON report has.
    static let shortRows = 5
}
