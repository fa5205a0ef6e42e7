internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript sim`: serves a simulated TWS for any client.
struct SimCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sim",
        abstract: "Serve a simulated TWS to any TWS client.",
        usage: "ibscript sim [<options>]",
        discussion: """
            Example: ibscript sim --port 7497 --seed 7

            The first line on stdout is "listening on 127.0.0.1:PORT". Stop it with Ctrl-C or SIGTERM.

            --chaos injects real TWS faults, seeded, in any combination:
            \(ChaosList.known.map { Self.entry($0.word, $0.summary) }.joined(separator: "\n"))
            """
    )

    @Option(help: "Port to listen on; 0 picks a free one (default: 7497).", transform: WholeNumber.inside(0...65535))
    var port = 7497

    @Option(
        help: ArgumentHelp(
            "Address to listen on; anything but loopback lets other machines trade the simulated account.",
            valueName: "address"
        )
    )
    var bind = "127.0.0.1"

    @Option(help: "Seed of quotes, ids and latencies.")
    var seed = 1

    @Option(help: "Time of the exchange: a virtual day of its own, or this machine's.")
    var clock = SimulatorOptions.Clock.virtual

    @Option(help: "Speed of the virtual clock: 1x, 10x, max (default: 1x).", transform: SimulationSpeed.init(option:))
    var speed = SimulationSpeed.factor(1)

    @Option(
        help: ArgumentHelp(
            "Highest server version to offer (default: \(RuntimeFacts.serverVersions.upperBound)).",
            valueName: "version"
        ),
        transform: WholeNumber.inside(RuntimeFacts.serverVersions)
    )
    var maxServerVersion = RuntimeFacts.serverVersions.upperBound

    @OptionGroup var exchange: ExchangeOptions

    @Flag(help: "Refuse orders, as TWS's read-only setting does.")
    var readOnly = false

    @Option(help: ArgumentHelp("Client id that sees the orders of all clients.", valueName: "number"))
    var masterClientId: Int?

    @Option(
        help: ArgumentHelp(
            "Address besides loopback from which clients may connect; repeat for more (default: any).",
            valueName: "address"
        )
    )
    var trusted: [String] = []

    @Flag(help: "List the simulated contracts and exit.")
    var list = false

    @Flag(inversion: .prefixedNo, help: "On a terminal, show a live board instead of the log.")
    var board = true

    /// Returns an entry of a list in the help: the wrapped lines of its text stay behind its word.
    private static func entry(_ word: String, _ text: String) -> String {
        var lines: [String] = []
        var line = "  \(word):"
        for part in text.split(separator: " ") {
            if line.count + 1 + part.count > 80 {
                lines.append(line)
                line = "     "
            }
            line += " " + part
        }
        return (lines + [line]).joined(separator: "\n")
    }

    func run() async throws {
        guard !list else { return CatalogueList.lines.forEach { print($0) } }
        throw ExitCode(await SimulatorRunner.run(try options()))
    }

    /// Returns the options of the simulator.
    ///
    /// - Throws: `ValidationError` for options that do not fit together.
    func options() throws -> SimulatorOptions {
        var options = SimulatorOptions()
        options.address = bind
        options.port = port
        options.seed = seed
        options.speed = speed
        options.maximumServerVersion = maxServerVersion
        options.isReadOnly = readOnly
        options.masterClientId = masterClientId
        options.clock = clock
        if clock == .system, speed != .factor(1) {
            throw ValidationError("--speed \(speed): the system's clock runs at 1x; leave out --clock system")
        }
        if clock == .system, exchange.start != nil {
            throw ValidationError("--start: the system's clock has its own time; leave out --clock system")
        }
        exchange.apply(to: &options)
        options.trustedAddresses = trusted
        options.showsBoard = board
        return options
    }
}
