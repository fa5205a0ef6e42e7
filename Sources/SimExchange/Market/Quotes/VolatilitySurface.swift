/// The volatilities of all options: one surface over strike and time to expiry.
///
/// At the money and a year before expiry, it is that of the path. It is higher for lower strikes, a little higher for
/// much higher ones, and higher for near expiries; the slopes are small enough that a call never costs more at a higher
/// strike, nor a put at a lower one (the derivative of the logarithm of volatility, times that of the strike's
/// distance, stays below 1).
enum VolatilitySurface {
    /// The logarithm of strike over price towards which the surface bends, so that it is flat far out.
    private static let widest = 0.5
    private static let skew = 0.35
    private static let curvature = 0.6
    private static let nearness = 0.06

    /// Returns the annualized volatility of an option whose underlying costs `price` at the beginning of a day.
    static func volatility(of option: QuoteModel.Option, where price: Double, on day: CivilDate) -> Double {
        let distance = Elementary.logarithm(option.strike / price)
        let growth = Elementary.exponential(2 * distance / widest)
        let bounded = widest * (growth - 1) / (growth + 1)
        let smile = 1 - skew * bounded + curvature * bounded * bounded
        let years = OptionPricing(option, on: day).years
        let term = 1 + nearness * (1 / (1 + 4 * years) - 0.2)
        return option.impliedVolatility * smile * term
    }
}
