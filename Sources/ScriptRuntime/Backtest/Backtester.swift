internal import CSandbox
internal import CivilTime
internal import Glibc
internal import MarketFiles
internal import NIOCore
internal import Notation
internal import Report
internal import ScriptHost
internal import SimExchange
internal import Synchronization

/// `ibscript backtest`: runs a script on historical data with each fill profile, and reports on it.
package enum Backtester {
    /// Runs the script to the end of the data; the calling thread waits for it.
    ///
    /// - Returns: The exit code.
    package static func run(_ options: BacktestOptions) -> Int32 {
        csb_return_memory()
        do {
            let condition = try condition(options.failIf)
            let script = try LoadedScript.load(options.script, inputs: InputTexts(own: options.script.inputs))
            let data = try MarketDataFiles.read(options)
            let market = FileMarket(data.series, data.descriptions)
            let range = try range(options, market)
            try check(options.benchmark, data)
            let actions = PlannedAction.planned(data.actions ?? [], market, in: range)
            let plan = BacktestPlan(
                script: script,
                options: options,
                market: market,
                range: range,
                actions: actions,
                symbols: data.series.map(\.symbol)
            )
            var (runs, status) = try self.runs(plan)
            let assumptions = BacktestAssumptions.sentences(options, data, market)
            for place in runs.indices { runs[place].assumptions = assumptions }
            if let path = options.save { try SnapshotFile.write(runs, to: path) }
            let report = RunReport(runs)
            try ReportWriter.write(report, options.json ? report.json : report.terminalText, html: options.html)
            if let condition, status == ExitStatus.success { status = judge(report, condition, options.failIf ?? "") }
            return status
        } catch let failure as RunFailure {
            StandardStream.error.writeLine("ibscript: \(failure)")
            return failure.status
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return ExitStatus.fault
        }
    }

    /// Returns the condition of `--fail-if`.
    static func condition(_ text: String?) throws(RunFailure) -> FailCondition? {
        guard let text else { return nil }
        do throws(FailCondition.Malformed) {
            return try FailCondition(text)
        } catch {
            throw RunFailure(ExitStatus.usage, "--fail-if: \(error)")
        }
    }

    /// Returns the exit code for whether a condition holds with any profile.
    static func judge(_ report: RunReport, _ condition: FailCondition, _ text: String) -> Int32 {
        let met = report.columns.filter { condition.holds($0.metrics) }.map(\.run.profile)
        guard !met.isEmpty else { return ExitStatus.success }
        StandardStream.error.writeLine("ibscript: --fail-if \(text): it holds for \(met.joined(separator: ", "))")
        return ExitStatus.scriptError
    }

    private static func check(_ benchmark: String?, _ data: MarketDataFiles) throws(RunFailure) {
        let symbols = data.series.map(\.symbol)
        guard let benchmark, !symbols.contains(benchmark) else { return }
        throw RunFailure(
            ExitStatus.malformed,
            "--benchmark \(benchmark): the data does not have this symbol"
                + NearestName.hint(for: benchmark, among: symbols)
        )
    }

    // MARK: Times

    /// Returns the range from the first bar on or after `--from` to the end of `--to`, or of the data.
    static func range(_ options: BacktestOptions, _ market: FileMarket) throws(RunFailure) -> Range<ExchangeInstant> {
        guard let all = market.span else {
            throw RunFailure(ExitStatus.malformed, "\(options.data): no row lies in its exchange's trading hours")
        }
        let from = try options.from.map { text throws(RunFailure) in try day(text, "--from", isEnd: false) }
        let to = try options.to.map { text throws(RunFailure) in try day(text, "--to", isEnd: true) }
        let last = market.lastEnd(by: min(all.upperBound, to ?? all.upperBound))
        guard let start = market.firstRow(from: max(all.lowerBound, from ?? all.lowerBound)), let last, start <= last
        else {
            throw RunFailure(ExitStatus.usage, "there is no data between --from and --to")
        }
        return start..<last.adding(nanoseconds: 1)
    }

    private static func day(_ text: String, _ option: String, isEnd: Bool) throws(RunFailure) -> ExchangeInstant {
        guard let reading = TimeText.read(text), reading.zone == nil else {
            throw RunFailure(ExitStatus.usage, "\(option) \(text): write a day, 2020-12-31, or 2020-12-31 09:30")
        }
        let extra: Int64 = isEnd && !reading.hasClock ? 86_400 : 0
        let time = LocalTime(seconds: reading.time.seconds + extra)
        return ExchangeInstant(seconds: ZoneRules.newYork.moment(time))
    }

    // MARK: Runs

    private static func runs(_ plan: BacktestPlan) throws -> (runs: [RunSnapshot], status: Int32) {
        let options = plan.options
        let profiles = options.fills.profiles
        let heard = profiles.contains(.paperIB) ? FillProfile.paperIB : profiles[0]
        var (runs, status): ([RunSnapshot], Int32) = ([], ExitStatus.success)
        for (place, profile) in profiles.enumerated() {
            let isHeard = profile == heard && !options.isQuiet
            let form: Console.Form = options.json ? .json : .text
            let console = isHeard ? Console(form: form, zone: .newYork, showsDays: true) : nil
            let title = "backtest, \(profile.rawValue), \(place + 1) of \(profiles.count)"
            var plan = plan
            plan.profile = profile
            let outcome = try run(plan, console ?? SilentOutput(), title)
            _ = console?.finish(patience: nil)
            runs.append(outcome.snapshot)
            if status == ExitStatus.success { status = outcome.status }
            if outcome.status == ExitStatus.malformed { break }
            // Its output was not shown.
            if outcome.status != ExitStatus.success, console == nil {
                let how = options.isQuiet ? "without --quiet" : "with --fills \(profile.rawValue)"
                StandardStream.error.writeLine(
                    "ibscript: under \(profile.rawValue) the run ended with exit code \(outcome.status); see why \(how)"
                )
            }
        }
        return (runs, status)
    }

    /// Runs a script with one profile; the calling thread waits for it.
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
