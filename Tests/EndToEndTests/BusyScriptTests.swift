import Foundation
import Testing

/// Scripts that never come to rest: what is asked of the program still happens.
@Suite("Busy scripts")
struct BusyScriptTests {
    private static let loop = "print('begun') local function f() spawn(f) end f()"
    private static let stopLoop = "local function f() spawn(f) end on('stop', f) print('begun') stop('now')"

    private func timed(_ script: String, _ arguments: [String]) throws -> (result: Finished, seconds: Double) {
        var finished: Finished?
        let begin = ContinuousClock.now
        try withScript(script) { finished = try run(Program.binary, arguments + [$0], deadline: 30) }
        let elapsed = ContinuousClock.now - begin
        return (try #require(finished), Double(elapsed.components.seconds))
    }

    @Test("--for ends one on the simulator", arguments: ["1x", "max"])
    func timeLimit(speed: String) throws {
        let (result, seconds) = try timed(Self.loop, ["--for", "1s", "--speed", speed])
        // At maximum speed no time passes while a script computes, so that its own budget ends it.
        #expect(result.status == (speed == "max" ? 3 : 0), "\(result.errors)")
        #expect(seconds < 10)
    }

    @Test("without a limit its budget ends it after 5 s: exit 3")
    func budget() throws {
        let (result, seconds) = try timed(Self.loop, [])
        #expect(result.status == 3, "\(result.errors)")
        #expect(result.errors.contains("the script was busy for 5 s without waiting"))
        #expect((5..<12).contains(seconds))
    }

    @Test("a handler of stop that never rests is cut off, and the run ends as it was to")
    func stopHandler() throws {
        let (result, seconds) = try timed(Self.stopLoop, [])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.hasSuffix(" ended: stopped: now\n"), "\(result.errors)")
        #expect(seconds < 12)
    }

    @Test("over a socket, --for and a signal end one", arguments: [true, false])
    func paper(isSignal: Bool) throws {
        let simulator = try Simulator()
        try withScript(Self.loop) { path in
            let process = Program.process()
            process.executableURL = Program.binary
            process.arguments =
                ["--paper", "--port", "\(simulator.port)"] + (isSignal ? [] : ["--for", "1s"]) + [path]
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            let begin = ContinuousClock.now
            try process.run()
            #expect(output.fileHandleForReading.readFirstLine() == "begun")
            if isSignal { process.terminate() }
            process.waitUntilExit()
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == (isSignal ? 130 : 0))
            #expect(ContinuousClock.now - begin < .seconds(5))
        }
    }
}
