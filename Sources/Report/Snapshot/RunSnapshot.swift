/// What one run came to under one fill profile: all that a report is made from.
///
/// Whoever ran the script fills it in; nothing in it is derived. Money is in `currency`, times are seconds since the
/// epoch, lists are in order of time.
package struct RunSnapshot: Codable, Hashable, Sendable {
    /// What was run.
    package var script: ReportedScript
    /// How fills were decided, `paper-ib` for example; `paper` or `live` for an account at a broker.
    package var profile: String
    /// The account's base currency.
    package var currency: String
    /// When the run began.
    package var start: Double
    /// When it ended.
    package var end: Double
    /// What the account was worth at the start.
    package var startingEquity: Double
    /// What the account was worth since, the last value being the final one.
    package var equity: [EquityPoint]
    /// The fills.
    package var fills: [ReportedFill]
    /// What was still held at the end, by symbol.
    package var positions: [ReportedPosition]
    /// The orders.
    package var orders: [ReportedOrder]
    /// The prices of the traded instruments, by symbol.
    package var prices: [PriceSeries]
    /// The symbol of the benchmark; `nil` without one.
    package var benchmark: String?
    /// What was assumed and what is not modelled, a sentence each.
    package var assumptions: [String]

    /// A run in which nothing has happened yet.
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

    /// What the account was worth at the end.
    package var finalEquity: Double { equity.last?.equity ?? startingEquity }

    /// The sum of all commissions.
    package var commission: Double { fills.reduce(0) { $0 + $1.commission } }
}
