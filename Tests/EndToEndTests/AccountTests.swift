import Foundation
import Testing

/// `ibscript sim` with several accounts: other people's clients reckon what each must hold, scripts stay in one.
@Suite("Several accounts")
struct AccountTests {
    private static let accounts = "DU1111111,DU2222222=250000"
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")
    private var path: String { folder.appendingPathComponent("state.db").path }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    @Test("a client trades in both, and each has what it must have", arguments: WitnessClient.all)
    func trades(client: WitnessClient) throws {
        let simulator = try client.simulator(["--accounts", Self.accounts])
        let result = try run(
            Program.python(client.environment),
            [
                Program.client("\(client.desk)_accounts_client.py"), "\(simulator.port)", "DU1111111", "1000000",
                "DU2222222", "250000",
            ],
            deadline: 90
        )
        #expect(result.output == "ok\n", "\(result.output)\(result.errors)")
        #expect(result.status == 0)
        #expect(simulator.stop() == 0)
    }

    @Test("a script has to be told the account, and then trades and sees no other")
    func script() throws {
        let simulator = try Simulator(["--speed", "10x", "--accounts", Self.accounts])
        func script(_ source: String, _ arguments: [String]) throws -> Finished {
            let file = folder.appendingPathComponent("\(UUID()).lua")
            try Data(source.utf8).write(to: file)
            return try run(Program.binary, ["--paper", "--port", "\(simulator.port)", file.path] + arguments)
        }
        let buy = """
            local trade = place(contract("AAPL"), order("BUY", 100))
            trade:wait()
            for _, p in ipairs(positions()) do print(p.account, p.contract.symbol, p.position) end
            for _, e in ipairs(executions{}) do print(e.execution.acctNumber, e.execution.side) end
            print(account().account, account().NetLiquidation < 300000)
            """
        let untold = try script(buy, [])
        #expect(untold.status == 4 && untold.output.isEmpty)
        #expect(untold.errors.contains("several accounts (DU1111111, DU2222222); choose one with --account"))
        let unknown = try script(buy, ["--account", "DU3"])
        #expect(unknown.status == 4 && unknown.errors.contains("DU3 is not one of this login"), "\(unknown.errors)")
        let second = try script(buy, ["--account", "DU2222222"])
        #expect(second.status == 0, "\(second.errors)")
        #expect(
            second.output == "DU2222222\tAAPL\t100\nDU2222222\tBOT\nDU2222222\ttrue\n",
            "\(second.output)\(second.errors)"
        )
        let first = try script(
            "print(#positions(), #executions{}, account().NetLiquidation)",
            ["--account", "DU1111111"]
        )
        #expect(first.output == "0\t0\t1000000.0\n", "\(first.output)\(first.errors)")
        #expect(simulator.stop() == 0)
    }

    @Test("the state's file keeps the accounts, takes new ones behind them, and refuses others")
    func state() throws {
        func managed(_ arguments: [String]) throws -> String {
            let simulator = try Simulator(["--state", path] + arguments)
            let result = try run(
                Program.python("ib_async"),
                [Program.client("ib_async_state_client.py"), "\(simulator.port)", "look"]
            )
            #expect(simulator.stop() == 0)
            return String(result.output.prefix { $0 != "]" })
        }
        #expect(try managed(["--accounts", "DU1111111,DU2222222"]) == #"{"account": ["DU1111111", "DU2222222""#)
        #expect(try managed([]) == #"{"account": ["DU1111111", "DU2222222""#)
        let more = "DU1111111,DU2222222,DU3333333=5"
        #expect(try managed(["--accounts", more]) == #"{"account": ["DU1111111", "DU2222222", "DU3333333""#)
        let result = try run(Program.binary, ["sim", "--port", "0", "--state", path, "--accounts", "DU2222222"])
        #expect(result.status == 65 && result.output.isEmpty)
        #expect(
            result.errors.contains(
                "\(path) cannot be resumed: it is the state of accounts DU1111111, DU2222222, DU3333333, not "
                    + "DU2222222; leave out --accounts, name new ones after the old, or name another file"
            ),
            "\(result.errors)"
        )
    }
}
