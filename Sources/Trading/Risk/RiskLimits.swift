package import TWSWire

/// The limits in force for a script: every key of `[trade]` and of a limits file with its value, after all that count were joined.
///
/// Amounts of money are in the account's base currency. Where there is no limit it is the largest number, so that every
/// control is one comparison.
package struct RiskLimits: Hashable, Sendable {
    /// How far a price may lie from the market, as a fraction of it; 0 switches a control off.
    package struct Collar: Hashable, Sendable {
        /// Of limit prices.
        package var limit: Double
        /// Of triggers.
        package var stop: Double
        /// The widest spread at which a market order may be placed, as a fraction of the middle; 0 asks for none.
        package var spread: Double
    }

    /// How old the price may be that an order is judged by.
    package struct Reference: Hashable, Sendable {
        /// Seconds; an older one is asked for again.
        package var age: Double
        /// Whether an order is refused that has none.
        package var isRequired: Bool
    }

    /// How many order messages may leave.
    package struct Rates: Hashable, Sendable {
        /// In a second, on average.
        package var perSecond: Double
        /// At once, after a pause.
        package var burst: Double
        /// In any minute.
        package var perMinute: Int
        /// In a day of New York.
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
    /// Largest quantity of one order, in units of the underlying: contracts times multiplier.
    package var maxOrderQuantity: ExactDecimal
    /// Largest value of one order.
    package var maxOrderNotional: Double
    /// Largest value of all orders of a run.
    package var maxNotional: Double
    /// Largest value of a position, with everything that works in its direction.
    package var maxPosition: Double
    /// Most orders that work at once.
    package var maxOpenOrders: Int
    /// Most orders that work at once in one contract, on one side.
    package var maxOpenOrdersPerSide: Int
    /// How many order messages may leave.
    package var rates: Rates
    /// Most orders of a script in one instrument in a minute.
    package var maxRepeats: Int
    /// Seconds within which an equal order is refused; 0 where equal orders may follow at once.
    package var repeatPause: Double
    /// Largest value of all orders of a day of New York.
    package var maxGrossPerDay: Double
    /// Most denials in a minute.
    package var maxRefusalsPerMinute: Int
    /// Largest loss of a day.
    package var maxDayLoss: Double
    /// How far prices may lie from the market.
    package var collar: Collar
    /// By what price an order is judged.
    package var reference: Reference
    /// Times of day in which orders may be placed; `nil` for any.
    package var sessions: [RestartWindow]?
    /// Whether positions may become negative.
    package var short: Bool
    /// Whether sizes that are not whole are permitted.
    package var fractional: Bool
    /// Whether prices of zero and below are permitted.
    package var negativePrices: Bool
    /// Whether TWS is asked for the margin before the first order in a contract.
    package var asksMargin: Bool
}

// MARK: Defaults; source: reliability, "Recommended limits"

extension RiskLimits {
    /// On paper and on the simulator.
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

    /// With real money.
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

    /// What must hold whatever the limits are, and no limit besides: for an operator's own orders, and for tests of other things.
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
    /// A stock that TWS calls an exchange-traded fund; a word of headers, never of the wire.
    package static let etf = SecurityType("ETF")
}
