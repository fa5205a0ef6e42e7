/// Prices one European option on one UTC day, without interest and dividends: Black and Scholes, 1973.
///
/// The time to expiry changes only from day to day, so that within a day the value rises (call) or falls (put) with the
/// underlying's price: the extremes of bars rely on that.
struct OptionPricing {
    private let strike: Double
    private let isCall: Bool

    /// The time to expiry, at least a quarter of a day; 0 from expiry on.
    let years: Double

    init(_ option: QuoteModel.Option, on day: CivilDate) {
        (strike, isCall) = (option.strike, option.isCall)
        let days = option.expiry.daysSinceEpoch - day.daysSinceEpoch
        years = days < 0 ? 0 : max(0.25, Double(days)) / 365
    }

    /// Returns the intrinsic value.
    func intrinsic(_ underlying: Double) -> Double {
        max(0, isCall ? underlying - strike : strike - underlying)
    }

    /// Returns the value at a price of the underlying and an annualized volatility; after expiry, the intrinsic value.
    func price(_ underlying: Double, _ volatility: Double) -> Double {
        let intrinsic = intrinsic(underlying)
        guard years > 0, underlying > 0, volatility > 0 else { return intrinsic }
        let (first, second) = arguments(underlying, volatility)
        let call =
            underlying * Elementary.normalDistribution(first) - strike * Elementary.normalDistribution(second)
        return max(intrinsic, isCall ? call : call - underlying + strike)
    }

    /// Returns the volatility that gives a price, between 0.1 % and 1,000 %; `nil` if none of them does.
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

    /// Returns the value and the derivatives at a price of the underlying and a volatility.
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

/// A model's figures for an option at a price of its underlying.
struct OptionFigures: Hashable, Sendable {
    /// The annualized volatility, 0.3 for 30 %.
    let volatility: Double
    let price: Double

    /// The change of the price per unit of the underlying.
    let delta: Double

    /// The change of delta per unit of the underlying.
    var gamma = 0.0

    /// The change of the price per point of volatility.
    var vega = 0.0

    /// The change of the price per day.
    var theta = 0.0
    let underlying: Double
}
