package import Trading

/// The results of a run, shown once before its end.
package struct RunSummary: Sendable, Hashable {
    /// From the script's start to its end, in seconds of the run's clock.
    package var runtime: Double
    /// The results of its orders.
    package var trading: TradingSummary

    /// Creates a summary from its parts.
    package init(runtime: Double, trading: TradingSummary) {
        self.runtime = runtime
        self.trading = trading
    }
}
