internal import FoundationEssentials
internal import Logging
internal import NIOCore
internal import Notation
internal import SimExchange
internal import Store
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
    private var state: SimulatorState?
    private var stateClock: RepeatedTask?
    private var leapClock: RepeatedTask?
    /// Ends the simulator if its state cannot be stored.
    private let fail: @Sendable (any Error) -> Void

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }

    init(_ options: SimulatorOptions, on loop: any EventLoop, fail: @escaping @Sendable (any Error) -> Void) {
        self.options = options
        self.loop = loop
        self.fail = fail
    }

    /// Binds the port and starts the exchange's time.
    ///
    /// - Returns: The port.
    /// - Throws: `CancellationError` if a signal came while the exchange caught up with the system's clock.
    func start() async throws -> Int {
        let now = ExchangeInstant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded()))
        let course = try CourseFile.course(of: options)
        var exchange = ChaosExchange(try exchange(now, course), plans: options.chaos.plans, course: course)
        try state?.save(&exchange, withClock: true)
        if Signals.isInterrupted {
            try state?.close()
            throw CancellationError()
        }
        let driver = ExchangeDriver(exchange, speed: options.speed, pace: .clock, on: loop)
        keepState(of: driver)
        let handler = ExchangeServer(driver, instance: try state?.instance() ?? Self.newInstance())
        handler.log = { line in StandardStream.error.writeLine(line) }
        self.driver = driver
        self.handler = handler
        var configuration = TWSServer.Configuration()
        configuration.session.versions = RuntimeFacts.serverVersions.lowerBound...options.maximumServerVersion
        configuration.trustedAddresses = Set(options.trustedAddresses)
        configuration.faults.isWedged = exchange.isWedged
        if exchange.splitsFrames {
            let seed = exchange.seed
            configuration.faults.cutter = { connection in
                var cutter = WriteCutter(seed: seed, connection: connection)
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
        tellLeaps(of: handler, driver)
        return server.port
    }

    /// Returns sixteen hexadecimal digits for an exchange that ends with its process.
    private static func newInstance() -> String {
        Hexadecimal.text(UInt32.random(in: .min ... .max)) + Hexadecimal.text(UInt32.random(in: .min ... .max))
    }

    /// Tells ibscript clients the time if it leaps, fifty times a second.
    private func tellLeaps(of handler: ExchangeServer, _ driver: ExchangeDriver) {
        guard driver.leaps else { return }
        let bound = NIOLoopBound(handler, eventLoop: loop)
        leapClock = loop.scheduleRepeatedTask(initialDelay: .milliseconds(20), delay: .milliseconds(20)) { _ in
            bound.value.tellLeaps()
        }
    }

    /// Returns the exchange of the state's file, or a new one.
    private func exchange(_ now: ExchangeInstant, _ course: MarketCourse?) throws -> SimExchange {
        let configuration = options.exchangeConfiguration(now: now)
        guard let path = options.statePath else { return try options.exchange(configuration, course) }
        let state = try SimulatorState(path: path)
        self.state = state
        guard options.clock == .system else { return try state.exchange(configuration, now: nil) }
        var exchange = try state.exchange(configuration, now: now)
        var catchUp = CatchUp(exchange, to: now)
        catchUp.run(&exchange, isStopped: { Signals.isInterrupted }, tell: { StandardStream.error.writeLine($0) })
        return exchange
    }

    /// Makes the driver store every change before it is reported, and the time once a second.
    private func keepState(of driver: ExchangeDriver) {
        guard let state else { return }
        driver.keep = { [fail] exchange, withClock in
            do {
                try state.save(&exchange, withClock: withClock)
                return true
            } catch {
                fail(error)
                return false
            }
        }
        let bound = NIOLoopBound(driver, eventLoop: loop)
        stateClock = loop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
            bound.value.settle()
        }
    }

    /// Shows the live board instead of the log, if there is a terminal for it.
    func showBoard() {
        guard options.showsBoard, BoardScreen.isPossible, let driver, let handler, let server else { return }
        let screen = BoardScreen(address: "\(options.address):\(server.port)") { driver.snapshot }
        handler.log = { line in screen.note(line) }
        screen.start(on: loop)
        board = screen
    }

    /// Disconnects all clients.
    func stop() async {
        board?.stop()
        stateClock?.cancel()
        leapClock?.cancel()
        driver?.settle()
        driver?.stop()
        await server?.stop()
        do throws(StoreError) {
            try state?.close()
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
        }
    }
}
