import Foundation
import Glibc
import Testing

/// A run that outlives its connection, against a simulator in another process.
@Suite("Reconnecting over a socket")
struct ReconnectTests {
    /// Refused while there is no connection, waits for it, then trades.
    private static let script = #"""
        local contract = contract("AAPL")
        on("disconnected", function(reason)
            local ok, e = pcall(place, contract, order("BUY", 1))
            print("refused", e.code)
        end)
        on("connected", function(account) print("connected", account:sub(1, 2)) end)
        on("gap", function(from, to) print("gap", to > from) end)
        wait("resumed")
        print("filled", (function() local t = place(contract, order("BUY", 7)) t:wait() return t.filled end)())
        stop()
        """#

    @Test("a restart of TWS: the run refuses orders meanwhile, connects again and trades")
    func restart() throws {
        let simulator = try Simulator(["--speed", "10x", "--chaos", "nightly-restart"])
        try withScript(Self.script) { path in
            let result = try run(Program.binary, ["--paper", "--port", "\(simulator.port)", path], deadline: 30)
            #expect(result.status == 0, "\(result.errors)")
            #expect(
                result.output == "refused\tnot_connected\nconnected\tDU\ngap\ttrue\nfilled\t7\n",
                "\(result.output) \(result.errors)"
            )
            #expect(result.errors.contains("trying again"), "\(result.errors)")
            #expect(result.errors.contains("connected to TWS again after "), "\(result.errors)")
        }
        #expect(simulator.stop() == 0)
    }

    @Test("--wait tries the first connection until there is one")
    func waits() throws {
        var simulator = try Simulator()
        let port = simulator.port
        #expect(simulator.stop() == 0)
        let process = Process()
        process.executableURL = Program.binary
        process.arguments = ["--paper", "--port", "\(port)", "--wait", Program.script("buy_aapl.lua")]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
        let first = errors.fileHandleForReading.readFirstLine()
        #expect(first.contains("nothing listens at 127.0.0.1:\(port); trying again"), "\(first)")
        simulator = try Simulator(["--port", "\(port)", "--speed", "10x"])
        let rest = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(rest)")
        #expect(rest.contains("bought 100 at"), "\(rest)")
        #expect(simulator.stop() == 0)
    }

    @Test("row 14: a frozen TWS that comes back within 15 s needs no second login")
    func frozen() throws {
        let simulator = try Simulator()
        let script =
            #"on("disconnected", function() print("gone") end) print("begun") sleep(7) print("still here") stop()"#
        try withScript(script) { path in
            let process = Process()
            process.executableURL = Program.binary
            process.arguments = ["--paper", "--port", "\(simulator.port)", path]
            let output = Pipe()
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
            #expect(output.fileHandleForReading.readFirstLine() == "begun")
            simulator.freeze()
            #expect(output.fileHandleForReading.readFirstLine() == "still here")
            simulator.thaw()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        #expect(simulator.stop() == 0)
    }

    private struct HalfOpen: Decodable {
        let seconds: Double
        let line: String
        let output: String
        let status: Int32
    }

    @Test(
        "row 13: a network that goes without a word is noticed within 15 s; when it is back the run trades (needs root)"
    )
    func halfOpen() throws {
        let script = #"""
            local q = quote(contract("AAPL"))
            print("begun")
            wait("resumed")
            local t = place(contract("AAPL"), order("BUY", 7))
            t:wait()
            print("filled", t.filled)
            stop()
            """#
        try withScript(script) { path in
            let words = [
                "-n", Program.python("ib_async").path, Program.client("half_open.py"), Program.binary.path, path,
            ]
            let result = try run(URL(fileURLWithPath: "/usr/bin/unshare"), words, deadline: 120)
            #expect(result.status == 0, "run the tests as root: sudo -E dev/test.sh; \(result.errors)")
            let report = try JSONDecoder().decode(HalfOpen.self, from: Data(result.output.utf8))
            // A little on top for a busy machine.
            #expect((1...16).contains(report.seconds), "\(report)")
            #expect(report.output == "begun\nfilled\t7\n", "\(report)")
            #expect(report.status == 0, "\(report)")
        }
    }
}
