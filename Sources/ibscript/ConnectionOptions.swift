internal import ArgumentParser
internal import ScriptRuntime

/// Where TWS is, for the commands that connect to it unless they use the embedded simulator.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "Host of TWS; not for the simulator.")
    var host: String?

    @Option(
        help: "Port of TWS; not for the simulator (default: 7497, then 4002; live: 7496, then 4001).",
        transform: WholeNumber.inside(RunOptions.ports)
    )
    var port: Int?

    @Option(
        help: ArgumentHelp("This client's number; not for the simulator (default: 1).", valueName: "number"),
        transform: WholeNumber.atLeast(0)
    )
    var clientId: Int?

    /// Throws if any is given although no TWS is used; `flags` are those that would use one.
    func requireNone(without flags: String) throws {
        guard host == nil, port == nil, clientId == nil else {
            throw ValidationError("--host, --port and --client-id need \(flags)")
        }
    }
}

/// Whom a run trades for, and how its simulator runs.
struct PlayOptions: ParsableArguments {
    @Option(help: "Account to trade, where the login has several.")
    var account: String?

    @Option(help: "Seed of the simulator and of math.random.")
    var seed = 1

    @Option(
        help: "Speed of the simulator's clock: 1x, 10x; scripts in files also take max (default: 1x).",
        transform: SimulationSpeed.init(option:)
    )
    var speed = SimulationSpeed.factor(1)

    /// Applies them to a run on TWS or the embedded simulator.
    func apply(to options: inout RunOptions) {
        options.account = account
        (options.seed, options.speed) = (seed, speed)
        (options.exchange.seed, options.exchange.speed) = (seed, speed)
    }
}
