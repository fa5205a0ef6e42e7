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
            """
    )

    @Option(help: "Port to listen on; 0 takes a free one.")
    var port = 7497

    @Option(help: "Address to listen on; anything but loopback lets other machines trade the simulated account.")
    var bind = "127.0.0.1"

    @Option(help: "Seed of quotes, ids and latencies.")
    var seed = 1

    @Option(help: "Speed of the virtual clock: 1x, 10x, max.")
    var speed = "1x"

    @Option(help: "Highest server version to offer.")
    var maxServerVersion = RuntimeFacts.serverVersions.upperBound

    @Flag(help: "Refuse orders, as TWS's read-only setting does.")
    var readOnly = false

    @Option(help: "Client that sees the orders of all clients.")
    var masterClientId: Int?

    func run() async throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port \(port) is outside 0 to 65535") }
        guard RuntimeFacts.serverVersions.contains(maxServerVersion) else {
            let versions = RuntimeFacts.serverVersions
            throw ValidationError("--max-server-version: \(versions.lowerBound) to \(versions.upperBound)")
        }
        var options = SimulatorOptions()
        options.address = bind
        options.port = port
        options.seed = seed
        options.speed = try simulationSpeed(speed)
        options.maximumServerVersion = maxServerVersion
        options.isReadOnly = readOnly
        options.masterClientId = masterClientId
        throw ExitCode(await SimulatorRunner.run(options))
    }
}
