/// Prices of European options without interest and dividends: Black and Scholes, 1973.
enum OptionPricing {
    /// The value of an option on a UTC day, at most a quarter of a day before expiry counted as that; after expiry
    /// what exercise brings.
    ///
    /// The time to expiry changes from day to day only, so that within a day the value rises (call) or falls (put)
    /// with the underlying's price: the extremes of bars rest on that.
    static func price(_ option: QuoteModel.Option, underlying: Double, on day: CivilDate) -> Double {
        let intrinsic = option.isCall ? underlying - option.strike : option.strike - underlying
        let days = option.expiry.daysSinceEpoch - day.daysSinceEpoch
        guard days >= 0, underlying > 0 else { return max(0, intrinsic) }
        let years = max(0.25, Double(days)) / 365
        let deviation = option.impliedVolatility * years.squareRoot()
        let first = Elementary.logarithm(underlying / option.strike) / deviation + deviation / 2
        let call =
            underlying * Elementary.normalDistribution(first)
            - option.strike * Elementary.normalDistribution(first - deviation)
        let value = option.isCall ? call : call - underlying + option.strike
        return max(0, intrinsic, value)
    }
}
