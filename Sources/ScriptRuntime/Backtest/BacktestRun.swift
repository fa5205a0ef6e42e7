internal import LuaBridge
internal import NIOCore
internal import Report
internal import ScriptHeader
internal import ScriptHost
internal import SimExchange
internal import TWSSession
internal import Trading

/// One run of a script over historical data, with one fill profile: the same coordinator and desk as a run on the
/// simulator.
///
/// Used on the process's loop. After the script has ended, the exchange continues alone to the end of the data: its
/// working orders and its positions are still there.
final class BacktestRun {
    /// The result of a run.
    struct Outcome: Sendable {
        var snapshot: RunSnapshot
        var status: Int32
        /// The number of bars that have reached the script without messages.
        var fed = 0
        /// The number of reports about orders that were booked without messages.
        var quiet = 0
        /// Remarks about what the script asked of the data, one sentence each.
        var remarks: [String] = []
        /// Why the script ended, where its lines were not shown.
        var reason: String?
    }

    private let plan: BacktestPlan
    private let ended: EventLoopPromise<Outcome>
    private let progress: (Double) -> Void
    private var curve: EquityCurve
    private var placed: [Int: Double] = [:]
    private var coarse: CoarseData
    private var actions: ArraySlice<PlannedAction>
    private let exchange: EmbeddedExchange
    /// Receives the desk's records, like ``RunCoordinator/whenJournaled``; `nil` if nobody reads them.
    var whenJournaled: ((JournalRecord) -> Void)?
    /// Watches whether the script returns; the result is kept as long as the run. In a locked-down process, which can
    /// make no threads, another one does it.
    var watch: ([ScriptReins]) -> AnyObject = { Watchdog($0) }
    /// The script's files in a locked-down process.
    private var files: ChildFiles?
    /// Feeds bars to the script without messages; `nil` before the start, and if all bars arrive as messages.
    private var feeder: BarFeeder?

    init(
        _ plan: BacktestPlan,
        on loop: any EventLoop,
        ended: EventLoopPromise<Outcome>,
        progress: @escaping (Double) -> Void
    ) {
        self.plan = plan
        self.ended = ended
        self.progress = progress
        curve = EquityCurve(plan.market, benchmark: plan.options.benchmark, in: plan.range)
        actions = plan.actions[...]
        coarse = CoarseData(plan.lengths)
        exchange = EmbeddedExchange(
            ChaosExchange(plan.exchange),
            speed: .maximum,
            path: plan.path,
            plan.session,
            on: loop
        )
    }

    /// Starts the run; the promise receives the outcome. Call it on the loop.
    func start(_ output: any RunOutput) {
        do { try begin(output) } catch { ended.fail(error) }
    }

    private func begin(_ output: any RunOutput) throws {
        var supervision = ConnectionSupervisor.Configuration(endpoints: [Endpoint(host: "memory", port: 1)])
        supervision.reconnects = false
        var settings = RunCoordinator.Configuration(
            mode: .simulator,
            clientId: RunOptions.usualClientId,
            supervision: supervision,
            keepsJournal: true,
            startsFresh: true
        )
        settings.journalsOnlyIntents = whenJournaled == nil
        let coordinator = RunCoordinator(
            settings,
            links: exchange,
            clock: exchange.clock,
            output: output
        )
        exchange.isComputing = { [unowned coordinator] in coordinator.isComputing }
        exchange.whenRequested = { [unowned self, unowned coordinator] message in
            if let remark = coarse.take(message) { coordinator.run(.show(.note(remark), of: nil)) }
        }
        let (script, seed) = (plan.script, plan.options.seed)
        let run = RunIdentity.run(seed: seed, source: script.source, isSimulated: true)
        var configuration = script.configuration(.simulator, seed: seed, run: run)
        if let pair = plan.pair { configuration.zones = pair.zones(script.header.timezone) }
        files = plan.pair.map { ChildFiles($0) }
        var reins: [ScriptReins] = []
        let process = try separateProcess()
        try coordinator.add(script.seat(.simulator, run: configuration.run)) { desk in
            if let process {
                reins.append(ScriptReins(process, seconds: script.header.budget.seconds))
                return script.isolated(process, configuration, desk, exchange.clock)
            }
            let session = try session(configuration, desk)
            reins.append(ScriptReins(session))
            if plan.feedsBars, plan.path == .direct {
                feeder = BarFeeder(coordinator, session)
                exchange.reports = QuietReports(coordinator, session)
            }
            return session
        }
        exchange.bars = feeder
        coordinator.whenJournaled = { [unowned self] record in
            whenJournaled?(record)
            if case .intent(let orderId, _, _) = record.event {
                placed[orderId] = Double(record.at.nanoseconds) / 1e9
            }
        }
        let watchdog = watch(reins)
        coordinator.whenEnded = { [self] status in
            process?.end(.over)
            files?.flush()
            withExtendedLifetime((watchdog, coordinator)) { finish(status) }
        }
        lookLater()
        actLater()
        startTimer(at: plan.range.upperBound) { coordinator.take(.stop(.timeLimit)) }
        coordinator.take(.begin)
    }

    /// Starts the process of a script that runs apart; `nil` for one that runs here.
    private func separateProcess() throws(RunFailure) -> ScriptProcess? {
        guard plan.options.place == .isolated else { return nil }
        return try Isolation.process(plan.script, requiresSandbox: plan.options.requiresSandbox)
    }

    private func session(_ configuration: ScriptConfiguration, _ desk: any DeskAccess) throws(ScriptError)
        -> ScriptSession
    {
        guard let pair = plan.pair, let files else { return try plan.script.session(configuration, desk) }
        return try plan.script.session(configuration, desk, over: pair, files)
    }

    private func startTimer(at instant: ExchangeInstant, _ action: @escaping () -> Void) {
        let wait = Double(instant.nanoseconds(since: exchange.now)) / 1e9
        _ = exchange.clock.startTimer(after: wait, action)
    }

    /// Records the account when the next point is due.
    private func lookLater() {
        guard let next = curve.next else { return }
        startTimer(at: next) { [self] in
            curve.look(at: exchange.truth)
            if curve.points.count.isMultiple(of: 64) {
                progress(Double(curve.points.count) / Double(curve.times.count))
            }
            lookLater()
        }
    }

    /// Applies the next split or dividend when it is due.
    private func actLater() {
        guard let next = actions.first else { return }
        startTimer(at: next.time) { [self] in
            actions.removeFirst()
            exchange.change(next.apply)
            actLater()
        }
    }

    private func finish(_ status: Int32) {
        exchange.isComputing = { false }
        exchange.bars = nil
        var alone = exchange.truth
        exchange.stop()
        while let next = curve.next {
            while let action = actions.first, action.time <= next {
                actions.removeFirst()
                alone.leap(to: max(action.time, alone.now))
                action.apply(&alone)
            }
            alone.leap(to: max(next, alone.now))
            curve.look(at: alone)
        }
        let record = BacktestRecord(plan: plan, curve: curve, placed: placed)
        var outcome = Outcome(snapshot: record.snapshot(of: alone), status: status, fed: feeder?.count ?? 0)
        outcome.quiet = exchange.reports?.count ?? 0
        outcome.remarks = coarse.remarks
        ended.succeed(outcome)
    }
}
