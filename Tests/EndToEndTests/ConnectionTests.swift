import Foundation
import Testing

/// What a user sees when there is no TWS where one should be, and when there is one.
@Suite("Connection")
struct ConnectionTests {
    /// A script that needs a connection and nothing else.
    private static let script = Program.script("buy_aapl.lua")

    private func connect(_ port: Int, _ more: [String] = []) throws -> (result: Finished, seconds: Double) {
        let begin = ContinuousClock.now
        let result = try run(Program.binary, ["--paper", "--port", "\(port)"] + more + [Self.script], deadline: 30)
        let elapsed = ContinuousClock.now - begin
        return (result, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
    }

    @Test("nothing listens: exit 5, and what to do")
    func refused() throws {
        // Port 1 is never taken by an unprivileged program, and nothing of the system listens there.
        let (result, seconds) = try connect(1)
        #expect(result.status == 5)
        #expect(result.errors.contains("nothing listens at 127.0.0.1:1"))
        #expect(result.errors.contains("is TWS or IB Gateway running"))
        #expect(seconds < 5)
    }

    @Test("an HTTP server on the port: exit 5, and it is named", arguments: ["http", "garbage"])
    func notTWS(kind: String) throws {
        let peer = try Peer(kind)
        let (result, seconds) = try connect(peer.port)
        #expect(result.status == 5)
        #expect(result.errors.contains("is not a TWS"), "\(result.errors)")
        #expect(seconds < 5)
    }

    @Test("a peer that accepts and never answers: exit 5 after the deadline of 5 s")
    func wedged() throws {
        let peer = try Peer("wedged")
        let (result, seconds) = try connect(peer.port)
        #expect(result.status == 5)
        #expect(result.errors.contains("5.0 s"), "\(result.errors)")
        // Start and end of the program come on top of the deadline on a busy machine.
        #expect(seconds < 9)
    }

    @Test("--for counts before the connection is ready: exit 5 at once")
    func timeLimitEarly() throws {
        let peer = try Peer("wedged")
        let (result, seconds) = try connect(peer.port, ["--for", "1s"])
        #expect(result.status == 5)
        #expect(result.errors.hasSuffix(" ibscript: not connected within the time limit\n"), "\(result.errors)")
        #expect(seconds < 4.5)
    }

    @Test("interrupted before there is a session: exit 130 at once", arguments: [SIGINT, SIGTERM])
    func interruptedEarly(signal: Int32) throws {
        let peer = try Peer("wedged")
        let process = Program.process()
        process.executableURL = Program.binary
        process.arguments = ["--paper", "--port", "\(peer.port)", Self.script]
        process.standardError = FileHandle.nullDevice
        try process.run()
        peer.awaitClient()
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        // An exit of its own, not the signal's; and not the 5 of the deadline.
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 130)
    }

    @Test("a second signal ends a script that cannot pause, and does not wait for its time")
    func interruptedTwice() throws {
        try withScript(hangingScript) { path in
            let process = Program.process()
            process.executableURL = Program.binary
            process.arguments = [path]
            let (output, errors) = (Pipe(), Pipe())
            (process.standardOutput, process.standardError) = (output, errors)
            try process.run()
            #expect(output.fileHandleForReading.readFirstLine() == "begun")
            let begin = ContinuousClock.now
            kill(process.processIdentifier, SIGINT)
            kill(process.processIdentifier, SIGTERM)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit)
            #expect(process.terminationStatus == 130)
            // One signal alone waits for 3 s.
            #expect(ContinuousClock.now - begin < .seconds(3))
            let shown = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            #expect(shown.contains(" ended: interrupted"), "\(shown)")
        }
    }

    @Test("where both streams go to one place, lines stand as they were said")
    func oneOrder() throws {
        let script = #"log("one") print("two") place(contract("AAPL"), order("BUY", 1)) print("four") stop()"#
        try withScript(script) { path in
            let process = Program.process()
            process.executableURL = Program.binary
            process.arguments = [path]
            let pipe = Pipe()
            (process.standardOutput, process.standardError) = (pipe, pipe)
            try process.run()
            let lines = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(
                separator: "\n"
            )
            // What is said on stderr bears the exchange's time.
            #expect(
                lines.allSatisfy { $0.contains(#/^10:00:\d\d\.\d{3} /#) != ["two", "four"].contains($0) },
                "\(lines)"
            )
            #expect(
                lines.dropFirst().prefix(4).map { $0.replacing(#/^10:00:\d\d\.\d{3} /#, with: "") }
                    == ["one", "two", "order 1: BUY 1 AAPL MKT placed", "four"],
                "\(lines)"
            )
        }
    }

    @Test("a client id in use: exit 5, and the other choice")
    func clientIdInUse() throws {
        let simulator = try Simulator()
        let first = Program.process()
        first.executableURL = Program.binary
        first.arguments = ["--paper", "--port", "\(simulator.port)", "--for", "60s", Program.script("watch.lua")]
        let output = Pipe()
        first.standardOutput = output
        first.standardError = FileHandle.nullDevice
        try first.run()
        // Its first line of output shows that it is connected.
        _ = output.fileHandleForReading.readData(ofLength: 1)
        let (result, _) = try connect(simulator.port)
        #expect(result.status == 5)
        #expect(result.errors.contains("client id 1 is already in use"), "\(result.errors)")
        #expect(result.errors.contains("--client-id"))
        let (other, _) = try connect(simulator.port, ["--client-id", "2"])
        #expect(other.status == 0, "\(other.errors)")
        first.terminate()
        first.waitUntilExit()
        #expect(first.terminationStatus == 130)
    }

    @Test("over a socket a script ends as on the embedded simulator")
    func paper() throws {
        let simulator = try Simulator()
        let (result, _) = try connect(simulator.port)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("Filled, filled 100, remaining 0"))
        #expect(result.errors.contains("commission 1.00"))
        #expect(simulator.stop() == 0)
    }

    @Test("the same seed gives the same run, byte for byte, at any speed")
    func deterministic() throws {
        func output(_ arguments: [String]) throws -> String {
            try run(Program.binary, ["--json", Program.script("hk_limit_and_market.lua")] + arguments).output
        }
        let first = try output(["--speed", "max"])
        #expect(first.contains("\"event\":\"fill\""))
        #expect(try output(["--speed", "max"]) == first)
        #expect(try output(["--speed", "1x"]) == first)
        #expect(try output(["--speed", "max", "--seed", "2"]) != first)
    }

    @Test("--live without an account is refused")
    func refusals() throws {
        let live = try run(Program.binary, ["--live", Self.script])
        #expect(live.status == 4)
        #expect(live.errors.contains("--live needs --account"))
    }
}
