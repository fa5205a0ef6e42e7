/// The result of one run with one fill profile: everything that a report is made from.
///
/// Whoever ran the script fills it in; nothing in it is derived. Money is in `currency`, times are seconds since the
/// epoch, lists are in order of time.
package struct RunSnapshot: Codable, Hashable, Sendable {
    /// The script.
    package var script: ReportedScript
    /// How fills were decided, for example `paper-ib`; `paper` or `live` for an account at a broker.
    package var profile: String
    /// The account's base currency.
    package var currency: String
    /// When the run began.
    package var start: Double
    /// When it ended.
    package var end: Double
    /// The account's value at the start.
    package var startingEquity: Double
    /// The account's value over time; the last value is the final one.
    package var equity: [EquityPoint]
    /// The fills.
    package var fills: [ReportedFill]
    /// The positions at the end, by symbol.
    package var positions: [ReportedPosition]
    /// The orders.
    package var orders: [ReportedOrder]
    /// The prices of the traded instruments, by symbol.
    package var prices: [PriceSeries]
    /// The symbol of the benchmark; `nil` without one.
    package var benchmark: String?
    /// What was assumed and what is not modeled, one sentence each.
    package var assumptions: [String]

    /// Makes a run in which nothing has happened yet.
    package init(script: ReportedScript, profile: String, start: Double, startingEquity: Double) {
        self.script = script
        self.profile = profile
        self.start = start
        self.startingEquity = startingEquity
        currency = "USD"
        end = start
        equity = []
        fills = []
        positions = []
        orders = []
        prices = []
        assumptions = []
    }

    /// The account's value at the end.
    package var finalEquity: Double { equity.last?.equity ?? startingEquity }

    /// The sum of all commissions.
    package var commission: Double { fills.reduce(0) { $0 + $1.commission } }
}
