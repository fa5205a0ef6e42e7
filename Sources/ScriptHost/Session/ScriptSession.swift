internal import DequeModule
package import LuaBridge
internal import ScriptHeader
internal import TWSWire
package import Trading

/// A running script: session events go in, effects come out.
///
/// It owns the Lua state and the script's handlers, waits and timers, and decides when the script has ended. It has no
/// authority: what it wants from TWS, it submits to the desk. It does no I/O, so it runs the same live, on the
/// simulator and in a child process. It is not `Sendable`: its owner calls ``handle(_:at:)`` from a single place. State
/// comes first, then the script: a handler sees the effects of its event.
package final class ScriptSession {
    /// The progress of the run.
    enum Phase {
        /// Before ``ScriptEvent/started(_:)``.
        case waiting
        case running
        /// Handlers of `stop` are running.
        case closing(RunEnd)
        case ended
    }

    let vm: LuaVM
    let source: String
    let file: String
    let configuration: ScriptConfiguration
    private let access: any DeskAccess
    /// Access to the files that the header names.
    let files: any FileAccess
    let openFiles = OpenFiles()
    /// Access to the modules beside the script.
    let modules: any ModuleAccess
    /// The machine's monotonic clock in nanoseconds, used so that a script does not keep the event loop to itself.
    let elapsed: () -> UInt64
    let shapes: StructureShapes
    /// The records that the script placed last; `nil` before the first.
    private(set) var placedRecords: PlacedRecords?
    private let outbox = Outbox()
    let timers: TimerTable
    private(set) lazy var parts = SessionParts(session: self)
    var waits: WaitTable { parts.waits }
    var hub: EventHub { parts.hub }
    var book: TradeBook { parts.book }
    var requests: RequestDesk { parts.requests }
    var held: HeldCalls { parts.held }
    var quotes: QuoteDesk { parts.quotes }
    var hours: HoursDesk { parts.hours }
    var details: DetailsDesk { parts.details }
    var streams: StreamDesk { parts.streams }
    var accounts: AccountDesk { parts.accounts }
    /// The time zones that the script may name.
    let zones: ZoneBook
    /// When the script started.
    private(set) var begin = RunInstant(nanoseconds: 0)
    var bars: BarDesk { parts.bars }
    var flattens: FlattenDesk { parts.flattens }

    /// What the script has been compiled from.
    var texts = ChunkTexts()
    /// The latest time reported.
    private(set) var now = RunInstant(nanoseconds: 0)
    /// What TWS said about the session; `nil` before the start.
    var facts: SessionFacts?
    /// Whether nothing currently gets through from TWS or IB.
    var isCutOff = false
    /// The account of the run; empty before it has started.
    var account: String { facts?.account ?? "" }
    private(set) var hasToldWhyItGoesOn = false
    var phase = Phase.waiting
    /// Jobs waiting for the VM, in order of arrival.
    ///
    /// Like its neighbours without a check for exclusive access: they are read after every event, and nothing that runs
    /// while one of them changes comes back here.
    @exclusivity(unchecked) var jobs: Deque<Job> = []
    /// A call that has used up its slice.
    @exclusivity(unchecked) var pause: LuaPause?
    /// The running task; `nil` for the main chunk and for handlers.
    var currentTask: ScriptTask?
    /// The task of ``pause``.
    var pauseTask: ScriptTask?
    /// What ``pause`` was called for.
    var pauseCallback: (any Callback)?
    /// The main chunk of a restarted script; `nil` in the first one.
    private(set) var reloadedMain: ScriptTask?
    /// How the run must end as soon as the running code has returned.
    var requestedEnd: RunEnd? { didSet { isEndRequested = requestedEnd != nil } }
    /// Whether the run must end then, which is asked after every event.
    private(set) var isEndRequested = false
    /// Hears how a text that a person typed has ended: its number, from 1, and whether it ended without an error.
    package var whenEntryEnds: (_ number: Int, _ succeeded: Bool) -> Void = { _, _ in }
    /// Codes of refusals raised in the script, to tell them from its own errors.
    var denials: Set<LuaRaise.Code> = []
    @exclusivity(unchecked) var idle = IdleWatch()
    @exclusivity(unchecked) var shift = Shift()
    private(set) var outputLimit = OutputLimit()
    private var said: Set<String> = []
    var notices = NoticeLimit()
    /// The number of checks that the script has made.
    var checks = 0

    /// Creates the Lua state with the script language; does not yet compile or run the script.
    ///
    /// - Parameters:
    ///   - source: The text of the script.
    ///   - file: The script's file, whose last component names it in errors.
    ///   - configuration: Mode, header, seed and name of the run.
    ///   - access: Access to the desk; used only while ``handle(_:at:)`` runs.
    ///   - files: Access to the files that the header names.
    ///   - modules: Access to the modules beside the script.
    ///   - elapsed: The machine's monotonic clock in nanoseconds.
    /// - Throws: `outOfMemory`, `stackTooSmall`.
    package init(
        source: String,
        file: String,
        configuration: ScriptConfiguration,
        access: any DeskAccess,
        files: any FileAccess = NoFiles(),
        modules: any ModuleAccess = NoModules(),
        elapsed: @escaping () -> UInt64
    ) throws(ScriptError) {
        self.source = Self.chunk(of: source)
        self.file = String(file.split(separator: "/").last ?? "script.lua")
        self.configuration = configuration
        self.access = access
        self.files = files
        self.modules = modules
        self.elapsed = elapsed
        zones = ZoneBook(configuration.zones)
        let outbox = outbox
        timers = TimerTable { outbox.append($0) }
        vm = try LuaVM(budget: Self.budget(configuration.header?.header.budget), seed: configuration.seed)
        outbox.lend = vm.lend
        outbox.bytesOfText = { [vm] in vm.bytesRead }
        shapes = StructureShapes(vm: vm, zones: zones)
        try registerLanguage()
    }

    /// Returns the source as Lua accepts it: without a byte order mark, and without the text of a first line that
    /// starts with `#`.
    package static func chunk(of source: String) -> String {
        let text = source.hasPrefix("\u{FEFF}") ? source.dropFirst() : source[...]
        guard text.utf8.first == UInt8(ascii: "#") else { return String(text) }
        return String(text.drop { !$0.isNewline })
    }

    /// Stops a busy script from any thread; the run ends as interrupted.
    package var interrupt: LuaInterrupt { vm.interrupt }

    /// Shows other threads whether the script is running.
    package var pulse: LuaPulse { vm.pulse }

    /// Grants the running event this many more nanoseconds, because the host has made it wait.
    package func excuse(_ nanoseconds: UInt64) { vm.excuse(nanoseconds) }

    /// Whether the run has ended.
    package var isEnded: Bool {
        if case .ended = phase { true } else { false }
    }

    /// Handles one event; returns the effects to carry out, in order.
    package func handle(_ event: ScriptEvent, at moment: RunInstant) -> [ScriptEffect] {
        guard !isEnded else { return [] }
        move(to: moment)
        let parts = parts
        take(event, parts)
        settle(parts)
        return takeEffects()
    }

    /// Moves the session's clock forward to a moment.
    func move(to moment: RunInstant) { if now < moment { now = moment } }

    /// Runs what is due, and proceeds towards the end if it is time.
    func settle(_ parts: SessionParts) {
        repeat {
            if !jobs.isEmpty { runJobs() }
            parts.state.mind()
        } while !isUnderWay(parts) && advance()
        endShift()
        if !hasToldWhyItGoesOn { tellWhyItGoesOn() }
    }

    /// Whether nothing is pending for the script, and it waits for the next event.
    var isAtRest: Bool { isAtRest(parts) }

    /// Whether the script is at rest, for a caller that already has the parts.
    func isAtRest(_ parts: SessionParts) -> Bool {
        guard outbox.isEmpty, jobs.isEmpty, pause == nil, case .running = phase, !isEndRequested,
            idle.timer == nil, !idle.isOver
        else { return false }
        return parts.keepAlive(with: timers)
    }

    /// Removes and returns the effects to carry out.
    func takeEffects() -> [ScriptEffect] { outbox.take() }

    /// Reports once that the script has finished and continues for market data only: a forgotten quote looks like a
    /// hang.
    private func tellWhyItGoesOn() {
        guard isIdle, isUnderWay(parts), parts.onlyMarketDataKeepsAlive(with: timers) else { return }
        hasToldWhyItGoesOn = true
        log("still running for live quotes and market data handlers; stop() or Ctrl-C ends it")
    }

    private func take(_ event: ScriptEvent, _ parts: SessionParts) {
        switch event {
        case .started(let facts): start(facts)
        case .message(let message, let news, let isShared): receive(message, news, isShared: isShared, parts)
        case .order(let news):
            book.apply([news])
            book.notify([news])
        case .timer(let timer): timers.fire(timer)
        case .continueSlice: continueSlice()
        case .requestFailed(let id, let message): requests.refused(id, message)
        case .requestHeld(let id): requests.held(id)
        case .requestLeft(let id): requests.left(id)
        case .disconnected(let reason): disconnected(reason)
        case .connected(let facts): connected(facts)
        case .stalled: stalled(nil)
        case .resumed(let gap): resumed(gap)
        case .reconciled, .released, .learned: held.retry()
        case .typed(let entry): parts.dialogue.take(entry)
        case .flattened(let text): flattens.over(text)
        case .stopRequested(let request): stop(request)
        }
    }

    private func start(_ facts: SessionFacts) {
        guard case .waiting = phase else { return }
        self.facts = facts
        begin = now
        phase = .running
        log(startLine(facts))
        look(at: source, of: file)
        parts.state.restore(facts.memory)
        let main = ScriptTask(session: self, loans: [])
        reloadedMain = configuration.isReloaded ? main : nil
        enqueue(configuration.isReloaded ? .typed(main, source) : .main)
    }

    /// Notes what a text that is about to be compiled names.
    func look(at text: String, of chunk: String) {
        parts.state.look(at: text, of: chunk)
        texts.note(text, of: chunk)
    }

    /// The fields that a handler can see of the table that it gets first; `nil` if it may see all of it.
    func fieldsSeen(by handler: Handler) -> Set<String>? { texts.fieldsSeen(by: handler.function, in: vm) }

    private func receive(
        _ message: ServerMessage,
        _ news: [ScriptEvent.OrderNews],
        isShared: Bool,
        _ parts: SessionParts
    ) {
        guard !message.isMarketData else { return parts.receive(marketData: message, in: self, isIdle: isIdle) }
        if !isShared { reportError(message) }
        parts.receive(message, news, in: self, isIdle: isIdle)
    }

    /// Submits an intent to the desk; its actions take their turn among the effects.
    func submit(_ intent: Intent, line: Int?) -> Verdict {
        let verdict = access.submit(intent, line: line)
        emit(.deskTurn)
        return verdict
    }

    /// Whether nothing of this event must be done or recorded before what the desk is asked for now: no flatten, and no
    /// `state` entry, which is written together with the orders of its event.
    package var isNothingBefore: Bool { outbox.isPlain && !parts.state.isNamed }

    /// The records that the script placed last, made with the first one.
    ///
    /// - Throws: `outOfMemory`.
    func records() throws(ScriptError) -> PlacedRecords {
        if let placedRecords { return placedRecords }
        let made = try PlacedRecords(shapes)
        placedRecords = made
        return made
    }

    /// Returns the error for a verdict that `function` cannot use; a refusal is shown, once, with its line.
    func raise(_ verdict: Verdict, function: String, line: Int?) -> LuaRaise {
        switch verdict {
        case .denied(let denial): return deny(denial, function: function, line: line)
        case .impossible(let obstacle):
            return LuaRaise(
                code: .name(obstacle.code.rawValue),
                message: "\(function): \(obstacle.message)",
                remedy: obstacle.remedy
            )
        case .placed, .known, .needs, .orders, .holdings, .modified, .cancelling, .requested:
            preconditionFailure("\(function): \(verdict) is no refusal")
        }
    }

    private func deny(_ denial: Denial, function: String, line: Int?) -> LuaRaise {
        emit(
            .output(
                .denied(
                    code: denial.code.rawValue,
                    message: "\(function): \(denial.message)",
                    limit: denial.limit,
                    remedy: denial.remedy,
                    position: line.map { "\(file):\($0)" }
                )
            )
        )
        let inForce = denial.limit.map { " (in force: \($0))" } ?? ""
        let code = LuaRaise.Code.name(denial.code.rawValue)
        denials.insert(code)
        return LuaRaise(code: code, message: "\(function): \(denial.message)\(inForce)", remedy: denial.remedy)
    }

    /// Adds an effect.
    func emit(_ effect: ScriptEffect) { outbox.append(effect) }

    /// Adds a job; none is accepted after the end.
    func enqueue(_ job: Job) { jobs.append(job) }

    /// Shows a line of the host itself, which does not count as output of the script.
    func log(_ text: String) { emit(.output(.note(text))) }

    /// The same, but only once in a run.
    func logOnce(_ text: String) {
        if said.insert(text).inserted { log(text) }
    }

    /// Shows a line of the script if its output limit permits.
    func show(_ event: HostEvent, of parts: [String]) {
        let isPrint = if case .print = event { true } else { false }
        switch outputLimit.admit(parts.joined(separator: " "), isPrint: isPrint, at: now) {
        case .show: emit(.output(event))
        case .say(let text): log(text)
        case .drop: break
        }
    }
}

