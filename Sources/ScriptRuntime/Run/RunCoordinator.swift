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
        /// Whether the desk makes records, for the journal and ``RunCoordinator/whenJournaled``.
        package var keepsJournal = false
        /// Whether the other side begins with this run: then there is nothing of before to be read.
        package var startsFresh = false
        /// Whether a script may use a name that belongs to another file.
        package var takesOver = false
        /// Whether TWS is asked, before an order is judged, which instrument its contract is.
        package var asksAboutContracts = false

        /// A configuration from its parts.
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

    /// Called once, with the exit code, when the run is over and its connection closed.
    package var whenEnded: (Int32) -> Void = { _ in }
    /// Called once, when the scripts begin.
    package var whenBegun: () -> Void = {}
    /// Called when a simulator in another process says which one it is, and what its time is.
    package var whenSimulated: (SimulatorNotice) -> Void = { _ in }
    /// Called when a script wants a person told: title, level and text.
    package var whenNotified: (_ title: String, _ level: String, _ text: String) -> Void = { _, _, _ in }
    /// Makes a script of its changed file; `nil` keeps what runs, and has said why. Without a person who changes files
    /// there is none.
    package var whenChanged: ((ScriptID) -> ScriptRenewal?)?
    /// Lets the time of the embedded simulator leap so many seconds; without one nothing happens.
    package var whenHurried: (_ seconds: Double) -> Void = { _ in }
    /// Hears of the journal's records, each before what it tells of is sent.
    package var whenJournaled: (JournalRecord) -> Void = { _ in }

    /// Hears of what scripts check, with the moment; without one, checks that do not hold are logged.
    package var whenChecked: ((ScriptCheckResult, RunInstant) -> Void)?

    /// Takes the books of the account, once it is known; what it throws ends the run.
    package var whenClaimed: (RunLogin) throws(RunFailure) -> Void = { _ in }

    /// Reads what a person has written down for the account, once it is known; what it throws ends the run.
    package var whenLimited: (_ account: String) throws(RunFailure) -> AccountLimits? = { _ in nil }

    let configuration: Configuration
    /// Where the run is controlled from outside; `nil` where it is not.
    package internal(set) var control: RunControl?
    /// Names the simulator in another process that the run trades on, where that has said so before the account was known.
    package var instance: String?
    /// The account whose books the run has taken.
    var claimed: String?
    /// Where the latest connection goes; `nil` before the first.
    var endpoint: Endpoint?
    /// How often the kill switch had been moved when the desk was told.
    var switchMoves = 0
    var flattening = Flattening.none
    /// How often a flatten has cancelled or closed again.
    var flattenTries = 0
    /// What scripts have asked to be flattened, the one that is under way first.
    var flattensAsked: [AskedFlatten] = []
    /// The script on whose behalf positions are closed.
    var flattener = ScriptID(0)
    /// Every order by which a flatten of this run has closed a position.
    var flattenOrders: Set<Int> = []
    /// Called when a flatten is over.
    var whenFlattened: (RunStatus) -> Void = { _ in }
    /// Reference of the order that a person has freed last; empty before the first.
    var released = ""
    var desk: TradingDesk
    var slots: [ScriptSlot] = []
    /// Counts the connections, so that what an old one still tells can be told apart.
    var connectionNumber = 0
    let clock: any RunClock
    var supervisor: ConnectionSupervisor
    /// What the pauses between attempts to connect are spread by.
    var random: any RandomNumberGenerator = SystemRandomNumberGenerator()
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
    var timers: [RunTimer: Int] = [:]
    /// What came while another event was being handled.
    private var queue: [RunEvent] = []
    var isBusy = false
    /// What scripts have asked for and has not been done yet.
    var effects: Deque<(effect: ScriptEffect, script: ScriptID)> = []
    var isPerforming = false
    private var hasSent = false
    /// Where the run writes down what it is about to do; `nil` without a journal.
    let journal: (any RunJournal)?
    /// What the scripts were made of, in their order; for the journal.
    package var origins: [ScriptOrigin] = []
    /// Whether it was said that nothing is kept.
    var hasToldOfMemory = false
    /// What this turn has to write down and to send.
    var departures = Departures()
    /// Lines that wait for the socket to have had its bytes.
    private var lines: [PendingLine] = []
    private var areLinesDue = false
    /// More lines than these do not wait.
    private static let mostLines = 1_000
    /// How many scripts are at work in processes of their own.
    var awayCount = 0
    /// On a virtual clock: events of the run that wait for a script to be back.
    var heldBack: Deque<RunEvent> = []
    /// On a virtual clock: what scripts are given once one is back, in order.
    var postponed: Deque<(event: ScriptEvent, script: ScriptID)> = []
    /// Whether the scripts have begun.
    var hasBegun = false
    private var failure: Int32?
    private(set) var isOver = false

    /// A run that has not begun: scripts are taken in, then ``take(_:)`` gets ``RunEvent/begin``.
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
        desk = TradingDesk(
            configuration: TradingDesk.Configuration(
                clientId: configuration.clientId,
                keepsJournal: configuration.keepsJournal || journal != nil,
                startsFresh: configuration.startsFresh,
                takesOver: configuration.takesOver,
                asksAboutContracts: configuration.asksAboutContracts
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
    package var isComputing: Bool { (turnsAsked > 0 || awayCount > 0 || !postponed.isEmpty) && !isOver }
    private var turnsAsked = 0

    // MARK: Events

    /// Takes an event; it is handled now, or after those that came before it.
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

    /// The same for a message, which is by far the most frequent.
    func take(_ message: ServerMessage) {
        guard !isBusy, !isOver, awayCount == 0 else { return take(.message(message)) }
        isBusy = true
        receive(message)
        endTurn()
    }

    /// Handles what has come meanwhile, and lets leave what the turn has sent.
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

    /// Hands a message to the connection; it leaves with the turn, or when the pacing allows.
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

    /// Asks the desk where it is: a property of a class is copied for a call that only reads it, and the desk is large.
    func ask<Answer>(_ question: (inout TradingDesk) -> Answer) -> Answer { question(&desk) }

    /// Hands what was sent to the socket.
    func flushSent() { if hasSent { flush() } }

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
        guard failure != nil || !waitsForChanges() else { return }
        _ = supervisor.handle(.stop, using: &random)
        for timer in Array(timers.keys) { run(.cancelTimer(timer)) }
        run(.close)
    }

    /// Ends a run that only waits for a file to change.
    func endWaiting(_ request: StopRequest) {
        whenChanged = nil
        if case .interrupted = request { failure = ExitStatus.interrupted }
        conclude()
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
