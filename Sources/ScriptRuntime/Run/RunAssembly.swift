internal import LuaBridge
internal import NIOCore
internal import ScriptHeader
internal import ScriptHost
internal import TWSSession
internal import Trading

/// Assembles a run: its scripts, its connection to TWS and its clock.
struct RunAssembly {
    let scripts: [LoadedScript]
    /// Eight hexadecimal digits for each script, which name the run in the references of its orders.
    let runs: [String]
    /// The processes of those scripts that have their own.
    let processes: [ScriptProcess?]
    let options: RunOptions
    let loop: any EventLoop
    let console: Console
    let ended: EventLoopPromise<Int32>
    let interruption: Interruption
    /// What the run holds in the data folder; `nil` if there is none.
    let keeper: RunKeeper?
    /// The user who types into the run; `nil` for none.
    var dialogue: RunDialogue?
    /// Counts the scripts' checks; `nil` if they are not counted.
    var checks: CheckBook?

    /// Starts the run; the promise receives the exit code. Call it on the loop.
    func start() {
        do {
            switch options.target {
            case .simulator: try startSimulated()
            case .paper: try startConnected(.paper)
            case .live: try startConnected(.live)
            }
        } catch {
            ended.fail(error)
        }
    }

    private func startSimulated() throws {
        var session = sessionConfiguration
        session.peer = "the simulator"
        // Virtual time may leap: that never makes a peer in the same process silent.
        session.silence = nil
        let journal = journal(.simulator)
        let exchange = try EmbeddedExchange(options.exchange, session, on: loop) { error in
            StandardStream.error.writeLine("ibscript: \(error)")
        }
        let endpoint = Endpoint(host: "memory", port: 1)
        let coordinator = coordinator(.simulator, [endpoint], exchange, exchange.clock, journal)
        coordinator.instance = try exchange.instance()
        exchange.isComputing = { [unowned coordinator] in coordinator.isComputing }
        coordinator.whenHurried = { exchange.hurry($0) }
        if dialogue != nil { coordinator.whenTyped = { exchange.catchUp() } }
        try begin(coordinator, .simulator) {
            exchange.isComputing = { false }
            do {
                try exchange.closeState()
            } catch {
                StandardStream.error.writeLine("ibscript: \(error)")
            }
            exchange.stop()
        }
        startRealLimit(coordinator)
    }

    private func startConnected(_ mode: ScriptConfiguration.Mode) throws {
        var session = sessionConfiguration
        session.optionalCapabilities = SimulatorNotice.capability
        let links = SocketLinks(session, on: loop)
        let clock = WallClock(on: loop)
        let coordinator = coordinator(mode, options.endpoints, links, clock, journal(mode))
        coordinator.whenSimulated = { [unowned coordinator] notice in
            clock.follow(notice)
            coordinator.instance = notice.instance
        }
        try begin(coordinator, mode, until: {})
    }

    private func coordinator(
        _ mode: ScriptConfiguration.Mode,
        _ endpoints: [Endpoint],
        _ links: any LinkProvider,
        _ clock: any RunClock,
        _ journal: (any RunJournal)?
    ) -> RunCoordinator {
        var supervision = ConnectionSupervisor.Configuration(endpoints: endpoints)
        // The embedded simulator disappears only when it ends, or by chaos.
        supervision.reconnects =
            mode != .simulator || options.exchange.chaos != ChaosList() || options.exchange.coursePath != nil
        supervision.waits = options.waits
        supervision.giveUpAfter = options.giveUpAfter.map { .nanoseconds(Int64(clamping: Int($0 * 1e9))) }
        var configuration = RunCoordinator.Configuration(
            mode: mode,
            account: options.account,
            clientId: options.clientId ?? RunOptions.usualClientId,
            supervision: supervision,
            startsFresh: mode == .simulator && options.startsFresh,
            takesOver: options.takesOver
        )
        configuration.asksAboutContracts = true
        if mode != .simulator { configuration.restart = options.settings.restart }
        return RunCoordinator(
            configuration,
            links: links,
            clock: clock,
            output: options.isOwn ? OwnOutput(console) : console,
            journal: journal
        )
    }

