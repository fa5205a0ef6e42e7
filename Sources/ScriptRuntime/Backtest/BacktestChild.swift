internal import CSandbox
internal import Dispatch
internal import FoundationEssentials
internal import Glibc
internal import LuaBridge
internal import NIOCore
internal import Notation
internal import ScriptHost
internal import SimExchange
internal import Synchronization

/// The process of a backtest: it reads the data, makes its event loop, locks itself down, receives the script, and runs it
/// with exchange and desk, once per profile. It asks the program for everything that needs a file, and sends it lines and
/// results.
package enum BacktestChild {
    /// The word by which the program knows that it must be a backtest's process.
    static let command = "isolated-backtest"

    /// Whether a program's arguments ask it to be a backtest's process.
    package static func isMeant(by arguments: [String]) -> Bool { arguments.first == command }

    /// The memory beyond the script's budget: exchange and desk, of which an order takes about as much as of the script,
    /// and results.
    private static func headroom(_ bytes: Int, rows: Int) -> Int { 768 << 20 + 4 * bytes + 64 * rows }

    /// Runs until the program closes the pair, or ends the process.
    package static func run(_ arguments: [String]) -> Never {
        guard arguments.count >= 3, let fences = Int32(arguments[1]), let bytes = Int(arguments[2]), ScriptChild.isPair
        else {
            StandardStream.error.writeLine("ibscript: \(command) is the program's own: it starts backtests by it")
            exit(ExitStatus.usage)
        }
        guard csb_tie() else { _exit(Int32(CSB_EXIT_FENCE)) }
        csb_return_memory()
        let pair = ChildPair()
        let trial = arguments.dropFirst(3).first
        do {
            var reader = pair.next(.load)
            let options = try JSONDecoder().decode(BacktestOptions.self, from: Data(try reader.block()))
            let ground = try BacktestGround(options)
            lockDown(fences, headroom(max(0, bytes), rows: ground.rows), trial)
            ready(pair, ground)
            reader = pair.next(.load)
            var plan = BacktestPlan(try LoadedScript(try ScriptRecipe(&reader)), options, ground)
            plan.pair = pair
            while true { try play(plan, pair, trial) }
        } catch {
            refuse(pair, error)
        }
    }

    /// Locks the process down, on its main thread. The event loop has its thread and its descriptors before that; there
    /// are no other threads, and there can be none later.
    private static func lockDown(_ fences: Int32, _ bytes: Int, _ trial: String?) {
        guard csb_limit_memory(bytes), csb_confine(fences) else { _exit(Int32(CSB_EXIT_FENCE)) }
        csb_close_others()
        let isNoted = ProcessLoop.shared.submit {
            // Call now what asks the system only once.
            _ = (LuaVM.stackLeft, Set([0]), MachineTime.nanoseconds(CLOCK_MONOTONIC))
            return csb_note_memory()
        }
        guard (try? isNoted.wait()) == true else { _exit(Int32(CSB_EXIT_FENCE)) }
        #if DEBUG
            let isLimited = trial != ScriptTrial.landlock.rawValue
        #else
            let isLimited = true
        #endif
        if isLimited { csb_limit() }
        guard csb_filter(fences, true) else { _exit(Int32(CSB_EXIT_FENCE)) }
    }

    private static func ready(_ pair: ChildPair, _ ground: BacktestGround) {
        var writer = ByteWriter(BacktestFrame.ready)
        writer.double(Double(ground.range.lowerBound.nanoseconds) / 1e9)
        writer.double(Double(ground.range.upperBound.nanoseconds) / 1e9)
        writer.list(ground.assumptions) { $0.text($1) }
        pair.send(writer)
    }

    private static func refuse(_ pair: ChildPair, _ error: any Error) -> Never {
        let failure = error as? RunFailure
        var writer = ByteWriter(BacktestFrame.refused)
        writer.integer(Int(failure?.status ?? ExitStatus.fault))
        writer.text(failure?.description ?? "\(error)")
        pair.send(writer)
        // The program ends this process.
        while true { _ = pair.next(.event) }
    }

    // MARK: A run

    /// Waits for the order to run a profile, runs it, and sends the result.
    private static func play(_ plan: BacktestPlan, _ pair: ChildPair, _ trial: String?) throws {
        var reader = pair.next(.event)
        var plan = plan
        plan.profile = try reader.word(FillProfile.self)
        let output = try reader.flag() ? ChildOutput(pair, isJSON: plan.options.json) : nil
        #if DEBUG
            if let trial = trial.flatMap(ScriptTrial.init) { trial.run(inBacktest: pair) }
        #endif
        let silent = SilentOutput()
        var outcome = try run(plan, output ?? silent, pair)
        outcome.reason = silent.reason
        output?.finish()
        var writer = ByteWriter(BacktestFrame.result)
        writer.outcome(outcome)
        pair.send(writer)
    }

    /// Runs the plan on the loop. Meanwhile, this thread watches whether the script returns, and says that the process
    /// lives.
    private static func run(
        _ plan: BacktestPlan,
        _ output: any RunOutput,
        _ pair: ChildPair
    ) throws -> BacktestRun.Outcome {
        let loop = ProcessLoop.shared
        let ended = loop.makePromise(of: BacktestRun.Outcome.self)
        let watch = ChildWatch(pair)
        loop.execute {
            let run = BacktestRun(plan, on: loop, ended: ended) { watch.share.store($0.bitPattern, ordering: .relaxed) }
            run.watch = { reins in
                watch.take(reins)
                return watch
            }
            run.start(output)
        }
        let isOver = DispatchSemaphore(value: 0)
        ended.futureResult.whenComplete { _ in isOver.signal() }
        while isOver.wait(timeout: .now() + Watchdog.interval) == .timedOut { watch.look() }
        return try ended.futureResult.wait()
    }
}

