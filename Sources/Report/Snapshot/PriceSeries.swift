/// The prices of one instrument during a run.
package struct PriceSeries: Codable, Hashable, Sendable {
    /// The instrument.
    package var symbol: String
    /// Seconds since the epoch, ascending.
    package var times: [Double]
    /// The price at each time.
    package var prices: [Double]

    /// Makes a series for an instrument; there must be as many times as prices.
    package init(symbol: String, times: [Double] = [], prices: [Double] = []) {
        self.symbol = symbol
        self.times = times
        self.prices = prices
    }
}
