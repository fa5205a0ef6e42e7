internal import DequeModule
package import ScriptHost
package import TWSSession
internal import TWSWire
package import Trading

/// Owns a run: its desk, its connection, its scripts and its clock, on one event loop.
///
/// Events come in one after the other, in turns: what comes while a turn is under way waits for its end, so that no
/// handler runs inside another. Whatever is done outside is done in ``run(_:)``, the socket before the output.
package final class RunCoordinator {
    /// What a run is made with.
    package struct Configuration {
        /// Where orders go.
        package var mode: ScriptConfiguration.Mode
        /// The account to trade; required where the login has several.
        package var account: String?
        /// The client's number.
        package var clientId: Int
        /// Where to connect, and how often.
        package var supervision: ConnectionSupervisor.Configuration
        /// When TWS restarts each night; `nil` where the user has not said.
        package var restart: (any NightlyRestart)?
        /// Whether the desk makes records for ``RunCoordinator/whenJournaled``.
        package var keepsJournal = false

        /// A configuration from its parts.
        package init(
            mode: ScriptConfiguration.Mode,
            account: String? = nil,
            clientId: Int,
            supervision: ConnectionSupervisor.Configuration,
            keepsJournal: Bool = false
        ) {
            self.keepsJournal = keepsJournal
            self.mode = mode
            self.account = account
            self.clientId = clientId
            self.supervision = supervision
        }
    }

    /// Called once, with the exit code, when the run is over and its connection closed.
    package var whenEnded: (Int32) -> Void = { _ in }
    /// Called once, when the scripts begin.
    package var whenBegun: () -> Void = {}
    /// Takes the journal's records, each before what it tells of is sent.
    package var whenJournaled: (JournalRecord) -> Void = { _ in }

    let configuration: Configuration
    var desk: TradingDesk
    var slots: [ScriptSlot] = []
    /// Counts the connections, so that what an old one still tells can be told apart.
    var connectionNumber = 0
    let clock: any RunClock
    var supervisor: ConnectionSupervisor
    var random = SystemRandomNumberGenerator()
    /// What gets through to TWS and IB, and since when not.
    var watch = LinkWatch()
    /// The account that this run trades, from the first connection on.
    var account: String?
    /// Messages of a connection whose account has not been checked yet.
    var held: [ServerMessage] = []
    /// Whether the account of the connection has been checked.
    var isAdmitted = false
    /// Streams that the connection got again.
    var restored = 0
    let links: any LinkProvider
    private let output: any RunOutput
    var link: (any ClientLink)?
    private var timers: [RunTimer: Int] = [:]
    /// What came while another event was being handled.
    private var queue: [RunEvent] = []
    private var isBusy = false
    /// What scripts have asked for and has not been done yet.
    var effects: Deque<(effect: ScriptEffect, script: ScriptID)> = []
    var isPerforming = false
    private var hasSent = false
    /// Lines that wait for the socket to have had its bytes.
    private var lines: [PendingLine] = []
    private var areLinesDue = false
    /// More lines than these do not wait.
    private static let mostLines = 1_000
    /// Whether the scripts have begun.
    var hasBegun = false
    private var failure: Int32?
    private(set) var isOver = false

    /// A run that has not begun: scripts are taken in, then ``take(_:)`` gets ``RunEvent/begin``.
    package init(
        _ configuration: Configuration,
        links: any LinkProvider,
        clock: any RunClock,
        output: any RunOutput
    ) {
        self.configuration = configuration
        self.links = links
        self.clock = clock
        self.output = output
        desk = TradingDesk(
            configuration: TradingDesk.Configuration(
                clientId: configuration.clientId,
                keepsJournal: configuration.keepsJournal
            )
        )
        supervisor = ConnectionSupervisor(configuration: configuration.supervision)
    }

    /// Whether a script may go on to print.
    var hasRoom: Bool { output.hasRoom }

    /// Asks to be told when there is room for output again.
    func awaitRoom() {
        output.whenRoom(clock.signal { [self] in take(.room) })
    }

    /// Whether a script is in the middle of a long computation, or has more to do than one turn takes.
    package var isComputing: Bool { turnsAsked > 0 && !isOver }
    private var turnsAsked = 0

    // MARK: Events

    /// Takes an event; it is handled now, or after those that came before it.
    package func take(_ event: RunEvent) {
        guard !isBusy else { return queue.append(event) }
        isBusy = true
        handle(event)
        endTurn()
    }

    /// The same for a message, which is by far the most frequent.
    func take(_ message: ServerMessage) {
        guard !isBusy, !isOver else { return take(.message(message)) }
        isBusy = true
        receive(message)
        endTurn()
    }

    /// Handles what has come meanwhile, and lets leave what the turn has sent.
    private func endTurn() {
        var next = 0
        while next < queue.count {
            let event = queue[next]
            next += 1
            handle(event)
        }
        if next > 0 { queue.removeAll(keepingCapacity: true) }
        isBusy = false
        if hasSent { flush() }
    }

    private func handle(_ event: RunEvent) {
        guard !isOver else { return finishClosing(event) }
        switch event {
        case .message(let message): receive(message)
        case .timer(let timer): ranOut(timer)
        case .turn(let script):
            turnsAsked -= 1
            give(.continueSlice, to: script)
        case .begin: supervise(.start(at: clock.instant))
        case .ready(let ready): becameReady(ready)
        case .note(let text): run(.show(.note(text), of: nil))
        case .failed(let error):
            link = nil
            held = []
            supervise(.failed(error, at: clock.instant))
        case .closed(let error): lost(error)
        case .room: unpark()
        case .stop(let request): stop(request)
        }
    }

    private func ranOut(_ timer: RunTimer) {
        timers[timer] = nil
        switch timer {
        case .script(let script, let timer): give(.timer(timer), to: script)
        case .retirement(let script): retired(script, isLate: true)
        case .supervisor: supervise(.wake(at: clock.instant))
        case .restart: mindRestart()
        case .closing: break
        }
    }

    /// After the end only the connection's own end matters.
    private func finishClosing(_ event: RunEvent) {
        switch event {
        case .closed, .failed, .timer(.closing): complete()
        default: break
        }
    }

    // MARK: Actions

    /// Does one thing outside.
    func run(_ action: RunAction) {
        switch action {
        case .connect(let endpoint): connect(to: endpoint)
        case .journal(let record): whenJournaled(record)
        case .send(let message): send(message)
        case .takeBack(let orderId, let message):
            guard let link, !link.takeBack(orders: [orderId]).isEmpty else { return send(message) }
            run(desk.takenBack(orderId: orderId, at: clock.now))
        case .show(let event, let script): show(.event(event), of: script)
        case .tell(let verdict, let script): show(.verdict(verdict), of: script)
        case .startTimer(let timer, let seconds):
            timers[timer] = clock.startTimer(after: seconds) { [self] in take(.timer(timer)) }
        case .cancelTimer(let timer):
            if let number = timers.removeValue(forKey: timer) { clock.cancelTimer(number) }
        case .later(let script):
            turnsAsked += 1
            clock.later { [self] in take(.turn(script)) }
        case .close: close()
        }
    }

    private func send(_ message: ClientMessage) {
        if let reason = desk.reasonToWithhold(message) {
            return run(desk.notSent(message, because: reason, at: clock.now))
        }
        do throws(SessionError) {
            guard let link else { throw SessionError(.notConnected, "not connected") }
            try link.send(message)
            hasSent = true
        } catch {
            run(desk.notSent(message, because: "\(error)", at: clock.now))
        }
    }

    private func flush() {
        hasSent = false
        link?.flush()
    }

    private func show(_ content: PendingLine.Content, of script: ScriptID?) {
        if case .verdict(let verdict) = content, !verdict.isShown { return }
        lines.append(PendingLine(time: clock.now, script: script, content: content))
        if lines.count >= Self.mostLines, !hasSent { return showLines() }
        guard !areLinesDue else { return }
        areLinesDue = true
        clock.soon { [self] in
            areLinesDue = false
            showLines()
        }
    }

    /// Hands over what there is to show: together, since each time wakes the output's thread.
    private func showLines() {
        guard !lines.isEmpty else { return }
        let names = slots.count > 1 ? slots.map(\.name) : []
        output.show(lines.flatMap { $0.lines(names) })
        lines.removeAll(keepingCapacity: true)
    }

    /// Ends a run that has not begun.
    func fail(_ status: Int32, _ message: String) {
        run(.show(.note("ibscript: \(message)"), of: nil))
        failure = status
        conclude()
    }

    // MARK: The run's end

    /// Ends the run once every script has.
    func conclude() {
        guard failure != nil || slots.allSatisfy({ $0.end != nil }) else { return }
        _ = supervisor.handle(.stop, using: &random)
        for timer in Array(timers.keys) { run(.cancelTimer(timer)) }
        run(.close)
    }

    private func close() {
        isOver = true
        guard let link else { return complete() }
        flush()
        link.close()
        run(.startTimer(.closing, after: 2))
    }

    private func complete() {
        run(.cancelTimer(.closing))
        link = nil
        showLines()
        let ended = whenEnded
        whenEnded = { _ in }
        ended(failure ?? slots.lazy.compactMap { $0.end?.exitCode }.first { $0 != 0 } ?? ExitStatus.success)
    }
}
