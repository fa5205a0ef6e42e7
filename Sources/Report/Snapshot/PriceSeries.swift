/// The prices of one instrument during a run.
package struct PriceSeries: Codable, Hashable, Sendable {
    /// The instrument.
    package var symbol: String
    /// Seconds since the epoch, rising.
    package var times: [Double]
    /// The price at each of the times.
    package var prices: [Double]

    /// A series of an instrument; times and prices are equally many.
    package init(symbol: String, times: [Double] = [], prices: [Double] = []) {
        self.symbol = symbol
        self.times = times
        self.prices = prices
    }
}
