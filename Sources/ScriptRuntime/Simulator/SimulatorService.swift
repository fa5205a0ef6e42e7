internal import FoundationEssentials
internal import Logging
internal import NIOCore
internal import SimExchange
internal import TWSSession
internal import TWSTransport

/// The simulator's server and exchange, on one event loop.
actor SimulatorService {
    private let loop: any EventLoop
    private let options: SimulatorOptions
    private var server: TWSServer?
    private var handler: ExchangeServer?
    private var driver: ExchangeDriver?
    private var board: BoardScreen?

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }

    init(_ options: SimulatorOptions, on loop: any EventLoop) {
        self.options = options
        self.loop = loop
    }

    /// Binds the port and begins the exchange's time.
    ///
    /// - Returns: the port.
    func start() async throws -> Int {
        let now = ExchangeInstant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded()))
        let exchange = DisturbedExchange(
            SimExchange(configuration: options.exchangeConfiguration(now: now)),
            plans: try options.plans()
        )
        let driver = ExchangeDriver(
            exchange,
            speed: options.speed,
            pace: .clock,
            on: loop
        )
        let handler = ExchangeServer(driver)
        handler.log = { line in StandardStream.error.write("\(line)\n") }
        self.driver = driver
        self.handler = handler
        var configuration = TWSServer.Configuration()
        configuration.session.versions = RuntimeFacts.serverVersions.lowerBound...options.maximumServerVersion
        configuration.trustedAddresses = Set(options.trustedAddresses)
        configuration.faults.isWedged = exchange.isWedged
        if exchange.splitsFrames {
            let seed = exchange.seed
            configuration.faults.cutter = { connection in
                var cutter = WriteCutter(seed: seed, connection: ConnectionID(connection.number))
                return { bytes in cutter.pieces(of: bytes) }
            }
        }
        let server = try await TWSServer.start(
            host: options.address,
            port: options.port,
            configuration: configuration,
            on: loop,
            handler: handler,
            logger: Logger(label: "ibscript.sim") { _ in SwiftLogNoOpLogHandler() }
        )
        handler.link = server
        self.server = server
        return server.port
    }

    /// Shows the live board instead of the log, where there is a terminal for it.
    func showBoard() {
        guard options.showsBoard, BoardScreen.isPossible, let driver, let handler, let server else { return }
        let screen = BoardScreen(address: "\(options.address):\(server.port)") { driver.snapshot }
        handler.log = { line in screen.note(line) }
        screen.start(on: loop)
        board = screen
    }

    /// Says goodbye to all clients.
    func stop() async {
        board?.stop()
        driver?.stop()
        await server?.stop()
    }
}
