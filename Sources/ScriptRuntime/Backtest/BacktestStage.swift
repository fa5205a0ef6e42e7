internal import NIOCore
internal import Report
internal import SimExchange
internal import Synchronization

/// Where the runs of a backtest take place.
protocol BacktestStage {
    /// What the report says about how fills were decided.
    var assumptions: [String] { get }

    /// Runs the script with one profile; the calling thread waits for it.
    ///
    /// - Parameters:
    ///   - isHeard: Whether its lines are shown.
    ///   - title: What the line of progress begins with.
    func run(_ profile: FillProfile, isHeard: Bool, _ title: String) throws -> BacktestRun.Outcome
}

/// The program's own process as the stage.
struct OwnStage: BacktestStage {
    let plan: BacktestPlan
    let assumptions: [String]

    /// Reads the data for a script.
    init(_ script: LoadedScript, _ options: BacktestOptions) throws(RunFailure) {
        let ground = try BacktestGround(options)
        plan = BacktestPlan(script, options, ground)
        assumptions = ground.assumptions
    }

    func run(_ profile: FillProfile, isHeard: Bool, _ title: String) throws -> BacktestRun.Outcome {
        let form: Console.Form = plan.options.json ? .json : .text
        let console = isHeard ? Console(form: form, zone: .newYork, showsDays: true) : nil
        var plan = plan
        plan.profile = profile
        let silent = SilentOutput()
        var outcome = try Self.run(plan, console ?? silent, title)
        outcome.reason = silent.reason
        _ = console?.finish(patience: nil)
        return outcome
    }

    /// Runs a script; the calling thread waits for it.
    static func run(
        _ plan: BacktestPlan,
        _ output: any RunOutput,
        _ title: String
    ) throws -> BacktestRun.Outcome {
        let loop = ProcessLoop.shared
        let ended = loop.makePromise(of: BacktestRun.Outcome.self)
        let line = Mutex(ProgressLine(title))
        loop.execute {
            let run = BacktestRun(plan, on: loop, ended: ended) { share in line.withLock { $0.tell(share) } }
            run.start(output)
        }
        let outcome = try ended.futureResult.wait()
        line.withLock { $0.end() }
        return outcome
    }
}
