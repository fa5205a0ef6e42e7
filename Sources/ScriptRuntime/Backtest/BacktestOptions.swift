internal import SimExchange

/// The options of `ibscript backtest`.
package struct BacktestOptions: Sendable, Equatable, Codable {
    /// Where the script runs.
    package enum Place: String, Sendable, Codable {
        /// In a locked-down process, together with the data, the exchange and the desk.
        case confined
        /// In a locked-down process of its own, apart from them.
        case isolated
        /// In the program's process.
        case inProcess
    }

    /// When orders fill: one profile, or all of them in turn.
    package enum Fills: String, Sendable, CaseIterable, Codable {
        case all, optimistic
        case paperIB = "paper-ib"
        case conservative

        /// The profiles, most favorable first.
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
    /// The file of bars or ticks, or a folder of such files.
    package var data: String
    /// The first day, as the user wrote it; `nil` for the first day of the data.
    package var from: String?
    /// The last day; `nil` for the last day of the data.
    package var to: String?
    /// When orders fill.
    package var fills = Fills.all
    /// What market orders pay in addition.
    package var slippage = SlippageOption()
    /// The cash at the start, in USD.
    package var cash = 1_000_000.0
    /// The symbol of the benchmark; `nil` for none.
    package var benchmark: String?
    /// The length of bars, such as `1 min`; `nil` for the shortest interval in the data.
    package var bars: String?
    /// The zone of times in the data without one.
    package var zone = "America/New_York"
    /// The seed of the exchange and of the script's random numbers.
    package var seed = 1
    /// Whether the report is a JSON object, and events are lines of JSON.
    package var json = false
    /// The file for the report's page; `nil` for none.
    package var html: String?
    /// The file for all results, for `ibscript report`; `nil` for none.
    package var save: String?
    /// A condition on the figures that makes the exit code 1; `nil` for none.
    package var failIf: String?
    /// Where the script runs.
    package var place = Place.confined
    /// Whether a backtest is refused if the kernel lacks a fence.
    package var requiresSandbox = false
    /// The program for the locked-down process; by default this one.
    package var program = "/proc/self/exe"
    /// The script's only symbol, for which a single file of another name is taken; `nil` if it has none, or several.
    var onlySymbol: String?
    /// Whether the script's output is left out.
    package var isQuiet = false

    /// Makes options for a script and its data.
    package init(script: RunOptions.Script, data: String) {
        self.script = script
        self.data = data
    }
}
