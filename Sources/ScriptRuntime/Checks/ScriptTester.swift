internal import FoundationEssentials
internal import Glibc
internal import ScriptHost
internal import SimExchange

/// `ibscript test`: runs a script with its checks on the embedded simulator at full speed.
package enum ScriptTester {
    /// The options of a test.
    package struct Options: Sendable {
        /// The script with the values of its inputs.
        package var script: RunOptions.Script
        /// The file of the market course; `nil` for the one beside the script, if there is one.
        package var course: String?
        /// The seed of the simulator and of math.random.
        package var seed = 1
        /// When orders fill.
        package var fills = SimulatorOptions.Fills.paperIB
        /// The seconds of the exchange's time after which the test ends; `nil` for the end of the course, or an hour.
        package var limit: Double?
        /// The file for JUnit XML; `nil` for none.
        package var junit: String?
        /// The data folder; `nil` for the usual one.
        package var dataFolder: String?

        /// Makes options for a script.
        package init(_ script: RunOptions.Script) { self.script = script }
    }

    /// How long a course continues after its last line if it does not say, in seconds.
    private static let epilogue = 60.0
    /// The duration of a test without a course, in seconds.
    private static let usualLimit = 3_600.0

    /// Runs the script; the calling thread waits for it.
    ///
    /// - Returns: The exit code: that of the run, or 1 if a check failed or nothing was checked.
    package static func run(_ options: Options) -> Int32 {
        do throws(RunFailure) {
            var run = RunOptions(scripts: [options.script])
            let path = options.course ?? beside(options.script.file)
            let course = try path.map { path throws(RunFailure) in try CourseFile.read(path) }
            run.seed = options.seed
            run.speed = .maximum
            run.journal = .off
            run.dataFolder = options.dataFolder
            run.timeLimit = options.limit ?? course.map(length) ?? usualLimit
            run.exchange.fills = options.fills
            run.exchange.coursePath = path
            run.exchange.seed = options.seed
            run.exchange.speed = .maximum
            let book = CheckBook()
            let status = ScriptRunner.run(run, with: nil, checks: book)
            let name = name(options.script.file)
            return try report(options, CheckReport(name: name, entries: book.entries, status: status))
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return error.status
        }
    }

    /// Returns the course beside a script that has its name; `nil` if there is none.
    private static func beside(_ script: String) -> String? {
        guard script.hasSuffix(".lua") else { return nil }
        let path = script.dropLast(4) + ".course"
        return access(String(path), F_OK) == 0 ? String(path) : nil
    }

    private static func name(_ file: String) -> String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return name.hasSuffix(".lua") ? String(name.dropLast(4)) : name
    }

    /// Returns the seconds from the start of the exchange's time to the end of a course.
    private static func length(_ course: MarketCourse) -> Double {
        let end = course.end ?? course.last?.adding(seconds: Int64(epilogue)) ?? .virtualStart.adding(seconds: 3_600)
        return max(0.001, Double(end.nanoseconds(since: .virtualStart)) / 1e9)
    }

    private static func report(_ options: Options, _ report: CheckReport) throws(RunFailure) -> Int32 {
        for line in report.lines { StandardStream.output.write(line + "\n") }
        if let path = options.junit {
            do {
                try Data(report.junit.utf8).write(to: URL(filePath: path), options: .atomic)
            } catch {
                throw RunFailure(ExitStatus.malformed, "--junit \(path): it cannot be written")
            }
        }
        return report.exitStatus
    }
}
