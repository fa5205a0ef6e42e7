internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript doctor`: checks whether this machine can trade.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check whether this machine can trade, and say what to click in TWS.",
        usage: "ibscript doctor [<options>] [<symbols> ...]",
        discussion: """
            Example: ibscript doctor --port 7497 AAPL MSFT

            Checks the connection, TWS's version, accounts and settings, the clock, market data for the symbols, and \
            the data folder. Exit code 0 when nothing is wrong, 5 when TWS cannot be reached, 4 for any other fault.
            """
    )

    @Argument(help: "Stock symbols whose market data is checked.")
    var symbols: [String] = []

    @Flag(help: "Check a live login: ports 7496, then 4001.")
    var live = false

    @Option(help: "Host of TWS.")
    var host: String?

    @Option(help: "Port of TWS (default: 7497, then 4002).", transform: WholeNumber.inside(RunOptions.ports))
    var port: Int?

    @Option(help: "This client's number (default: 987).", transform: WholeNumber.atLeast(0))
    var clientId = 987

    @Flag(help: "Print one JSON object per finding.")
    var json = false

    @OptionGroup var data: DataOptions

    func run() throws {
        throw ExitCode(
            Doctor.look(
                Doctor.Options(
                    isLive: live,
                    host: host,
                    port: port,
                    clientId: clientId,
                    symbols: symbols,
                    folder: data.dataDir,
                    json: json
                )
            )
        )
    }
}