    /// Adds the scripts and starts the run; `cleanUp` is called when it has ended.
    private func begin(
        _ coordinator: RunCoordinator,
        _ mode: ScriptConfiguration.Mode,
        until cleanUp: @escaping () -> Void
    ) throws {
        let reins = try take(in: coordinator, mode)
        coordinator.origins = scripts.map(\.origin)
        if let checks { coordinator.whenChecked = { checks.add($0, at: $1) } }
        let clock = coordinator.clock
        if let keeper {
            coordinator.listen(to: keeper.control)
            coordinator.whenClaimed = { login throws(RunFailure) in try keeper.claim(login) }
            coordinator.whenLimited = { account throws(RunFailure) in
                try limits(of: account, mode, keeper.place.data)
            }
        }
        let run = WatchedRun(scripts, reins, processes)
        coordinator.whenBegun = { [interruption, loop, dialogue, unowned coordinator] in
            interruption.pass(to: coordinator, stopping: run.reins, on: loop)
            watch(run, coordinator, mode)
            dialogue?.open(run.reins.first, loop.signal { coordinator.hear(dialogue) })
        }
        let notifier = options.settings.notifyCommand.map { Notifier($0) }
        if let notifier {
            coordinator.whenNotified = { title, level, text in
                notifier.send(text, title: title, level: level) { fault in
                    StandardStream.error.writeLine("ibscript: \(fault)")
                }
            }
        }
        // The run keeps itself alive until it has ended.
        coordinator.whenEnded = { [ended] status in
            for process in run.processes { process?.end(.over) }
            run.files = nil
            cleanUp()
            notifier?.finish()
            ended.succeed(status)
            withExtendedLifetime(coordinator) {}
        }
        if let limit = options.timeLimit {
            _ = clock.startTimer(after: limit) { coordinator.take(.stop(.timeLimit)) }
        }
        coordinator.take(.begin)
    }

    /// Adds the scripts, in this process or in a process of their own.
    private func take(
        in coordinator: RunCoordinator,
        _ mode: ScriptConfiguration.Mode
    ) throws -> [ScriptReins] {
        var reins: [ScriptReins] = []
        for (place, script) in scripts.enumerated() {
            let zone = options.settings.zoneName
            var configuration = script.configuration(mode, seed: options.seed, run: runs[place], zone: zone)
            configuration.isDialogue = dialogue != nil
            try coordinator.add(script.seat(mode, run: configuration.run)) { desk in
                if let process = processes[place] {
                    reins.append(ScriptReins(process, seconds: script.header.budget.seconds))
                    let recorder = try options.record.map { path throws(RunFailure) in try ScriptRecorder(path) }
                    return script.isolated(
                        process,
                        configuration,
                        desk,
                        coordinator.clock,
                        zone: zone,
                        recorder: recorder
                    )
                }
                let session = try script.session(configuration, desk)
                if let dialogue { session.whenEntryEnds = { dialogue.note(entry: $0, succeeded: $1) } }
                reins.append(ScriptReins(session))
                return session
            }
        }
        return reins
    }

    /// Returns the limits that the user has set for the account; on paper, also makes sure that the scripts are
    /// granted.
    private func limits(
        of account: String,
        _ mode: ScriptConfiguration.Mode,
        _ data: DataFolder
    ) throws(RunFailure) -> AccountLimits? {
        let limits = try LimitsFile.read(account, in: data)
        guard mode == .paper, !options.isOwn else { return limits }
        let desk = GrantDesk(data: data, terminal: .own, approval: nil)
        for script in scripts {
            let gate = script.seat(mode, run: "").gate
            try desk.require(
                script,
                limits.map { gate.limited(by: $0) }?.limits ?? gate.limits,
                account: account,
                isLive: false
            )
        }
        return limits
    }

    /// Ends a script that computes beyond `--for`: no virtual time passes meanwhile.
    private func startRealLimit(_ coordinator: RunCoordinator) {
        guard let limit = options.timeLimit, case .factor(let factor) = options.speed else { return }
        let check = loop.signal {
            if coordinator.isComputing { coordinator.take(.stop(.timeLimit)) }
        }
        loop.scheduleTask(in: .nanoseconds(Int64(clamping: Int(min(limit / factor, 1e9) * 1e9)))) { check() }
    }

    /// The configuration of the client's session.
    private var sessionConfiguration: ClientSession.Configuration {
        var configuration = ClientSession.Configuration()
        configuration.clientId = options.clientId ?? RunOptions.usualClientId
        configuration.maximumRate = options.maximumRate
        if let control = keeper?.control { configuration.holdsOrders = { control.holdsOrders } }
        return configuration
    }

    /// Creates the types of a script's session, by making one that nobody uses.
    ///
    /// The runtime creates a type when it is first needed. The calling thread has nothing to do while the loop
    /// connects, so the loop finds them ready: that saves a fifth of the time until the first order.
    static func makeSessionTypes() {
        let configuration = ScriptConfiguration(mode: .simulator, run: "")
        _ = try? ScriptSession(
            source: "",
            file: "",
            configuration: configuration,
            access: ClosedDesk(),
            elapsed: { 0 }
        )
    }

    private final class ClosedDesk: DeskAccess {
        func submit(_ intent: Intent, line: Int?) -> Verdict {
            .impossible(Obstacle(.notConnected, "there is no connection"))
        }
    }
}
