internal import MarketFiles
internal import Report
internal import SimExchange

/// The value of a backtest's account over time.
///
/// It is recorded at the ends of the bars of the longest series: at each of them, or at intervals that keep the number
/// of points down, and at the last bar of each day.
struct EquityCurve {
    /// The largest number of points, besides those of the ends of days.
    private static let mostPoints = 5_000

    /// The instants, ascending.
    let times: [ExchangeInstant]
    private(set) var points: [EquityPoint] = []
    private let benchmark: Int?

    /// Plans the points for a market over a range.
    init(_ market: FileMarket, benchmark: String?, in range: Range<ExchangeInstant>) {
        let ends = market.rowEnds(in: range)
        let step = max(1, ends.count / Self.mostPoints)
        var times: [ExchangeInstant] = []
        for (place, end) in ends.enumerated() {
            // Eight hours without a bar count as a night.
            let isDayEnd = place + 1 == ends.count || ends[place + 1].nanoseconds(since: end) > 8 * 3_600_000_000_000
            // The last instant of a bar, before the next one begins.
            if isDayEnd || place % step == 0 { times.append(end.adding(nanoseconds: -1)) }
        }
        self.times = times
        self.benchmark = benchmark.flatMap { market.conId(of: $0) }
    }

    /// When the next point is due.
    var next: ExchangeInstant? { points.count < times.count ? times[points.count] : nil }

    /// Records the exchange at the current instant, which is the next one planned.
    mutating func look(at exchange: SimExchange) {
        let worth = exchange.worth
        points.append(
            EquityPoint(
                time: Double(exchange.now.nanoseconds) / 1e9,
                equity: worth.netLiquidation,
                exposure: worth.grossPositions,
                benchmark: benchmark.flatMap { exchange.market.source.book($0, at: exchange.now)?.bid }
            )
        )
    }
}
