internal import NIOCore
internal import SimExchange
internal import Store
internal import TWSSession
internal import TWSWire

/// The simulator inside a run, which starts fresh with every run, and the connection to it.
///
/// By default, both sessions of the connection exchange bytes in memory: on the simulator, a script uses everything
/// that it uses with TWS, including handshake, coders and pacing. Used on one event loop.
final class EmbeddedExchange: LinkProvider {
    /// The exchange's time, which is the run's.
    let clock: ExchangeClock
    /// Whether a script is computing; nothing reaches it or the exchange meanwhile, so that a run is the same however
    /// long its turns take.
    var isComputing: () -> Bool = { false }

    private let path: ExchangePath
    private let configuration: ClientSession.Configuration
    private let driver: ExchangeDriver
    private let server: ExchangeServer
    private let loop: any EventLoop
    /// Cuts what the server writes, if the plans require it.
    private let cutter: WriteCutter?
    /// Without a check for exclusive access: it is looked at before every event, and only the event loop comes here.
    @exclusivity(unchecked) private var link: (any EmbeddedLink)?
    private var wake: (instant: SessionInstant, timer: Int)?
    private var isDeliveryDue = false
    /// The file that stores the exchange; `nil` for one that ends with the run.
    private var state: SimulatorState?

    /// Embeds an exchange without clients in a run.
    init(
        _ exchange: ChaosExchange,
        speed: SimulationSpeed,
        path: ExchangePath = .wire(),
        _ configuration: ClientSession.Configuration,
        on loop: any EventLoop
    ) {
        self.loop = loop
        self.path = path
        self.configuration = configuration
        cutter = exchange.splitsFrames ? WriteCutter(seed: exchange.seed, connection: ConnectionID(1)) : nil
        driver = ExchangeDriver(exchange, speed: speed, pace: .events, on: loop)
        server = ExchangeServer(driver)
        clock = ExchangeClock(driver, on: loop)
        driver.isAnswered = { [unowned self] in !(link?.hasWork ?? false) && !isComputing() }
        // What goes by bytes takes the turns of the loop that it would take between two processes.
        if case .direct = path { driver.answer = { [unowned self] in answer() } }
    }

    /// Makes the exchange on which `ibscript run` trades.
    ///
    /// - Parameter fail: Ends the run if the state of the exchange cannot be stored.
    /// - Throws: `StoreError` for a file that does not match, `RunFailure` for invalid market data or an invalid
    ///   course.
    convenience init(
        _ options: SimulatorOptions,
        _ configuration: ClientSession.Configuration,
        on loop: any EventLoop,
        fail: @escaping (any Error) -> Void
    ) throws {
        let simulator = options.exchangeConfiguration(now: .virtualStart)
        let state = try options.statePath.map { path throws(StoreError) in try SimulatorState(path: path) }
        let course = try CourseFile.course(of: options)
        let restored = try state?.exchange(simulator, now: nil)
        let exchange = try restored ?? options.exchange(simulator, course)
        self.init(
            ChaosExchange(exchange, plans: options.chaos.plans, course: course),
            speed: options.speed,
            configuration,
            on: loop
        )
        self.state = state
        guard let state else { return }
        driver.keep = { exchange, withClock in
            do {
                try state.save(&exchange, withClock: withClock)
                return true
            } catch {
                fail(error)
                return false
            }
        }
    }

    /// Takes bars of past data without their messages; `nil` if they come as messages.
    var bars: (any BarTaker)? {
        get { driver.bars }
        set { driver.bars = newValue }
    }

    /// Takes reports about orders that need not be messages; `nil` if all of them are.
    var reports: QuietReports?

    /// What the exchange currently holds, whatever the client was told.
    var snapshot: ExchangeSnapshot { driver.snapshot }

    /// The exchange itself in its current state, whatever the client was told.
    var truth: SimExchange { driver.truth }

    /// The exchange's time.
    var now: ExchangeInstant { driver.now }

    /// Makes a change to the exchange that the client did not request.
    func change(_ body: (inout SimExchange) -> Void) { driver.change(body) }

    func connect(to endpoint: Endpoint, handler: any ClientHandler) -> any ClientLink {
        let link = makeLink(handler)
        self.link = link
        server.link = link
        link.onWork = { [unowned self] in deliverLater() }
        link.connect()
        return link
    }

    private func makeLink(_ handler: any ClientHandler) -> any EmbeddedLink {
        var configuration = configuration
        if let link { configuration.historicalPacer = link.session.historicalPacer }
        switch path {
        case .wire(let maximumServerVersion):
            let driver = driver
            var session = ServerSession.Configuration()
            session.versions = session.versions.lowerBound...maximumServerVersion
            let link = MemoryLink(
                connection: ConnectionID(1),
                client: configuration,
                server: session,
                clientHandler: handler,
                serverHandler: server,
                clock: { SessionInstant(nanoseconds: driver.now.nanoseconds(since: .virtualStart)) }
            )
            if var cutter { link.cutter = { cutter.pieces(of: $0) } }
            return link
        case .direct:
            let link = DirectLink(
                connection: ConnectionID(1),
                client: configuration,
                clientHandler: handler,
                serverHandler: server
            )
            link.reports = reports
            driver.defersFilledOrders = reports != nil
            server.takeFilled = { [unowned link] in link.send($0) }
            return link
        }
    }

    /// Lets time leap from event to event for so many seconds, whatever its speed.
    func hurry(_ seconds: Double) { driver.hurry(seconds) }

    /// Hears of every request before the exchange does.
    var whenRequested: (ClientMessage) -> Void {
        get { server.whenRequested }
        set { server.whenRequested = newValue }
    }

    /// Lets the time since the last event pass: what comes next comes from outside.
    func catchUp() { driver.catchUp() }

    /// Returns the instance of an exchange that is kept in a file; `nil` for one that ends with the run.
    ///
    /// - Throws: `StoreError` for a damaged file.
    func instance() throws(StoreError) -> String? { try state?.instance() }

    /// Ends the exchange's time.
    func stop() { driver.stop() }

    /// Stores the exchange's last moment in its file, and closes that; does nothing for an exchange without one.
    ///
    /// - Throws: `StoreError`.
    func closeState() throws {
        guard let state else { return }
        driver.settle()
        self.state = nil
        try state.close()
    }

    /// Delivers what is under way within the driver's turn.
    private func answer() {
        if !isComputing() { link?.deliver() }
    }

    private func deliverLater() {
        guard !isDeliveryDue, driver.answer == nil || !driver.isRunning else { return }
        isDeliveryDue = true
        loop.later { [self] in deliver() }
    }

    private func deliver() {
        isDeliveryDue = false
        guard !isComputing() else { return deliverLater() }
        link?.deliver()
        mindWake()
    }

    /// The session's own timer runs on the exchange's time, so that pacing applies at any speed.
    private func mindWake() {
        guard let link, let next = link.nextWake, next != wake?.instant else { return }
        if let wake { driver.cancelTimer(wake.timer) }
        let now = SessionInstant(nanoseconds: driver.now.nanoseconds(since: .virtualStart))
        let seconds = Double((next - now).wholeNanoseconds) / 1e9
        let timer = driver.startTimer(after: seconds) { [weak self] in
            self?.wake = nil
            self?.link?.wake()
            self?.mindWake()
        }
        wake = (next, timer)
    }
}
