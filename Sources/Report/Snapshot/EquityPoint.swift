/// What an account was worth at one moment.
package struct EquityPoint: Codable, Hashable, Sendable {
    /// Seconds since the epoch.
    package var time: Double
    /// Cash and positions at the market's prices.
    package var equity: Double
    /// The value of all positions, short ones counted as positive.
    package var exposure: Double
    /// The benchmark's price; `nil` without a benchmark, and before its first price.
    package var benchmark: Double?

    /// A moment's values.
    package init(time: Double, equity: Double, exposure: Double, benchmark: Double? = nil) {
        self.time = time
        self.equity = equity
        self.exposure = exposure
        self.benchmark = benchmark
    }
}
