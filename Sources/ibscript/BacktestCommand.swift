internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript backtest`: runs a script on historical data.
struct BacktestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "Run a script on past data and report what it would have done.",
        discussion: """
            Example: ibscript backtest scripts/sma_cross.lua symbol=ACME size="1 day" --data scripts/data --html \
            report.html

            The script is the same as for run. Data are CSV files of bars or ticks: one file, or a folder with a \
            file for each symbol. The script runs once for each fill profile; docs/backtesting.md tells how orders \
            fill and what is not modelled. Output and order events are those of the paper-ib profile.
            """
    )

    @Argument(
        help: ArgumentHelp("The script, followed by values of its inputs.", valueName: "script> <name=value"),
        completion: .file(extensions: ["lua"])
    )
    var arguments: [String] = []

    @Option(help: ArgumentHelp("File or folder of bars or ticks.", valueName: "path"), completion: .file())
    var data: String

    @Option(
        help: ArgumentHelp("First day (default: that of the data); earlier rows are for warming up.", valueName: "day")
    )
    var from: String?

    @Option(help: ArgumentHelp("Last day (default: that of the data).", valueName: "day"))
    var to: String?

    @Option(help: ArgumentHelp("When orders fill; all are tried in turn.", valueName: "profile"))
    var fills = BacktestOptions.Fills.all

    @Option(
        help: ArgumentHelp(
            "What orders at the market pay more: 0.02 per share, or 2t for two increments (default: 0).",
            valueName: "amount"
        ),
        transform: SlippageOption.init(option:)
    )
    var slippage = SlippageOption()

    @Option(help: "Cash at the start in USD.")
    var cash = 1_000_000.0

    @Option(help: ArgumentHelp("Compare with this symbol of the data.", valueName: "symbol"))
    var benchmark: String?

    @Option(
        help: ArgumentHelp(
            "Length of the data's bars, \"1 min\" (default: the shortest interval in the data).",
            valueName: "length"
        )
    )
    var bars: String?

    @Option(help: ArgumentHelp("Time zone of times in the data that carry none.", valueName: "zone"))
    var zone = "America/New_York"

    @Option(help: "Seed of the exchange and of math.random.")
    var seed = 1

    @Flag(help: "Print one JSON object per event; the last one is the report.")
    var json = false

    @Option(help: ArgumentHelp("Write the report as one HTML file.", valueName: "file"), completion: .file())
    var html: String?

    @Option(help: ArgumentHelp("Save the full result as JSON, for ibscript report.", valueName: "file"))
    var save: String?

    @Option(help: ArgumentHelp("Exit with 1 if this holds: \"max_drawdown > 0.1\".", valueName: "condition"))
    var failIf: String?

    @Flag(help: "Run the script in a locked-down process apart from the exchange, as run does; slower.")
    var isolate = false

    @Flag(help: "Run the script in this process: for scripts that you trust.")
    var inProcess = false

    @Flag(help: "Refuse to run where the kernel lacks seccomp or Landlock.")
    var requireSandbox = false

    @Flag(help: "Print the report only.")
    var quiet = false

    func run() throws {
        throw ExitCode(Backtester.run(try options()))
    }

    /// Returns the options of the backtest.
    ///
    /// - Throws: `ValidationError` for options that do not fit together.
    func options() throws -> BacktestOptions {
        let words = ScriptWords(arguments)
        guard words.strays.isEmpty, words.scripts.count == 1 else {
            throw ValidationError(
                "one script is needed; try: ibscript backtest scripts/sma_cross.lua --data scripts/data"
            )
        }
        guard cash.isFinite, cash > 0 else { throw ValidationError("--cash must be above 0") }
        var options = BacktestOptions(script: words.scripts[0], data: data)
        options.from = from
        options.to = to
        options.fills = fills
        options.slippage = slippage
        options.cash = cash
        options.benchmark = benchmark?.uppercased()
        options.bars = bars
        options.zone = zone
        options.seed = seed
        options.json = json
        options.html = html
        options.save = save
        options.failIf = failIf
        options.place = try place()
        options.requiresSandbox = requireSandbox
        options.isQuiet = quiet
        return options
    }

    private func place() throws -> BacktestOptions.Place {
        guard !(isolate && inProcess) else { throw ValidationError("--isolate and --in-process exclude each other") }
        guard !(requireSandbox && inProcess) else {
            throw ValidationError("--require-sandbox and --in-process exclude each other")
        }
        return inProcess ? .inProcess : isolate ? .isolated : .confined
    }
}

extension BacktestOptions.Fills: ExpressibleByArgument {}
