/// The value of an account at one moment.
package struct EquityPoint: Codable, Hashable, Sendable {
    /// Seconds since the epoch.
    package var time: Double
    /// The value of cash and positions at market prices.
    package var equity: Double
    /// The value of all positions; short positions count as positive.
    package var exposure: Double
    /// The benchmark's price; `nil` without a benchmark, and before its first price.
    package var benchmark: Double?

    /// Makes the values of a moment.
    package init(time: Double, equity: Double, exposure: Double, benchmark: Double? = nil) {
        self.time = time
        self.equity = equity
        self.exposure = exposure
        self.benchmark = benchmark
    }
}
