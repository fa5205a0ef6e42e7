internal import DequeModule
package import ScriptHost
package import TWSSession
internal import TWSWire
package import Trading

/// Owns a run: its desk, its connection, its scripts and its clock, on one event loop.
///
/// Events come in one after the other, in turns: an event during a turn waits for its end, so that no handler runs
/// inside another. Everything that is done outside is done in ``run(_:)``, the socket before the output.
package final class RunCoordinator {
    /// The configuration of a run.
    package struct Configuration {
        /// Where orders go.
        package var mode: ScriptConfiguration.Mode
        /// The account to trade; required if the login has several.
        package var account: String?
        /// The client ID.
        package var clientId: Int
        /// Where to connect, and how often.
        package var supervision: ConnectionSupervisor.Configuration
        /// When TWS restarts each night; `nil` if the user has not said so.
        package var restart: (any NightlyRestart)?
        /// Whether the desk makes records, for the journal and ``RunCoordinator/whenJournaled``.
        package var keepsJournal = false
        /// Whether these are the intents only.
        package var journalsOnlyIntents = false
        /// Whether the other side starts with this run: then there is nothing earlier to read.
        package var startsFresh = false
        /// Whether a script may use a name that belongs to another file.
        package var takesOver = false
        /// Whether TWS is asked, before an order is judged, which instrument its contract is.
        package var asksAboutContracts = false

        /// Makes a configuration from its parts.
        package init(
            mode: ScriptConfiguration.Mode,
            account: String? = nil,
            clientId: Int,
            supervision: ConnectionSupervisor.Configuration,
            keepsJournal: Bool = false,
            startsFresh: Bool = false,
            takesOver: Bool = false
        ) {
            self.keepsJournal = keepsJournal
            self.startsFresh = startsFresh
            self.takesOver = takesOver
            self.mode = mode
            self.account = account
            self.clientId = clientId
            self.supervision = supervision
        }
    }

    /// Called once, with the exit code, when the run has ended and its connection is closed.
    package var whenEnded: (Int32) -> Void = { _ in }
    /// Called once, when the scripts start.
    package var whenBegun: () -> Void = {}
    /// Called when a simulator in another process announces its instance and its time.
    package var whenSimulated: (SimulatorNotice) -> Void = { _ in }
    /// Called for a script's notification: title, level and text.
    package var whenNotified: (_ title: String, _ level: String, _ text: String) -> Void = { _, _, _ in }
    /// Makes a script from its changed file; a result of `nil` keeps the running one, with the reason already reported.
    /// The property is `nil` if files are not watched.
    package var whenChanged: ((ScriptID) -> ScriptRenewal?)?
    /// Makes the time of the embedded simulator leap so many seconds; does nothing by default.
    package var whenHurried: (_ seconds: Double) -> Void = { _ in }
    /// Lets the simulator's time reach the present before what a person has typed is run.
    package var whenTyped: () -> Void = {}
    /// Called with the journal's records, each before what it describes is sent.
    package var whenJournaled: (JournalRecord) -> Void = { _ in }

    /// Called with what scripts check, and the moment; if it is `nil`, failed checks are logged.
    package var whenChecked: ((ScriptCheckResult, RunInstant) -> Void)?

    /// Takes the books of the account, once it is known; an error ends the run.
    package var whenClaimed: (RunLogin) throws(RunFailure) -> Void = { _ in }

    /// Reads the limits of the account, once it is known; an error ends the run.
    package var whenLimited: (_ account: String) throws(RunFailure) -> AccountLimits? = { _ in nil }

    let configuration: Configuration
    /// The control of the run from outside; `nil` for none.
    package internal(set) var control: RunControl?
    /// The simulator in another process on which the run trades, if it has announced itself before the account was
    /// known.
    package var instance: String?
    /// The account whose books the run has taken.
    var claimed: String?
    /// The endpoint of the latest connection; `nil` before the first.
    var endpoint: Endpoint?
    /// How often the kill switch had been moved when the desk was told.
    var switchMoves = 0
    var flattening = Flattening.none
    /// How often a flatten has cancelled or closed again.
    var flattenTries = 0
    /// The flattens that scripts have requested, the current one first.
    var flattensAsked: [AskedFlatten] = []
    /// The script on whose behalf positions are closed.
    var flattener = ScriptID(0)
    /// Every order with which a flatten of this run has closed a position.
    var flattenOrders: Set<Int> = []
    /// Called when a flatten has ended.
    var whenFlattened: (RunStatus) -> Void = { _ in }
    /// The reference of the order that the user released last; empty before the first.
    var released = ""
    /// Like what else a message looks at without a check for exclusive access: a value calls nobody back while it changes.
    @exclusivity(unchecked) var desk: TradingDesk
    @exclusivity(unchecked) var slots: [ScriptSlot] = []
    /// Counts the connections, to recognize what an old one still reports.
    var connectionNumber = 0
    let clock: any RunClock
    var supervisor: ConnectionSupervisor
    /// Randomizes the pauses between attempts to connect.
    var random: any RandomNumberGenerator = SystemRandomNumberGenerator()
    /// The state of the connection to TWS and IB, and since when it is broken.
    var watch = LinkWatch()
    /// The account that this run trades, from the first connection on.
    var account: String?
    /// The messages of a connection whose account has not been checked yet.
    var held: [ServerMessage] = []
    /// Whether the account of the connection has been checked.
    @exclusivity(unchecked) var isAdmitted = false
    /// The number of streams restored on the connection.
    var restored = 0
    let links: any LinkProvider
    private let output: any RunOutput
    /// Whether anybody sees what happens to orders.
    let showsOrders: Bool
    var link: (any ClientLink)?
    @exclusivity(unchecked) var timers: [RunTimer: Int] = [:]
    /// The events that came while another one was being handled.
    @exclusivity(unchecked) private var queue: [RunEvent] = []
    @exclusivity(unchecked) var isBusy = false
    /// The effects of scripts that have not been carried out yet.
    @exclusivity(unchecked) var effects: Deque<(effect: ScriptEffect, script: ScriptID)> = []
    @exclusivity(unchecked) var isPerforming = false
    @exclusivity(unchecked) private var hasSent = false
    /// Where the run records what it is about to do; `nil` without a journal.
    let journal: (any RunJournal)?
    /// What the scripts were made from, in order; for the journal.
    package var origins: [ScriptOrigin] = []
    /// Whether the user was told that nothing is stored.
    var hasToldOfMemory = false
    /// What this turn must record and send.
    @exclusivity(unchecked) var departures = Departures()
    /// The lines that wait for the socket to have its bytes.
    private var lines: [RunLine] = []
    private var areLinesDue = false
    /// The milliseconds for which the next line waits for others.
    private var lineWait = 1
    /// The largest number of lines that wait.
    private static let mostLines = 1_000
    /// The number of scripts at work in processes of their own.
    @exclusivity(unchecked) var awayCount = 0
    /// On a virtual clock: events of the run that wait for a script to be back.
    @exclusivity(unchecked) var heldBack: Deque<RunEvent> = []
    /// On a virtual clock: events for scripts once one is back, in order.
    @exclusivity(unchecked) var postponed: Deque<(event: ScriptEvent, script: ScriptID)> = []
    /// Whether the scripts have started.
    var hasBegun = false
    var failure: Int32?
    @exclusivity(unchecked) private(set) var isOver = false

    /// Makes a run that has not started: scripts are added, then ``take(_:)`` receives ``RunEvent/begin``.
    package init(
        _ configuration: Configuration,
        links: any LinkProvider,
        clock: any RunClock,
        output: any RunOutput,
        journal: (any RunJournal)? = nil
    ) {
        self.journal = journal
        self.configuration = configuration
        self.links = links
        self.clock = clock
        self.output = output
        showsOrders = output.showsOrders
        desk = TradingDesk(configuration: configuration.desk(hasJournal: journal != nil))
        supervisor = ConnectionSupervisor(configuration: configuration.supervision)
    }

    /// Whether a script may continue to print.
    var hasRoom: Bool { output.hasRoom }

    /// Requests a notification when there is room for output again.
    func awaitRoom() {
        output.whenRoom(clock.signal { [self] in take(.room) })
    }

    /// Whether a script is in the middle of a long computation, or has more to do than fits in one turn.
    package var isComputing: Bool { (turnsAsked > 0 || awayCount > 0 || !postponed.isEmpty) && !isOver }
    @exclusivity(unchecked) private var turnsAsked = 0

    // MARK: Events

    /// Takes an event; it is handled now, or after the ones before it.
    package func take(_ event: RunEvent) {
        guard !isBusy else { return queue.append(event) }
        isBusy = true
        handle(event)
        endTurn()
        while awayCount == 0, let next = heldBack.popFirst() {
            isBusy = true
            handle(next)
            endTurn()
        }
    }

    /// Does the same for a message, which is by far the most frequent event.
    func take(_ message: ServerMessage) {
        guard !isBusy, !isOver, awayCount == 0 else { return take(.message(message)) }
        isBusy = true
        receive(message)
        endTurn()
    }

    /// Handles what has come meanwhile, and sends what the turn has produced.
    func endTurn() {
        var next = 0
        repeat {
            while next < queue.count {
                let event = queue[next]
                next += 1
                handle(event)
            }
            depart()
        } while next < queue.count
        if next > 0 { queue.removeAll(keepingCapacity: true) }
        isBusy = false
        flushSent()
    }

    private func handle(_ event: RunEvent) {
        guard !isOver else { return finishClosing(event) }
        if holdsBack(event) { return heldBack.append(event) }
        switch event {
        case .message(let message): receive(message)
        case .timer(let timer): ranOut(timer)
        case .turn(let script):
            turnsAsked -= 1
            give(.continueSlice, to: script)
        case .begin: supervise(.start(at: clock.instant))
        case .ready(let ready): becameReady(ready)
        case .note(let text): run(.show(.note(text), of: nil))
        case .simulator(let notice): whenSimulated(notice)
        case .held(let id): tellAsker(of: id) { .requestHeld(id: $0) }
        case .left(let id): tellAsker(of: id) { .requestLeft(id: $0) }
        case .failed(let error):
            link = nil
            held = []
            supervise(.failed(error, at: clock.instant))
        case .closed(let error): lost(error)
        case .back(let script, let effects): cameBack(script, effects)
        case .kept(let script): giveKept(to: script)
        case .room: unpark()
        case .changed(let script): fileChanged(script)
        case .typed(let entry): give(.typed(entry), to: slots[0].id)
        case .stop(let request): stop(request)
        case .overdue: endNow()
        case .control: obey()
        }
    }

    private func ranOut(_ timer: RunTimer) {
        timers[timer] = nil
        switch timer {
        case .script(let script, let timer): give(.timer(timer), to: script)
        case .retirement(let script): retired(script, isLate: true)
        case .supervisor: supervise(.wake(at: clock.instant))
        case .flatten: flattenIsLate()
        case .desk: run(desk.wake(at: clock.now))
        case .restart: mindRestart()
        case .closing: break
        }
    }

    /// Handles an event after the end, when only the connection's own end matters.
    private func finishClosing(_ event: RunEvent) {
        switch event {
        case .closed, .failed, .timer(.closing): complete()
        default: break
        }
    }

    // MARK: Actions

    /// Carries out one action outside.
    func run(_ action: RunAction) {
        switch action {
        case .connect(let endpoint): connect(to: endpoint)
        case .journal(let record): departures.records.append(record)
        case .send(let message): departures.messages.append(.send(message))
        case .takeBack(let orderId, let message):
            departures.messages.append(.takeBack(orderId: orderId, orSend: message))
        case .show(let event, let script): show(.event(event), of: script)
        case .tell(let verdict, let script): show(.verdict(verdict), of: script)
        case .startTimer(let timer, let seconds, let isTimeout):
            let ranOut = { [self] in take(.timer(timer)) }
            timers[timer] =
                isTimeout
                ? clock.startTimeout(after: seconds, ranOut) : clock.startTimer(after: seconds, ranOut)
        case .cancelTimer(let timer):
            if let number = timers.removeValue(forKey: timer) { clock.cancelTimer(number) }
        case .later(let script):
            turnsAsked += 1
            clock.later { [self] in take(.turn(script)) }
        case .close: close()
        }
    }

    /// Passes a message to the connection; it leaves with the turn, or when pacing allows.
    func send(_ message: ClientMessage) {
        mindSwitch()
        if let reason = ask({ $0.reasonToWithhold(message) ?? $0.haltToWithhold(message) }) {
            return run(desk.notSent(message, because: reason, at: clock.now))
        }
        do throws(SessionError) {
            guard let link else { throw SessionError(.notConnected, "not connected") }
            try link.send(message)
            hasSent = true
            noteSending(message)
        } catch {
            run(desk.notSent(message, because: "\(error)", at: clock.now))
        }
    }

    /// Asks the desk in place: a property of a class is copied for a call that only reads it, and the desk is large.
    func ask<Answer>(_ question: (inout TradingDesk) -> Answer) -> Answer { question(&desk) }

    /// Hands what was sent over to the socket.
    func flushSent() { if hasSent { flush() } }

    private func flush() {
        hasSent = false
        link?.flush()
    }

    private func show(_ content: RunLine.Content, of script: ScriptID?) {
        if case .verdict(let verdict) = content, !showsOrders || !verdict.isShown { return }
        let source = slots.count > 1 ? script.map { slots[$0.number].name } : nil
        lines.append(RunLine(time: clock.now, source: source, content: content))
        if lines.count >= Self.mostLines, !hasSent { return showLines() }
        guard !areLinesDue else { return }
        areLinesDue = true
        clock.soon(lineWait) { [self] in
            areLinesDue = false
            // While many come, they wait longer: each time wakes the output's thread, which orders then wait for.
            lineWait = lines.count < 10 ? 1 : 25
            showLines()
        }
    }

    /// Hands over all lines to show together.
    private func showLines() {
        guard !lines.isEmpty else { return }
        output.show(lines)
        lines = []
    }

    /// Ends a run that has not started.
    func fail(_ status: Int32, _ message: String) {
        run(.show(.note("ibscript: \(message)"), of: nil))
        failure = status
        conclude()
    }

    // MARK: The run's end

    /// Ends the run once every script has.
    func conclude() {
        guard failure != nil || slots.allSatisfy({ $0.end != nil }) else { return }
        guard failure != nil || !waitsForChanges() else { return }
        _ = supervisor.handle(.stop, using: &random)
        for timer in Array(timers.keys) { run(.cancelTimer(timer)) }
        run(.close)
    }

    private func close() {
        depart()
        isOver = true
        guard let link else { return complete() }
        flush()
        link.close()
        run(.startTimer(.closing, after: 2))
    }

    private func complete() {
        run(.cancelTimer(.closing))
        link = nil
        let exitCode = failure ?? slots.lazy.compactMap { $0.end?.exitCode }.first { $0 != 0 } ?? ExitStatus.success
        closeJournal(exitCode)
        showLines()
        let ended = whenEnded
        whenEnded = { _ in }
        ended(exitCode)
    }
}
