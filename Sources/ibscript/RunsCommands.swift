internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript ps`: lists the live runs.
struct PsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ps",
        abstract: "List the runs that are alive on this machine.",
        discussion: """
            Example: ibscript ps --json

            P&L covers the run's own fills, before commission; open positions are valued at the last price.
            """
    )
    @Flag(help: "Print one JSON object per run.")
    var json = false
    @OptionGroup var data: DataOptions
    func run() throws { throw ExitCode(RunCommands.list(dataFolder: data.dataDir, json: json)) }
}

/// `ibscript stop`: ends a run.
struct StopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "End a run as Ctrl-C does, and wait for it.",
        discussion: """
            Example: ibscript stop 9528c48c
            Example: ibscript stop buy-aapl
            """
    )
    @Argument(
        help: ArgumentHelp(
            "The run, the beginning of its name, or its script: ibscript ps lists them.",
            valueName: "run"
        )
    )
    var runName: String
    @OptionGroup var data: DataOptions
    func run() throws { throw ExitCode(RunCommands.stop(runName, dataFolder: data.dataDir)) }
}

/// `ibscript logs`: shows the log of a run.
struct LogsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Show a run's log and its order events.",
        discussion: "Example: ibscript logs 9528c48c -f"
    )
    @Argument(
        help: ArgumentHelp("The run, alive or over, the beginning of its name, or its script.", valueName: "run")
    )
    var runName: String
    @Flag(name: [.customShort("f"), .long], help: "Follow until the run is over.")
    var follow = false
    @OptionGroup var data: DataOptions
    func run() throws { throw ExitCode(RunCommands.logs(runName, follows: follow, dataFolder: data.dataDir)) }
}