/// The lines of a script in a backtest's process: they are made on the thread of the script, and sent.
private final class ChildOutput: RunOutput {
    private let writer: Mutex<ConsoleWriter>

    init(_ pair: ChildPair, isJSON: Bool) {
        writer = Mutex(
            ConsoleWriter(
                form: isJSON ? .json : .text,
                clock: ConsoleClock(zone: .newYork, showsDays: true),
                output: OutputFile { Self.send($0, 0, pair) },
                error: OutputFile { Self.send($0, 1, pair) },
                relayScreen: { rows in
                    var writer = ByteWriter(BacktestFrame.screen)
                    writer.list(rows) { $0.text($1) }
                    pair.send(writer)
                }
            )
        )
    }

    private static func send(_ bytes: [UInt8], _ stream: UInt8, _ pair: ChildPair) {
        var writer = ByteWriter(BacktestFrame.output)
        writer.tag(stream)
        writer.block(bytes)
        pair.send(writer)
    }

    /// There is always room: the pair itself waits for a slow reader, and no time passes meanwhile.
    var hasRoom: Bool { true }

    func whenRoom(_ action: @escaping @Sendable () -> Void) { action() }

    func show(_ lines: [RunLine]) { writer.withLock { $0.write(lines) { _ in } } }

    /// Sends the final remarks.
    func finish() { writer.withLock { $0.finish() } }
}

/// What the main thread of a backtest's process looks at while the script runs on the other one.
private final class ChildWatch: Sendable {
    /// The share of the run that is done, as the bits of a number.
    let share = Atomic<UInt64>(0)
    private let pair: ChildPair
    private let script = Mutex<(reins: ScriptReins, watch: HangWatch)?>(nil)

    init(_ pair: ChildPair) { self.pair = pair }

    /// Takes the reins of the script.
    func take(_ reins: [ScriptReins]) {
        script.withLock { script in
            script = reins.first.map { ($0, HangWatch(seconds: $0.seconds + Watchdog.patience)) }
        }
    }

    /// Says how far the run is, and whether the script hangs.
    func look() {
        let isHung = script.withLock { script in
            guard let entry = script?.reins.entry() else { return false }
            return script?.watch.isHung(entry, after: Watchdog.interval) ?? false
        }
        var writer = ByteWriter(isHung ? BacktestFrame.hung : .progress)
        if !isHung { writer.double(Double(bitPattern: share.load(ordering: .relaxed))) }
        pair.send(writer)
    }
}
