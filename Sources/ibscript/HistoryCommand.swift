internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript history`: downloads historical bars into a CSV file.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Fetch past bars into a CSV file that backtest reads.",
        discussion: """
            Example: ibscript history SPY --paper --bars "1 min" --from 2024-01-02 --to 2024-12-31 --out data/SPY.csv

            Requests are split and paced as IB wants them. A run that was cut goes on where it was: run it again.
            """
    )

    @Argument(help: "The symbol of a US stock.")
    var symbol: String

    @Option(help: ArgumentHelp("Length of the bars, as TWS writes it.", valueName: "length"))
    var bars = "1 day"

    @Option(help: ArgumentHelp("First day.", valueName: "day"))
    var from: String

    @Option(help: ArgumentHelp("Last day (default: today).", valueName: "day"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "File to write, ending in .csv; what it has already is not asked for again.",
            valueName: "file"
        )
    )
    var out: String

    @Option(help: ArgumentHelp("What the bars are made of: TRADES, MIDPOINT, BID, ASK.", valueName: "kind"))
    var what = "TRADES"

    @Flag(help: "Bars outside regular hours, too.")
    var allHours = false

    @Flag(help: "Ask TWS or IB Gateway instead of the embedded simulator.")
    var paper = false

    @Option(help: "Host of TWS; needs --paper.")
    var host: String?

    @Option(help: "Port of TWS; needs --paper.", transform: WholeNumber.inside(RunOptions.ports))
    var port: Int?

    @Option(help: "This client's number; needs --paper (default: 1).", transform: WholeNumber.atLeast(0))
    var clientId: Int?

    @Option(help: "Seed of the simulator.")
    var seed = 1

    @OptionGroup var data: DataOptions

    func run() throws {
        if !paper, host != nil || port != nil || clientId != nil {
            throw ValidationError("--host, --port and --client-id need --paper")
        }
        var options = HistoryTool.Options(symbol: symbol, bars: bars, from: from, out: out)
        options.to = to
        options.what = what
        options.allHours = allHours
        options.run.target = paper ? .paper(host: host, port: port) : .simulator
        options.run.clientId = clientId
        options.run.seed = seed
        options.run.speed = .maximum
        options.run.dataFolder = data.dataDir
        throw ExitCode(HistoryTool.run(options))
    }
}
