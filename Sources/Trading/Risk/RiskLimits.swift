package import TWSWire

/// The limits in force for a script: every key of `[trade]` and of a limits file with its value, after all sources have
/// been combined.
///
/// Amounts of money are in the account's base currency. A missing limit is the largest number, so that every control is
/// a single comparison.
package struct RiskLimits: Hashable, Sendable {
    /// How far a price may be from the market, as a fraction of it; 0 disables a control.
    package struct Collar: Hashable, Sendable {
        /// The collar of limit prices.
        package var limit: Double
        /// The collar of trigger prices.
        package var stop: Double
        /// The widest spread for a market order, as a fraction of the midpoint; 0 requires none.
        package var spread: Double
    }

    /// The price that an order is judged by.
    package struct Reference: Hashable, Sendable {
        /// The maximum age in seconds; an older price is requested again.
        package var age: Double
        /// Whether an order without a price is refused.
        package var isRequired: Bool
    }

    /// How many order messages may be sent.
    package struct Rates: Hashable, Sendable {
        /// Per second, on average.
        package var perSecond: Double
        /// At once, after a pause.
        package var burst: Double
        /// In any minute.
        package var perMinute: Int
        /// In a New York day.
        package var perDay: Int
    }

    /// Symbols that may be traded; `nil` permits all.
    package var symbols: [String]?
    /// Kinds of instrument that may be traded; `ETF` is a stock that TWS calls one.
    package var securityTypes: [SecurityType]
    /// Exchanges that orders may name; `nil` permits all.
    package var exchanges: [String]?
    /// Currencies of instruments; `nil` permits all.
    package var currencies: [String]?
    /// Actions that may be used.
    package var sides: [OrderAction]
    /// Order types that may be used.
    package var orderTypes: [OrderType]
    /// Times in force that may be used; an order without one is `DAY`.
    package var timesInForce: [TimeInForce]
    /// The largest quantity of one order, in units of the underlying: contracts times multiplier.
    package var maxOrderQuantity: ExactDecimal
    /// The largest value of one order.
    package var maxOrderNotional: Double
    /// The largest value of all orders of a run.
    package var maxNotional: Double
    /// The largest value of a position, including everything working in its direction.
    package var maxPosition: Double
    /// The largest number of working orders.
    package var maxOpenOrders: Int
    /// The largest number of working orders in one contract on one side.
    package var maxOpenOrdersPerSide: Int
    /// How many order messages may be sent.
    package var rates: Rates
    /// The largest number of a script's orders in one instrument in a minute.
    package var maxRepeats: Int
    /// Seconds within which an identical order is refused; 0 permits identical orders in a row.
    package var repeatPause: Double
    /// The largest value of all orders of a New York day.
    package var maxGrossPerDay: Double
    /// The largest number of denials in a minute.
    package var maxRefusalsPerMinute: Int
    /// The largest loss of a day.
    package var maxDayLoss: Double
    /// How far prices may be from the market.
    package var collar: Collar
    /// The price that an order is judged by.
    package var reference: Reference
    /// Times of day in which orders may be placed; `nil` for any.
    package var sessions: [RestartWindow]?
    /// Whether positions may become negative.
    package var short: Bool
    /// Whether fractional sizes are permitted.
    package var fractional: Bool
    /// Whether zero and negative prices are permitted.
    package var negativePrices: Bool
    /// Whether TWS is asked about margin before the first order in a contract.
    package var asksMargin: Bool
}

// MARK: Defaults; source: reliability, "Recommended limits"

extension RiskLimits {
    /// The defaults for paper accounts and the simulator.
    package static let paper = RiskLimits(
        securityTypes: [.stock, .etf, .forex],
        sides: [.buy, .sell],
        orderTypes: [.market, .limit, .stop, .stopLimit],
        timesInForce: [.day, .immediateOrCancel, .goodTillCancelled, .goodTillDate],
        maxOrderQuantity: 10_000,
        maxOrderNotional: 250_000,
        maxNotional: .infinity,
        maxPosition: 500_000,
        maxOpenOrders: 50,
        maxOpenOrdersPerSide: 10,
        rates: Rates(perSecond: 5, burst: 20, perMinute: .max, perDay: 500),
        maxRepeats: 30,
        repeatPause: 2,
        maxGrossPerDay: 5_000_000,
        maxRefusalsPerMinute: 50,
        maxDayLoss: .infinity,
        collar: Collar(limit: 0.20, stop: 0.20, spread: 0),
        reference: Reference(age: 60, isRequired: false),
        short: true,
        fractional: false,
        negativePrices: false,
        asksMargin: false
    )

    /// The defaults for real money.
    package static let live = RiskLimits(
        securityTypes: [.stock],
        exchanges: ["SMART"],
        currencies: ["USD"],
        sides: [.buy, .sell],
        orderTypes: [.limit, .stopLimit, .market],
        timesInForce: [.day, .immediateOrCancel],
        maxOrderQuantity: 500,
        maxOrderNotional: 10_000,
        maxNotional: .infinity,
        maxPosition: 25_000,
        maxOpenOrders: 10,
        maxOpenOrdersPerSide: 3,
        rates: Rates(perSecond: 1, burst: 5, perMinute: .max, perDay: 100),
        maxRepeats: 10,
        repeatPause: 10,
        maxGrossPerDay: 50_000,
        maxRefusalsPerMinute: 10,
        maxDayLoss: 500,
        collar: Collar(limit: 0.05, stop: 0.10, spread: 0.01),
        reference: Reference(age: 15, isRequired: true),
        short: false,
        fractional: false,
        negativePrices: false,
        asksMargin: true
    )

    /// No limits beyond what must always hold: for an operator's own orders, and for tests of other things.
    package static let open: RiskLimits = {
        var limits = RiskLimits.paper
        limits.securityTypes = SecurityType.known + [.etf, .unset]
        limits.timesInForce = TimeInForce.known
        limits.maxOrderNotional = .infinity
        limits.maxPosition = .infinity
        (limits.maxOpenOrders, limits.maxOpenOrdersPerSide) = (.max, .max)
        limits.rates = Rates(perSecond: .infinity, burst: .infinity, perMinute: .max, perDay: .max)
        (limits.maxRepeats, limits.repeatPause, limits.maxRefusalsPerMinute) = (.max, 0, .max)
        limits.maxGrossPerDay = .infinity
        limits.collar = Collar(limit: 0, stop: 0, spread: 0)
        return limits
    }()
}

extension SecurityType {
    /// A stock that TWS calls an exchange-traded fund; used in headers, never on the wire.
    package static let etf = SecurityType("ETF")
}
