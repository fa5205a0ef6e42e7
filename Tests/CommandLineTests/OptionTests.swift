import ArgumentParser
import ScriptRuntime
import Testing

@testable import ibscript

/// Options become values of their types where they are read.
@Suite struct OptionTests {
    @Test func theSimulatorsOptions() throws {
        let line =
            "sim --port 0 --speed 10x --fills optimistic --data delayed --sessions real --accounts DU1,DU2=5 "
            + "--chaos slow,1101 --max-server-version 178"
        let options = try #require(try parsed(line) as? SimCommand).options()
        #expect(options.port == 0)
        #expect(options.speed == .factor(10))
        #expect(options.clock == .virtual)
        #expect(options.fills == .optimistic)
        #expect(options.data == .delayed)
        #expect(options.sessions == .real)
        #expect(options.maximumServerVersion == 178)
        #expect(try options.accounts == AccountList(option: "DU1,DU2=5"))
        #expect(try options.chaos == ChaosList(option: "1101, slow"))
    }

    @Test func aRunsOptions() throws {
        let line = "buy.lua --for 1.5h --max-rate 0 --speed max --paper --client-id 0 --port 65535"
        let options = try #require(try parsed(line) as? RunCommand).options()
        #expect(options.timeLimit == 5400)
        #expect(options.maximumRate == 0)
        #expect(options.speed == .maximum)
        #expect(options.clientId == 0)
        #expect(options.target == .paper(host: nil, port: 65535))
    }

    @Test func waitingForAConnection() throws {
        let waiting = try #require(try parsed("buy.lua --paper --wait --give-up 2h") as? RunCommand).options()
        #expect(waiting.waits)
        #expect(waiting.giveUpAfter == 7200)
        let plain = try #require(try parsed("buy.lua --paper") as? RunCommand).options()
        #expect(!plain.waits)
        #expect(plain.giveUpAfter == nil)
        for line in ["buy.lua --wait", "buy.lua --sim --give-up 1h"] {
            let command = try #require(try parsed(line) as? RunCommand)
            let error = #expect(throws: (any Error).self) { try command.options() }
            #expect("\(error.map { IBScriptCommand.message(for: $0) } ?? "")".contains("need --paper"))
        }
    }

    @Test func whenAndWhereTheExchangeBegins() throws {
        for line in ["sim", "buy.lua"] {
            let command = try parsed("\(line) --start 2026-03-09 --market bars")
            let options = try (command as? SimCommand)?.options() ?? (command as? RunCommand)?.options().exchange
            #expect(options?.start == (try StartTime(option: "2026-03-09 10:00 America/New_York")))
            #expect(options?.marketPath == "bars")
        }
        for line in ["sim --market bars --state file", "buy.lua --market bars --state file"] {
            #expect(throws: (any Error).self) { try parsed(line) }
        }
        let system = try #require(try parsed("sim --clock system --start 2026-03-09") as? SimCommand)
        #expect(throws: (any Error).self) { try system.options() }
    }

    @Test func whereScriptsRun() throws {
        func options(_ line: String) throws -> RunOptions {
            try #require(try parsed("buy.lua \(line)") as? RunCommand).options()
        }
        #expect(try options("").isolation == .usual)
        #expect(try options("--isolate --require-sandbox").isolation == .isolated)
        #expect(try options("--require-sandbox").requiresSandbox)
        #expect(try options("--in-process").isolation == .inProcess)
        for line in ["--isolate --in-process", "--require-sandbox --in-process"] {
            let error = #expect(throws: (any Error).self) { try options(line) }
            #expect("\(error.map { IBScriptCommand.message(for: $0) } ?? "")".contains("exclude each other"))
        }
    }

    @Test func whereABacktestRuns() throws {
        func options(_ line: String) throws -> BacktestOptions {
            try #require(try parsed("backtest buy.lua --data x \(line)") as? BacktestCommand).options()
        }
        #expect(try options("").place == .confined)
        #expect(try options("--isolate").place == .isolated)
        #expect(try options("--in-process").place == .inProcess)
        #expect(try options("--require-sandbox").requiresSandbox)
        for line in ["--isolate --in-process", "--require-sandbox --in-process"] {
            let error = #expect(throws: (any Error).self) { try options(line) }
            #expect("\(error.map { IBScriptCommand.message(for: $0) } ?? "")".contains("exclude each other"))
        }
    }

    @Test(
        "a value that is none is refused with the option, the value and what is possible",
        arguments: [
            ("sim --fills perfect", "'perfect'", "--fills", "'paper-ib', 'optimistic' or 'conservative'"),
            ("sim --data free", "'free'", "--data", "'live', 'delayed' or 'none'"),
            ("sim --sessions never", "'never'", "--sessions", "'open' and 'real'"),
            ("sim --clock sun", "'sun'", "--clock", "'virtual' and 'system'"),
            ("sim --speed 0", "'0'", "--speed", "write 1x, 10x, 0.5x or max"),
            ("sim --start tomorrow", "'tomorrow'", "--start", "write 2026-03-09"),
            ("buy.lua --start 2031-01-02", "'2031-01-02'", "--start", "holidays are known from 2015 to 2030"),
            ("sim --port 65536", "'65536'", "--port", "from 0 to 65535"),
            ("sim --port", "", "--port", "Missing value"),
            ("sim --max-server-version 99", "'99'", "--max-server-version", "from 100 to 226"),
            ("sim --accounts DU1=x", "'DU1=x'", "--accounts", "DU1=50000"),
            ("sim --chaos slow,fast", "'slow,fast'", "--chaos", "unknown chaos plan 'fast'; known are 1100-midfill,"),
            ("wire decode --side both", "'both'", "--side", "'client' and 'server'"),
            ("wire decode --version 1", "'1'", "--version", "from 100 to 226"),
            ("buy.lua --for ever", "'ever'", "--for", "write 30s, 5m, 2h or 1d"),
            ("buy.lua --for 367d", "'367d'", "--for", "write 30s, 5m, 2h or 1d"),
            ("buy.lua --give-up soon", "'soon'", "--give-up", "write 30s, 5m, 2h or 1d"),
            ("buy.lua --max-rate=-1", "'-1'", "--max-rate", "a whole number of 0 or more"),
            ("buy.lua --max-rate 1.5", "'1.5'", "--max-rate", "a whole number of 0 or more"),
            ("buy.lua --speed fast", "'fast'", "--speed", "write 1x, 10x, 0.5x or max"),
            ("buy.lua --paper --port 0", "'0'", "--port", "from 1 to 65535"),
            ("buy.lua --paper --client-id=-1", "'-1'", "--client-id", "a whole number of 0 or more"),
        ]
    )
    func refusals(_ line: String, _ value: String, _ option: String, _ possible: String) {
        let error = #expect(throws: (any Error).self) { try parsed(line) }
        let message = error.map { IBScriptCommand.message(for: $0) } ?? ""
        #expect(message.contains(option) && message.contains(possible), "\(message)")
        #expect(value.isEmpty || message.contains(value), "\(message)")
    }

    @Test(arguments: [("1", "1x"), ("10x", "10x"), ("0.5x", "0.5x"), ("max", "max")])
    func aSpeedIsShownAsItIsWritten(_ text: String, _ shown: String) throws {
        #expect(try SimulationSpeed(option: text).description == shown)
    }

    private func parsed(_ line: String) throws -> any ParsableCommand {
        try IBScriptCommand.parseAsRoot(line.split(separator: " ").map(String.init))
    }
}
