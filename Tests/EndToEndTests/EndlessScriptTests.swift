import Foundation
import Glibc
import Testing

/// Scripts that never come to an end by themselves: the run does, soon, and says no more than is good.
@Suite("Endless scripts")
struct EndlessScriptTests {
    /// What a run has come to.
    private struct Outcome {
        let result: Finished
        let seconds: Double
        /// Bytes of both streams together.
        var bytes: Int { result.output.utf8.count + result.errors.utf8.count }
        /// The last line on standard error.
        var last: String { result.errors.split(separator: "\n").last.map(String.init) ?? "" }
    }

    private func play(_ script: String, _ options: [String] = []) throws -> Outcome {
        let begin = ContinuousClock.now
        let result = try run(Program.binary, options + [Program.testScript(script)], deadline: 60)
        return Outcome(result: result, seconds: (ContinuousClock.now - begin) / .seconds(1))
    }

    @Test("jobs that make jobs end by the budget", arguments: [["--speed", "max"], []])
    func respawning(options: [String]) throws {
        let outcome = try play("respawning", options)
        #expect(outcome.result.status == 3, "\(outcome.last)")
        #expect(outcome.result.output == "begun\n")
        // 5 s of computing; a busy machine adds its own.
        #expect(outcome.seconds < 20)
        #expect(outcome.bytes < 10_000)
    }

    @Test("--for ends jobs that make jobs")
    func limited() throws {
        let outcome = try play("respawning", ["--for", "1"])
        #expect(outcome.result.status == 0, "\(outcome.last)")
        #expect(outcome.last.hasSuffix("ended: time limit"), "\(outcome.last)")
        #expect(outcome.seconds < 15)
    }

    @Test("a handler of stop that goes on for ever ends all the same")
    func stopping() throws {
        let outcome = try play("stop_respawning")
        #expect(outcome.result.output == "asked to stop\n")
        #expect(outcome.result.status == 0, "\(outcome.last)")
        #expect(outcome.last.hasSuffix(" ended: stopped: enough"), "\(outcome.last)")
        #expect(outcome.seconds < 20)
        #expect(outcome.bytes < 10_000)
    }

    @Test("cancels without end: one leaves, and nothing is said of the others", arguments: [[], ["--json"]])
    func cancelling(options: [String]) throws {
        let outcome = try play("cancel_flood", options + ["--speed", "max"])
        #expect(outcome.result.status == 3, "\(outcome.last)")
        #expect(outcome.seconds < 30)
        #expect(outcome.bytes < 10_000)
    }

    @Test("however often an order is cancelled, TWS is asked once")
    func cancellingOften() throws {
        let outcome = try play("cancel_often", ["--speed", "max", "--in-process"])
        #expect(outcome.result.status == 0, "\(outcome.last)")
        #expect(outcome.result.output == "status\tCancelled\nanswers\t202\n")
        #expect(outcome.bytes < 10_000)
    }

    @Test("a signal ends jobs that make jobs before the budget does", arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) throws {
        let process = Program.process()
        process.executableURL = Program.binary
        process.arguments = [Program.testScript("respawning")]
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
        try process.run()
        let watchdog = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 30, execute: watchdog)
        #expect(output.fileHandleForReading.readFirstLine() == "begun")
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        watchdog.cancel()
        // The budget's end would be 3, a kill no exit.
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 130)
    }
}
