internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript report`: reports the result of a run.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Report a run: metrics, trades, charts.",
        usage: "ibscript report [<options>] [<run|file>]",
        discussion: """
            Example: ibscript report 0badcafe --html report.html
            Example: ibscript report backtest.json --json

            Without an argument, reports the run whose journal was written last. A journal has fill prices only; a \
            file written by ibscript backtest --save has all prices.
            """
    )

    @Argument(
        help: ArgumentHelp("A run's name, or a file of ibscript backtest --save.", valueName: "run|file"),
        completion: .file()
    )
    var subject: String?

    @Option(help: "Account value at the start, for a run's journal.")
    var cash = 1_000_000.0

    @Flag(help: "Print one JSON object.")
    var json = false

    @Option(help: ArgumentHelp("Write the report as one HTML file.", valueName: "file"), completion: .file())
    var html: String?

    @Option(help: ArgumentHelp("Exit with 1 if this holds: \"max_drawdown > 0.1\".", valueName: "condition"))
    var failIf: String?

    @OptionGroup var data: DataOptions

    func run() throws {
        var options = ReportTool.Options()
        options.subject = subject
        options.cash = cash
        options.json = json
        options.html = html
        options.failIf = failIf
        options.dataFolder = data.dataDir
        throw ExitCode(ReportTool.show(options))
    }
}
