internal import ArgumentParser

/// `ibscript`: runs trading scripts, and the simulator on which they run.
struct IBScriptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ibscript",
        abstract: "Runs small Lua trading scripts on Interactive Brokers' TWS, or on a simulated one.",
        discussion: """
            Example: ibscript scripts/buy_aapl.lua qty=200

            Without --paper a script runs on the embedded simulator: no account and no TWS are needed.

            Exit codes: 0 finished, 1 the script raised an error, 3 a budget was exceeded, 4 denied, \
            5 no connection, 64 bad usage, 65 malformed script or file, 70 internal error, 130 interrupted.
            """,
        // `wire` has its own --version: the help of its subcommands would list both.
        version: CommandLine.arguments.dropFirst().first == WireCommand.name ? "" : Version.text,
        subcommands: [
            RunCommand.self, BacktestCommand.self, HistoryCommand.self, ReportCommand.self, DiffCommand.self,
            SimCommand.self,
            CheckCommand.self, TestCommand.self, ReplayCommand.self, NewCommand.self, ReplCommand.self,
            WireCommand.self,
            JournalCommand.self, WhyCommand.self,
            ReleaseCommand.self, ReduceCommand.self, HaltCommand.self, FlattenCommand.self, ResumeCommand.self,
            PsCommand.self, StopCommand.self, LogsCommand.self, ShowCommand.self, TrustCommand.self,
            CodeCommand.self, ApiCommand.self, DoctorCommand.self,
        ],
        defaultSubcommand: RunCommand.self
    )
}
