internal import SimExchange

/// What `ibscript backtest` was asked to do.
package struct BacktestOptions: Sendable, Equatable {
    /// When orders fill: one profile, or all of them in turn.
    package enum Fills: String, Sendable, CaseIterable {
        case all, optimistic
        case paperIB = "paper-ib"
        case conservative

        /// The profiles, the kindest first.
        var profiles: [FillProfile] {
            switch self {
            case .all: [.optimistic, .paperIB, .conservative]
            case .optimistic: [.optimistic]
            case .paperIB: [.paperIB]
            case .conservative: [.conservative]
            }
        }
    }

    /// The script with the values of its inputs.
    package var script: RunOptions.Script
    /// A file of bars or ticks, or a folder of such files.
    package var data: String
    /// The first day, as the user wrote it; `nil` for that of the data.
    package var from: String?
    /// The last day; `nil` for that of the data.
    package var to: String?
    /// When orders fill.
    package var fills = Fills.all
    /// What orders at the market pay more.
    package var slippage = SlippageOption()
    /// Cash at the start, in USD.
    package var cash = 1_000_000.0
    /// The symbol to compare with; `nil` for none.
    package var benchmark: String?
    /// The length of bars, as `1 min`; `nil` for the shortest interval in the data.
    package var bars: String?
    /// The zone of times in the data that carry none.
    package var zone = "America/New_York"
    /// Seed of the exchange and of the script's random numbers.
    package var seed = 1
    /// Whether the report is an object of JSON, and events are lines of JSON.
    package var json = false
    /// Where the report's page is written; `nil` for none.
    package var html: String?
    /// Where all that was found is written, for `ibscript report`; `nil` for nowhere.
    package var save: String?
    /// A condition on the figures that makes the exit code 1; `nil` for none.
    package var failIf: String?
    /// Whether the script runs in a locked-down process of its own.
    package var isIsolated = false
    /// Whether what the script prints is left out.
    package var isQuiet = false

    /// Options for a script and its data.
    package init(script: RunOptions.Script, data: String) {
        self.script = script
        self.data = data
    }
}
