internal import NIOCore
internal import ScriptHost
internal import SimExchange
internal import TWSSession

/// A run on the embedded simulator, which begins afresh with every run.
///
/// Both sessions of the connection are joined by their bytes in memory: the script meets on the simulator what it meets
/// on TWS, handshake, coders, ids and pacing included. Used on one event loop; lives until the run has ended.
final class SimulatedRun {
    private let assembly: RunAssembly
    private let exchange: ExchangeDriver
    private let server: ExchangeServer
    private let clock: ExchangeClock
    private let handler: RunHandler
    private var link: MemoryLink?
    private var wake: (instant: SessionInstant, timer: Int)?

    /// Starts the run; the assembly's promise gets the exit code. Called on the loop.
    static func start(_ assembly: RunAssembly) {
        do {
            let run = SimulatedRun(assembly)
            try run.start()
            let alive = NIOLoopBound(run, eventLoop: assembly.loop)
            assembly.ended.futureResult.whenComplete { _ in alive.value.exchange.stop() }
        } catch {
            assembly.ended.fail(error)
        }
    }

    private init(_ assembly: RunAssembly) {
        self.assembly = assembly
        var simulator = SimulatorOptions()
        simulator.seed = assembly.options.seed
        let configuration = simulator.exchangeConfiguration(now: .virtualStart)
        exchange = ExchangeDriver(
            DisturbedExchange(SimExchange(configuration: configuration)),
            speed: assembly.options.speed,
            pace: .events,
            on: assembly.loop
        )
        server = ExchangeServer(exchange)
        clock = ExchangeClock(exchange)
        handler = RunHandler(assembly)
    }

    private func start() throws {
        var session = assembly.sessionConfiguration
        session.peer = "the simulator"
        session.silence = nil
        let exchange = exchange
        let link = MemoryLink(
            connection: TWSSession.ConnectionID(1),
            client: session,
            server: ServerSession.Configuration(),
            clientHandler: handler,
            serverHandler: server,
            clock: { SessionInstant(nanoseconds: exchange.now.nanoseconds(since: .virtualStart)) }
        )
        self.link = link
        server.link = link
        let driver = try assembly.driver(mode: .simulator, link: link, clock: clock, handler: handler)
        exchange.isAnswered = { [weak self] in self?.isAnswered(driver) ?? true }
        let bound = NIOLoopBound(self, eventLoop: assembly.loop)
        let loop = assembly.loop
        link.onWork = { loop.execute { bound.value.deliver() } }
        assembly.startTimeLimit(driver, clock)
        link.connect()
    }

    private func isAnswered(_ driver: RunDriver) -> Bool {
        !(link?.hasWork ?? false) && !driver.isPaused
    }

    private func deliver() {
        link?.deliver()
        mindWake()
    }

    /// The session's own timer runs on the exchange's time, so that pacing holds at any speed.
    private func mindWake() {
        guard let link, let next = link.nextWake, next != wake?.instant else { return }
        if let wake { exchange.cancelTimer(wake.timer) }
        let now = SessionInstant(nanoseconds: exchange.now.nanoseconds(since: .virtualStart))
        let seconds = Double((next - now).wholeNanoseconds) / 1e9
        let timer = exchange.startTimer(after: seconds) { [weak self] in
            self?.wake = nil
            self?.link?.wake()
            self?.mindWake()
        }
        wake = (next, timer)
    }
}