/// Effects collected until the end of ``ScriptSession/handle(_:at:)``.
final class Outbox {
    /// Like its neighbours without a check for exclusive access: only the session's own thread comes here.
    @exclusivity(unchecked) private var effects: [ScriptEffect] = []
    @exclusivity(unchecked) private(set) var isEmpty = true
    /// Charges memory to the script: one that cannot pause produces effects as long as its budget lasts.
    var lend: ((Int) -> LuaLoan)?
    /// The bytes of text in the effect being added.
    var bytesOfText: () -> Int = { 0 }
    @exclusivity(unchecked) private var loans: [LuaLoan] = []
    @exclusivity(unchecked) private var uncounted = 0
    /// The size of an effect without text in bytes, and how many bytes may go uncounted for the sake of speed.
    private static let (footprint, uncountedAtMost) = (512, 32_768)

    /// Whether no waiting effect creates orders or entries of its own.
    @exclusivity(unchecked) private(set) var isPlain = true

    func append(_ effect: ScriptEffect) {
        switch effect {
        case .flatten, .remember, .ended: isPlain = false
        case .deskTurn, .output, .startTimer, .cancelTimer, .continueLater, .check: break
        }
        uncounted += Self.footprint + bytesOfText()
        if uncounted > Self.uncountedAtMost, let lend {
            loans.append(lend(uncounted))
            uncounted = 0
        }
        effects.append(effect)
        isEmpty = false
    }

    func take() -> [ScriptEffect] {
        guard !isEmpty else { return [] }
        defer {
            effects = []
            (isEmpty, isPlain) = (true, true)
            uncounted = 0
            if !loans.isEmpty { loans = [] }
        }
        return effects
    }
}
