import Foundation
import Testing

/// `ibscript sim` as its user meets it.
@Suite("Simulator command")
struct SimulatorCommandTests {
    @Test(
        "a word that an option does not know is a usage error that names the words",
        arguments: [
            (["--fills", "perfect"], "'paper-ib', 'optimistic' or 'conservative'"),
            (["--data", "free"], "'live', 'delayed' or 'none'"),
            (["--sessions", "never"], "'open' and 'real'"), (["--clock", "sun"], "'virtual' and 'system'"),
            (["--clock", "system", "--speed", "max"], "1x"),
            (["--accounts", "0"], "0 is outside 1 to 50"), (["--accounts", "DU1,"], "a code looks like DU1234567"),
            (["--accounts", "DU1,DU1"], "DU1 is there twice"), (["--accounts", "DU1=many"], "DU1=50000"),
            (["--max-server-version", "300"], "from 100 to 226"), (["--port", "70000"], "from 0 to 65535"),
        ]
    )
    func usage(_ arguments: [String], _ words: String) throws {
        let result = try run(Program.binary, ["sim"] + arguments)
        #expect(result.status == 64)
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test(
        "a run against it: the script's order fills, and the simulator stops in order",
        arguments: [100, 178, 200, 226]
    )
    func fill(version: Int) throws {
        let simulator = try Simulator(["--speed", "10x", "--max-server-version", "\(version)"])
        let result = try run(
            Program.binary,
            ["--paper", "--port", "\(simulator.port)", Program.script("buy_aapl.lua")]
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("Filled, filled 100, remaining 0"), "\(result.errors)")
        #expect(result.errors.contains("commission 1.00"))
        #expect(simulator.stop() == 0)
    }

    @Test("--list names the contracts and ends")
    func list() throws {
        let result = try run(Program.binary, ["sim", "--list"])
        #expect(result.status == 0 && result.errors.isEmpty)
        let rows = result.output.split(separator: "\n").map {
            $0.split(separator: " ", omittingEmptySubsequences: true)
        }
        #expect(rows.contains { $0.starts(with: ["STK", "AAPL", "SMART/NASDAQ", "USD", "265598", "US0378331005"]) })
        #expect(rows.contains { $0.starts(with: ["CASH", "EUR.GBP", "IDEALPRO", "GBP"]) })
        #expect(rows.contains { $0.starts(with: ["CRYPTO", "BTC.USD", "PAXOS"]) } && rows.count > 70)
    }

    @Test("a second SIGTERM does not change how it ends")
    func endedTwice() throws {
        let simulator = try Simulator()
        #expect(simulator.stop(signals: 2) == 0)
    }

    @Test("a request that cannot be written raises where it was made, at once")
    func notSent() throws {
        let simulator = try Simulator(["--max-server-version", "200"])
        // A client's texts are ASCII in the text protocol: this one is refused where the frame is written.
        let script = """
            local ok, e = pcall(details, contract{symbol = "Ä", secType = "STK", exchange = "SMART", currency = "USD"})
            print(ok, e.message)
            stop()
            """
        try withScript(script) { path in
            let result = try run(Program.binary, ["--paper", "--port", "\(simulator.port)", path], deadline: 5)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.hasPrefix("false\tdetails: reqContractDetails: "), "\(result.output)\(result.errors)")
        }
    }

    private func meet(_ stranger: String, _ simulator: Simulator) throws {
        let client = [Program.client("strangers.py"), "\(simulator.port)", stranger]
        let result = try run(Program.python("ib_async"), client, deadline: 60)
        #expect(result.status == 0 && result.output.hasSuffix("ok\n"), "\(result.output)\(result.errors)")
        #expect(simulator.stop() == 0)
    }

    @Test("after a frame of impossible length the client id is free at once, also if its client holds its end open")
    func impossibleFrame() throws { try meet("impossible", Simulator(["--no-board"])) }

    @Test("half greetings hold no places: the next client is served at once, and one that is served stays")
    func halfGreetings() throws { try meet("half", Simulator(["--no-board"])) }

    @Test("requests that are refused are all answered, and logged within a bound")
    func refusedRequests() throws {
        let log = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).log")
        try meet("refused", Simulator(["--no-board"], log: log))
        let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
        let refusals = lines.filter { $0.contains("error 200") }.count
        // 200 at once and five a second, for less than a minute.
        #expect((200...500).contains(refusals), "\(refusals)")
        #expect(lines.contains { $0.contains("left out") }, "\(lines.suffix(3))")
    }

    @Test("the doctor reads its settings", arguments: [false, true])
    func settings(isReadOnly: Bool) throws {
        let log = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).log")
        let simulator = try Simulator(["--no-board"] + (isReadOnly ? ["--read-only"] : []), log: log)
        let result = try run(
            Program.binary,
            ["doctor", "--port", "\(simulator.port)", "--data-dir", Program.dataFolder()],
            deadline: 60
        )
        #expect(simulator.stop() == 0)
        #expect(result.status == (isReadOnly ? 4 : 0), "\(result.output)\(result.errors)")
        let text = isReadOnly ? "the API is read-only: orders are refused with 321" : "orders are taken"
        #expect(result.output.contains(text), "\(result.output)")
        #expect(result.output.contains("ok      precautions: order precautions are bypassed, as"), "\(result.output)")
        #expect(!result.output.contains("\nwarning"), "\(result.output)")
        #expect(try !String(contentsOf: log, encoding: .utf8).contains("error 321"))
    }

    @Test("without descriptors it says so, waits, and serves again once there are some")
    func exhaustedDescriptors() throws {
        let program = Program.python("ib_async")
        let result = try run(program, [Program.client("descriptors.py"), Program.binary.path], deadline: 60)
        #expect(result.output.hasSuffix("ok descriptors\n"), "\(result.output)\(result.errors)")
    }
}
