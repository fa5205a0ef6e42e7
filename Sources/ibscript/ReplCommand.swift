internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript repl`: runs Lua, line by line.
struct ReplCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl",
        abstract: "Type Lua line by line, on the simulator or on paper.",
        discussion: """
            Example: ibscript repl
            Example: ibscript repl --paper --port 7497

            The functions are those of scripts; results are shown, orders report as they do in a run. Tab completes \
            functions, fields and symbols, Ctrl-C cancels what waits, .help lists what else there is: .save writes a \
            script, .clock moves the simulator's time.
            """
    )

    @Flag(help: "Trade IB's paper account through TWS or IB Gateway.")
    var paper = false

    @Option(help: "Host of TWS; needs --paper.")
    var host: String?

    @Option(
        help: "Port of TWS; needs --paper (default: 7497, then 4002).",
        transform: WholeNumber.inside(RunOptions.ports)
    )
    var port: Int?

    @Option(help: "This client's number; needs --paper (default: 1).", transform: WholeNumber.atLeast(0))
    var clientId: Int?

    @Option(help: "Account to trade, where the login has several.")
    var account: String?

    @Option(help: "Seed of the simulator and of math.random.")
    var seed = 1

    @Option(
        help: "Speed of the simulator's clock: 1x, 10x (default: 1x).",
        transform: SimulationSpeed.init(option:)
    )
    var speed = SimulationSpeed.factor(1)

    @OptionGroup var data: DataOptions

    @OptionGroup(title: "The embedded simulator") var exchange: ExchangeOptions

    func run() throws {
        throw ExitCode(Repl.run(try options()))
    }

    private func options() throws -> RunOptions {
        guard paper || (host == nil && port == nil && clientId == nil) else {
            throw ValidationError("--host, --port and --client-id need --paper")
        }
        guard speed != .maximum else {
            throw ValidationError("--speed max leaves no time to type; .clock +1h lets time leap")
        }
        var options = RunOptions(scripts: [])
        if paper { options.target = .paper(host: host, port: port) }
        options.clientId = clientId
        options.account = account
        options.dataFolder = data.dataDir
        (options.seed, options.speed) = (seed, speed)
        exchange.apply(to: &options.exchange)
        (options.exchange.seed, options.exchange.speed) = (seed, speed)
        if paper, let given = exchange.given {
            throw ValidationError("\(given) is for the embedded simulator: leave out --paper")
        }
        return options
    }
}
