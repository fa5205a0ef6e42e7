/// Prices of one European option on one UTC day, without interest and dividends: Black and Scholes, 1973.
///
/// The time to expiry changes from day to day only, so that within a day the value rises (call) or falls (put) with the
/// underlying's price: the extremes of bars rest on that.
struct OptionPricing {
    private let strike: Double
    private let isCall: Bool

    /// Time to expiry, at least a quarter of a day; 0 from expiry on.
    let years: Double

    init(_ option: QuoteModel.Option, on day: CivilDate) {
        (strike, isCall) = (option.strike, option.isCall)
        let days = option.expiry.daysSinceEpoch - day.daysSinceEpoch
        years = days < 0 ? 0 : max(0.25, Double(days)) / 365
    }

    /// What exercise brings.
    func intrinsic(_ underlying: Double) -> Double {
        max(0, isCall ? underlying - strike : strike - underlying)
    }

    /// The value at a price of the underlying and a volatility per year; after expiry what exercise brings.
    func price(_ underlying: Double, _ volatility: Double) -> Double {
        let intrinsic = intrinsic(underlying)
        guard years > 0, underlying > 0, volatility > 0 else { return intrinsic }
        let (first, second) = arguments(underlying, volatility)
        let call =
            underlying * Elementary.normalDistribution(first) - strike * Elementary.normalDistribution(second)
        return max(intrinsic, isCall ? call : call - underlying + strike)
    }

    /// The volatility that gives a price, between 0.1 % and 1,000 %; `nil` for a price that none of them gives.
    func volatility(price: Double, _ underlying: Double) -> Double? {
        guard years > 0, underlying > 0 else { return nil }
        var (low, high) = (0.001, 10.0)
        guard price >= self.price(underlying, low), price <= self.price(underlying, high), price > intrinsic(underlying)
        else { return nil }
        for _ in 0..<44 {
            let middle = (low + high) / 2
            if self.price(underlying, middle) < price { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// Value and derivatives at a price of the underlying and a volatility.
    func figures(_ underlying: Double, _ volatility: Double) -> OptionFigures {
        let value = price(underlying, volatility)
        guard years > 0, underlying > 0, volatility > 0 else {
            let delta = intrinsic(underlying) > 0 ? (isCall ? 1.0 : -1.0) : 0
            return OptionFigures(volatility: volatility, price: value, delta: delta, underlying: underlying)
        }
        let first = arguments(underlying, volatility).first
        let density = Elementary.exponential(-first * first / 2) * 0.398_942_280_401_432_7
        let root = years.squareRoot()
        let distribution = Elementary.normalDistribution(first)
        return OptionFigures(
            volatility: volatility,
            price: value,
            delta: isCall ? distribution : distribution - 1,
            gamma: density / (underlying * volatility * root),
            vega: underlying * density * root / 100,
            theta: -underlying * density * volatility / (2 * root) / 365,
            underlying: underlying
        )
    }

    private func arguments(_ underlying: Double, _ volatility: Double) -> (first: Double, second: Double) {
        let deviation = volatility * years.squareRoot()
        let first = Elementary.logarithm(underlying / strike) / deviation + deviation / 2
        return (first, first - deviation)
    }
}

/// What a model says of an option at a price of its underlying.
struct OptionFigures: Hashable, Sendable {
    /// Per year, 0.3 for 30 %.
    let volatility: Double
    let price: Double

    /// Change of the price per unit of the underlying.
    let delta: Double

    /// Change of delta per unit of the underlying.
    var gamma = 0.0

    /// Change of the price per point of volatility.
    var vega = 0.0

    /// Change of the price per day.
    var theta = 0.0
    let underlying: Double
}
