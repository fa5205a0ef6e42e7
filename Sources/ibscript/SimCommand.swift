internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript sim`: a simulated TWS for any client.
struct SimCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sim",
        abstract: "Serve a simulated TWS to any TWS client.",
        discussion: """
            Example: ibscript sim --port 7497 --seed 7

            The first line on stdout is "listening on 127.0.0.1:PORT". Stop it with Ctrl-C or SIGTERM.

            --chaos brings about, seeded and combined as you like:
            \(SimulatorOptions.chaosPlans.map { "  \($0.word): \($0.summary)" }.joined(separator: "\n"))
            """
    )

    @Option(help: "Port to listen on; 0 takes a free one.")
    var port = 7497

    @Option(help: "Address to listen on; anything but loopback lets other machines trade the simulated account.")
    var bind = "127.0.0.1"

    @Option(help: "Seed of quotes, ids and latencies.")
    var seed = 1

    @Option(
        help: ArgumentHelp(
            "Accounts of the login: how many, or their codes: DU1111111,DU2222222=50000 (cash in USD).",
            valueName: "list"
        )
    )
    var accounts = ""

    @Option(help: "Time of the exchange: virtual (a day of its own) or system (this machine's).")
    var clock = "virtual"

    @Option(help: "Speed of the virtual clock: 1x, 10x, max.")
    var speed = "1x"

    @Option(
        help: ArgumentHelp(
            "When orders fill: \(SimulatorOptions.fillProfiles.joined(separator: ", ")).",
            valueName: "profile"
        )
    )
    var fills = "paper-ib"

    @Option(
        help: ArgumentHelp(
            "Market data of the account: \(SimulatorOptions.dataModes.joined(separator: ", ")).",
            valueName: "mode"
        )
    )
    var data = "live"

    @Option(help: "Highest server version to offer.")
    var maxServerVersion = RuntimeFacts.serverVersions.upperBound

    @Option(help: "Hours of trading: open (day and night) or real (by each exchange's calendar).")
    var sessions = "open"

    @Flag(help: "Apply TWS's precautionary settings: 500 shares at most, no direct routing.")
    var precautions = false

    @Option(help: ArgumentHelp("File to keep ids, orders, money and time in over restarts.", valueName: "file"))
    var state: String?

    @Flag(help: "Refuse orders, as TWS's read-only setting does.")
    var readOnly = false

    @Option(help: "Client that sees the orders of all clients.")
    var masterClientId: Int?

    @Option(help: ArgumentHelp("Disasters to bring about, with commas between; see above.", valueName: "list"))
    var chaos = ""

    @Option(help: "Address besides loopback from which clients may connect; repeat for more (default: any).")
    var trusted: [String] = []

    @Flag(inversion: .prefixedNo, help: "Show a live board when on a terminal; the log otherwise.")
    var board = true

    func run() async throws {
        throw ExitCode(await SimulatorRunner.run(try options()))
    }

    /// The options of the simulator.
    ///
    /// - Throws: `ValidationError` for what is outside its range or no word of its option.
    private func options() throws -> SimulatorOptions {
        guard (0...65535).contains(port) else { throw ValidationError("--port \(port) is outside 0 to 65535") }
        guard RuntimeFacts.serverVersions.contains(maxServerVersion) else {
            let versions = RuntimeFacts.serverVersions
            throw ValidationError("--max-server-version: \(versions.lowerBound) to \(versions.upperBound)")
        }
        var options = SimulatorOptions()
        options.address = bind
        options.port = port
        options.seed = seed
        if let fault = SimulatorOptions.fault(inAccounts: accounts) { throw ValidationError("--accounts: \(fault)") }
        options.accounts = accounts
        options.speed = try simulationSpeed(speed)
        options.maximumServerVersion = maxServerVersion
        options.isReadOnly = readOnly
        options.masterClientId = masterClientId
        guard let clock = SimulatorOptions.Clock(rawValue: clock) else {
            throw ValidationError("--clock \(clock): virtual or system")
        }
        options.clock = clock
        if clock == .system, options.speed != .factor(1) {
            throw ValidationError("--speed \(speed): the system's clock runs at 1x; leave out --clock system")
        }
        options.fills = try word(fills, of: "--fills", SimulatorOptions.fillProfiles)
        options.data = try word(data, of: "--data", SimulatorOptions.dataModes)
        options.sessions = try word(sessions, of: "--sessions", SimulatorOptions.sessionWords)
        options.hasPrecautions = precautions
        if let fault = SimulatorOptions.fault(inChaos: chaos) { throw ValidationError("--chaos: \(fault)") }
        options.chaos = chaos
        options.trustedAddresses = trusted
        options.statePath = state
        options.showsBoard = board
        return options
    }

    private func word(_ word: String, of option: String, _ words: [String]) throws -> String {
        guard words.contains(word) else {
            throw ValidationError("\(option) \(word): one of \(words.joined(separator: ", "))")
        }
        return word
    }
}
