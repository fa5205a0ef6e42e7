/// The model for the quotes and trades of an instrument.
struct QuoteModel: Hashable, Sendable {
    /// An option's terms: its price follows from the underlying's.
    struct Option: Hashable, Sendable {
        let strike: Double
        let isCall: Bool
        let expiry: CivilDate

        /// The annualized volatility at the money, 0.3 for 30 %; other strikes have their own (`VolatilitySurface`).
        let impliedVolatility: Double
    }

    /// The second path of a cross of two currency pairs.
    struct Cross: Hashable, Sendable {
        let pathId: Int
        let dailyVolatility: Double

        /// Whether the price is the first pair's multiplied by the second's, as opposed to divided by it.
        let isProduct: Bool
    }

    /// The random path; instruments with the same number move together, such as ES, MES and SPY.
    let pathId: Int

    /// When prices move quickly, and how often quotes change.
    let activity: ActivityClock

    /// The price of the path at the virtual start: of the instrument itself, or of an option's underlying.
    let pathOpenPrice: Double

    /// The instrument's own midpoint at the virtual start.
    let openPrice: Double

    /// The standard deviation of the logarithm of the price over 24 hours of a weekday, for example 0.015.
    let dailyVolatility: Double

    /// The ticks by which bid and ask lie further out than the tightest spread of one or two ticks.
    var extraSpreadTicks: Int64 = 0

    /// The smallest traded and quoted size, in shares or contracts; 0 for an index, which has neither.
    var lot: Int64 = 100

    /// The largest usual quoted size, in lots.
    var quotedLots: Int64 = 12

    /// The units traded on an average day; 0 if there are no trades (currencies).
    var averageDailyVolume = 0

    /// Seconds per trade in regular hours; 0 means one trade with every change of the quote.
    var tradePeriod = 0

    /// Seconds per trade outside regular hours.
    var quietTradePeriod = 60

    /// An option's terms.
    var option: Option?

    /// The second path of a cross.
    var cross: Cross?

    /// Whether the price rises with the path (a put's falls).
    var isRising: Bool { option?.isCall ?? true }
}
