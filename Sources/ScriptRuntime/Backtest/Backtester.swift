internal import CSandbox
internal import Glibc
internal import Report
internal import ScriptHost
internal import SimExchange

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
            var options = options
            options.onlySymbol = script.onlySymbol
            let stage: any BacktestStage =
                switch options.place {
                case .confined: try ConfinedStage(script, options)
                case .isolated, .inProcess: try OwnStage(script, options)
                }
            var (runs, status) = try self.runs(options, on: stage)
            for place in runs.indices { runs[place].assumptions = stage.assumptions + runs[place].assumptions }
            if let path = options.save { try SnapshotFile.write(runs, to: path) }
            // A script that failed before it traded has nothing to report.
            let isEmpty = status != ExitStatus.success && runs.allSatisfy(\.fills.isEmpty)
            if isEmpty, !options.json, options.html == nil { return status }
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

    private static func runs(
        _ options: BacktestOptions,
        on stage: any BacktestStage
    ) throws -> (runs: [RunSnapshot], status: Int32) {
        let profiles = options.fills.profiles
        let heard = profiles.contains(.paperIB) ? FillProfile.paperIB : profiles[0]
        var (runs, status): ([RunSnapshot], Int32) = ([], ExitStatus.success)
        for (place, profile) in profiles.enumerated() {
            let isHeard = profile == heard && !options.isQuiet
            let title = "backtest, \(profile.rawValue), \(place + 1) of \(profiles.count)"
            var outcome = try stage.run(profile, isHeard: isHeard, title)
            outcome.snapshot.assumptions += outcome.remarks
            runs.append(outcome.snapshot)
            if status == ExitStatus.success { status = outcome.status }
            if outcome.status == ExitStatus.malformed { break }
            // Its output was not shown.
            if outcome.status != ExitStatus.success, !isHeard {
                StandardStream.error.writeLine(
                    "ibscript: under \(profile.rawValue) the run ended with exit code \(outcome.status): "
                        + (outcome.reason ?? "unknown")
                )
            }
        }
        return (runs, status)
    }
}
