internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript history`: downloads historical bars into a CSV file.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Fetch past bars into a CSV file that backtest reads.",
        discussion: """
            Example: ibscript history SPY --paper --bars "1 min" --from 2024-01-02 --to 2024-12-31 --out data/SPY.csv

            Requests are split and paced as IB demands. To resume an interrupted download, run the command again.
            """
    )

    @Argument(help: "The symbol of a US stock.")
    var symbol: String

    @Option(help: ArgumentHelp("Length of the bars, in TWS's words.", valueName: "length"))
    var bars = "1 day"

    @Option(help: ArgumentHelp("First day.", valueName: "day"))
    var from: String

    @Option(help: ArgumentHelp("Last day (default: today).", valueName: "day"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "File to write, ending in .csv; a file with such bars is continued.",
            valueName: "file"
        ),
        completion: .file(extensions: ["csv"])
    )
    var out: String

    @Option(help: ArgumentHelp("What the bars are made of: TRADES, MIDPOINT, BID, ASK.", valueName: "kind"))
    var what = "TRADES"

    @Flag(help: "Include bars outside regular hours.")
    var allHours = false

    @Flag(help: "Ask TWS or IB Gateway instead of the embedded simulator.")
    var paper = false

    @OptionGroup var connection: ConnectionOptions

    @Option(help: "Seed of the simulator.")
    var seed = 1

    @OptionGroup var data: DataOptions

    func run() throws {
        if !paper { try connection.requireNone(without: "--paper") }
        var options = HistoryTool.Options(symbol: symbol, bars: bars, from: from, out: out)
        options.to = to
        options.what = what
        options.allHours = allHours
        options.run.target = paper ? .paper(host: connection.host, port: connection.port) : .simulator
        options.run.clientId = connection.clientId
        options.run.seed = seed
        options.run.speed = .maximum
        options.run.dataFolder = data.dataDir
        throw ExitCode(HistoryTool.run(options))
    }
}
