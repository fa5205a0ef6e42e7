package import Trading

/// What a run came to: said once, before its end.
package struct RunSummary: Sendable, Hashable {
    /// From the start of the script to its end, in seconds of the run's clock.
    package var runtime: Double
    /// What its orders came to.
    package var trading: TradingSummary

    /// Makes a summary from its parts.
    package init(runtime: Double, trading: TradingSummary) {
        self.runtime = runtime
        self.trading = trading
    }
}
