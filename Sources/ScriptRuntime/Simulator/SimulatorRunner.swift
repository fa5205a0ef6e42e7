internal import Glibc
internal import Logging
internal import NIOCore
internal import SimExchange
internal import TWSSession
internal import TWSTransport

/// `ibscript sim`: a simulated TWS on a socket.
public enum SimulatorRunner {
    /// Serves until a signal comes.
    ///
    /// - Returns: the exit code: 0 after SIGTERM or SIGINT, 5 when the port cannot be taken.
    public static func run(_ options: SimulatorOptions) async -> Int32 {
        let loop = ProcessLoop.shared
        let ended = loop.makePromise(of: Int32.self)
        Signals.whenInterrupted {
            ended.succeed(ExitStatus.success)
        } again: {
            exit(ExitStatus.interrupted)
        }
        let service = SimulatorService(options, on: loop)
        do {
            let port = try await service.start()
            StandardStream.output.write("listening on \(options.address):\(port)\n")
            let status = try await ended.futureResult.get()
            await service.stop()
            return status
        } catch {
            ended.succeed(ExitStatus.connection)
            StandardStream.error.write("ibscript: \(error)\n")
            return ExitStatus.connection
        }
    }
}

/// The simulator's server and exchange, on one event loop.
actor SimulatorService {
    private let loop: any EventLoop
    private let options: SimulatorOptions
    private var server: TWSServer?
    private var handler: ExchangeServer?
    private var driver: ExchangeDriver?

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }

    init(_ options: SimulatorOptions, on loop: any EventLoop) {
        self.options = options
        self.loop = loop
    }

    /// Binds the port and begins the exchange's time.
    ///
    /// - Returns: the port.
    func start() async throws -> Int {
        var configuration = SimConfiguration()
        configuration.seed = UInt64(bitPattern: Int64(options.seed))
        configuration.isReadOnly = options.isReadOnly
        configuration.masterClientId = options.masterClientId
        let driver = ExchangeDriver(
            SimExchange(configuration: configuration),
            speed: options.speed,
            pace: .clock,
            on: loop
        )
        let handler = ExchangeServer(driver)
        handler.log = { line in StandardStream.error.write("\(line)\n") }
        self.driver = driver
        self.handler = handler
        var serverConfiguration = TWSServer.Configuration()
        serverConfiguration.session.versions = RuntimeFacts.serverVersions.lowerBound...options.maximumServerVersion
        let server = try await TWSServer.start(
            host: options.address,
            port: options.port,
            configuration: serverConfiguration,
            on: loop,
            handler: handler,
            logger: Logger(label: "ibscript.sim") { _ in SwiftLogNoOpLogHandler() }
        )
        handler.link = server
        self.server = server
        return server.port
    }

    /// Says goodbye to all clients.
    func stop() async {
        driver?.stop()
        await server?.stop()
    }
}
