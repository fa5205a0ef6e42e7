import Foundation
import MarketFiles
import NIOCore
import Report
import RuntimeTesting
import ScriptHost
import SimExchange
import Synchronization
import Testing
import Trading

@testable import ScriptRuntime

/// All that can be told of a backtest from outside.
struct BacktestCourse: Equatable {
    var snapshot: RunSnapshot
    var status: Int32
    var journal: [JournalRecord]
    var lines: [String]

    /// A run, with what came to its script without messages.
    struct Run {
        var course: BacktestCourse
        /// The number of bars.
        var fed: Int
        /// The number of reports about orders.
        var quiet: Int
    }

    /// Runs a script on some series.
    ///
    /// - Parameter feeds: Whether bars and reports may come without messages.
    static func run(
        _ script: String,
        on series: [BarSeries],
        _ profile: FillProfile,
        feeds: Bool,
        _ path: ExchangePath = .direct
    ) throws -> Run {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("script.lua").path
        try Data(script.utf8).write(to: URL(fileURLWithPath: file))
        let market = FileMarket(series)
        var plan = BacktestPlan(
            script: try LoadedScript.load(RunOptions.Script(file: file), inputs: InputTexts(own: [:])),
            options: BacktestOptions(script: RunOptions.Script(file: file), data: ""),
            market: market,
            range: try #require(market.span),
            actions: []
        )
        (plan.profile, plan.feedsBars, plan.path) = (profile, feeds, path)
        let loop = ProcessLoop.shared
        let ended = loop.makePromise(of: BacktestRun.Outcome.self)
        let output = RecordingOutput(RunTrace())
        let journal = Mutex<[JournalRecord]>([])
        loop.execute { [plan] in
            let run = BacktestRun(plan, on: loop, ended: ended) { _ in }
            run.whenJournaled = { record in journal.withLock { $0.append(record) } }
            run.start(output)
        }
        let outcome = try ended.futureResult.wait()
        let course = BacktestCourse(
            snapshot: outcome.snapshot,
            status: outcome.status,
            journal: journal.withLock { $0 },
            lines: output.lines.map { "\($0.time.nanoseconds) \($0.event.text)" }
        )
        return Run(course: course, fed: outcome.fed, quiet: outcome.quiet)
    }
}
