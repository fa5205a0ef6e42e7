internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript diff`: compares two runs.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare the orders and fills of two runs.",
        discussion: """
            Example: ibscript diff 0badcafe backtest.json

            A run is named as for report. Exit code 1 if they differ.
            """
    )

    @Argument(help: ArgumentHelp("A run's name, or a file of ibscript backtest --save.", valueName: "run|file"))
    var first: String

    @Argument(help: ArgumentHelp("The run to compare it with.", valueName: "run|file"))
    var second: String

    @OptionGroup var data: DataOptions

    func run() throws {
        throw ExitCode(ReportTool.compare(first, second, dataFolder: data.dataDir))
    }
}
