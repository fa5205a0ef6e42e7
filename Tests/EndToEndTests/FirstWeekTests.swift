import Foundation
import Testing

/// The scripts of a trader's first week, on the simulator.
@Suite("Scripts of the first week")
struct FirstWeekTests {
    private let data = Program.dataFolder()

    private func run(_ name: String, _ words: [String], deadline: Double = 300) throws -> Finished {
        try EndToEndTests.run(
            Program.binary,
            ["run", "--speed", "max", "--data-dir", data, Program.script(name)] + words,
            deadline: deadline
        )
    }

    @Test("bracket enters, its stop follows the price, and one exit ends it", arguments: ["limit", "stop"])
    func bracket(kind: String) throws {
        let result = try run("bracket.lua", ["kind=\(kind)", "qty=50", "target=0.4", "stop=0.2", "--for", "4h"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("in: 50 at"))
        #expect(result.errors.contains(/out: (target|stop) 50 at/), "\(result.errors.suffix(2000))")
        #expect(!result.errors.contains("left working") || !result.errors.contains("position 50"))
    }

    @Test("rebalance reaches its weights, sells before it buys, and places nothing in a second run")
    func rebalance() throws {
        let simulator = try Simulator(["--no-board", "--speed", "100x"])
        func pass(_ weights: String) throws -> Finished {
            try EndToEndTests.run(
                Program.binary,
                [
                    "run", "--paper", "--port", "\(simulator.port)", "--data-dir", data,
                    Program.script("rebalance.lua"),
                    "weights=\(weights)",
                ],
                deadline: 180
            )
        }
        let first = try pass("AAPL 20, MSFT 15")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.errors.contains("2 orders") && first.errors.contains("AAPL: now"), "\(first.errors)")
        let second = try pass("AAPL 20, MSFT 15")
        #expect(second.status == 0 && second.errors.contains("no orders"), "\(second.errors)")
        let turned = try pass("AAPL 10, MSFT 15, IBM 12")
        let lines = turned.errors.split(separator: "\n").filter { $0.contains(" placed") }
        #expect(lines.count == 2 && lines[0].contains("SELL") && lines[0].contains("AAPL"), "\(turned.errors)")
        #expect(lines.last?.contains("BUY") == true && lines.last?.contains("IBM") == true)
        #expect(simulator.stop() == 0)
    }

    @Test("guard puts stops under naked positions, also while another script hangs")
    func guardProtects() throws {
        let trader = """
            place(contract("AAPL"), order("BUY", 40)):wait()
            place(contract("MSFT"), order("SELL", 30)):wait()
            print("in")
            local t = 0
            while true do for i = 1, 100000 do t = t + i end sleep(0.001) end
            """
        try withScript(trader) { path in
            let result = try EndToEndTests.run(
                Program.binary,
                [
                    "run", "--speed", "max", "--data-dir", data, "--for", "20s", path, Program.script("guard.lua"),
                    "every=1",
                ],
                deadline: 180
            )
            #expect(result.errors.contains("AAPL: 40 is naked"), "\(result.errors.suffix(3000))")
            #expect(result.errors.contains("MSFT: -30 is naked"))
            #expect(result.errors.contains(/SELL 40 AAPL STP 1\d\d\.\d\d placed/))
            #expect(result.errors.contains(/BUY 30 MSFT STP \d\d\d\.\d\d placed/))
            // One stop each: what is covered is not naked.
            #expect(result.errors.components(separatedBy: "STP").count - 1 <= 8)
        }
    }

    @Test("guard flattens the account at its loss, and nothing enters afterwards")
    func guardFlattens() throws {
        let trader = """
            while true do
                local ok, e = pcall(place, contract("AAPL"), order("BUY", 100))
                if not ok then print("refused", e.code) break end
                e:wait()
            end
            """
        try withScript(trader) { path in
            let result = try EndToEndTests.run(
                Program.binary,
                [
                    "run", "--speed", "max", "--data-dir", data, "--for", "2h", path, Program.script("guard.lua"),
                    "every=1", "max_loss=20",
                ],
                deadline: 180
            )
            #expect(result.errors.contains("notify alarm: guard: "), "\(result.errors.suffix(3000))")
            #expect(result.errors.contains("flatten: done"))
            #expect(result.output.contains("refused\tDENIED_REDUCING"), "\(result.output)")
        }
    }

    @Test("buy_aapl with a key places nothing in a second run on the same simulator")
    func keyed() throws {
        let simulator = try Simulator(["--no-board"])
        let words = ["--paper", "--port", "\(simulator.port)", "--data-dir", data, Program.script("buy_aapl.lua")]
        let first = try EndToEndTests.run(Program.binary, ["run"] + words + ["key=2026-01-05"])
        #expect(first.status == 0 && first.errors.contains("BUY 100 AAPL MKT placed"), "\(first.errors)")
        let second = try EndToEndTests.run(Program.binary, ["run"] + words + ["key=2026-01-05"])
        #expect(second.status == 0 && second.errors.contains("bought 100 at"), "\(second.errors)")
        #expect(second.errors.contains("it already exists under its key") && !second.errors.contains(" placed"))
        #expect(simulator.stop() == 0)
    }
}
