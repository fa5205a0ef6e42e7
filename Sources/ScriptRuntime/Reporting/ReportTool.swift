internal import FoundationEssentials
internal import Report
internal import ScriptHost
internal import Store
internal import Trading

/// `ibscript report`: reports the result of a run, from its journal or from the file of a backtest.
package enum ReportTool {
    /// The options of a report.
    package struct Options: Sendable {
        /// A run, a file written by `backtest --save`, or `nil` for the run whose journal was written last.
        package var subject: String?
        /// The account's value at the start, in its currency, for runs that do not record it.
        package var cash = 1_000_000.0
        /// Whether the report is a JSON object.
        package var json = false
        /// The file for the report's page; `nil` for none.
        package var html: String?
        /// A condition on the figures that makes the exit code 1; `nil` for none.
        package var failIf: String?
        /// The data folder; `nil` for the usual one.
        package var dataFolder: String?

        /// Makes options for a report of the latest run.
        package init() {}
    }

    /// Prints the report.
    ///
    /// - Returns: The exit code.
    package static func show(_ options: Options) -> Int32 {
        do throws(RunFailure) {
            let condition = try Backtester.condition(options.failIf)
            let report = RunReport(try runs(options))
            try ReportWriter.write(report, options.json ? report.fullJSON : report.terminalText, html: options.html)
            guard let condition else { return ExitStatus.success }
            return Backtester.judge(report, condition, options.failIf ?? "")
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return error.status
        }
    }

    /// Prints the differences between two runs, named as for a report; for a backtest, its `paper-ib` profile counts.
    ///
    /// - Returns: The exit code: 1 if anything differs.
    package static func compare(_ first: String, _ second: String, dataFolder: String?) -> Int32 {
        do throws(RunFailure) {
            var found: [RunSnapshot] = []
            for subject in [first, second] {
                var options = Options()
                (options.subject, options.dataFolder) = (subject, dataFolder)
                guard let run = RunReport(try runs(options)).shown else {
                    throw RunFailure(ExitStatus.notFound, "\(subject): it has no run")
                }
                found.append(run)
            }
            let differences = RunComparison(found[0], found[1]).differences
            for line in differences { StandardStream.output.writeLine(line) }
            return differences.isEmpty ? ExitStatus.success : ExitStatus.scriptError
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return error.status
        }
    }

    private static func runs(_ options: Options) throws(RunFailure) -> [RunSnapshot] {
        if let subject = options.subject, FileManager.default.fileExists(atPath: subject) {
            return try SnapshotFile.read(subject)
        }
        let choice = JournalChoice(dataFolder: options.dataFolder, run: options.subject)
        guard let journal = try choice.found().first else { return [] }
        let records = try JournalChoice.read(journal) { file throws(StoreError) in
            // An account's journal has many runs: the latest one is used.
            var run = journal.isRun ? nil : journal.run
            if run == nil, !journal.isRun { run = try file.runs().first }
            return try file.entries(JournalQuery(run: run)).map(\.record)
        }
        var snapshot = JournalSnapshot(startingEquity: options.cash)
        for record in records { snapshot.add(record) }
        guard let run = snapshot.snapshot() else {
            throw RunFailure(ExitStatus.notFound, "\(journal.path): it has no run to report")
        }
        return [run]
    }
}
