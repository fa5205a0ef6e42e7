import Foundation
import Testing

/// `ibscript flatten` and `why` with the built program, against a simulator in another process.
@Suite("Flatten without a run")
struct FlattenTests {
    private let log = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).log")
    private let data = Program.dataFolder()

    private func flatten(_ simulator: Simulator, _ arguments: String...) throws -> Finished {
        try run(
            Program.binary,
            ["flatten", "--data-dir", data, "--port", "\(simulator.port)"] + arguments,
            deadline: 60
        )
    }

    private var lines: [String] {
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    @Test("it cancels what earlier runs left working, closes what they bought, and is done; then nothing is left to do")
    func alone() throws {
        let simulator = try Simulator(["--no-board"], log: log)
        let script = """
            place(contract("AAPL"), order("BUY", 100)):wait()
            place(contract("AAPL"), order("BUY", 7, 10))
            sleep(0.5)
            """
        let first = try Run(
            script,
            ["--paper", "--port", "\(simulator.port)", "--for", "5s"],
            data: data,
            name: "first"
        )
        #expect(first.wait() == 0, "\(first.said)")
        let flat = try flatten(simulator, "--reason", "enough")
        #expect(flat.status == 0, "\(flat.output)\(flat.errors)")
        #expect(flat.output.contains("REDUCING") && flat.output.contains("flatten: done, no order is working"))
        // The run that flattens had no position of its own: none is told, least of all one the other way round.
        #expect(flat.errors.contains("summary: AAPL: closed 100 held before this run\n"), "\(flat.errors)")
        #expect(!flat.errors.contains("position -100"), "\(flat.errors)")
        let next = try Run(
            #"print("held", #positions() > 0 and positions()[1].position or 0, #orders())"#,
            ["--paper", "--port", "\(simulator.port)"],
            data: data,
            name: "next"
        )
        #expect(next.line(beginning: "held") == "held\t0\t0", "\(next.said)")
        #expect(next.wait() == 0)
        #expect(simulator.stop() == 0)
        #expect(lines.contains { $0.contains("SELL 100 ") }, "\(lines)")
        // Nothing of ibscript works or is held, so TWS need not even be there.
        let again = try flatten(simulator)
        #expect(again.status == 0, "\(again.output)\(again.errors)")
    }

    @Test("--account-wide: orders of another client are named, and cancelled with client id 0")
    func accountWide() throws {
        let simulator = try Simulator(["--no-board"], log: log)
        let paper = ["--paper", "--port", "\(simulator.port)"]
        let script =
            #"place(contract("AAPL"), order("BUY", 100)):wait() place(contract("MSFT"), order("BUY", 7, 10)) sleep(0.5)"#
        let other = try Run(script, paper + ["--client-id", "9", "--for", "5s"], name: "other")
        #expect(other.wait() == 0, "\(other.said)")
        let own = try Run("print('known')", paper, data: data, name: "own")
        #expect(own.wait() == 0, "\(own.said)")
        let first = try flatten(simulator, "--account-wide")
        #expect(first.status == 1, "\(first.errors)")
        #expect(first.output.contains("still working: order 2 of client 9"), "\(first.output)")
        let second = try flatten(simulator, "--account-wide", "--client-id", "0")
        #expect(second.status == 0, "\(second.output)\(second.errors)")
        #expect(simulator.stop() == 0)
        #expect(lines.contains { $0.contains("SELL 100 ") }, "\(lines)")
    }

    @Test("without a TWS it says so with exit code 5, and the account is narrowed all the same")
    func noConnection() throws {
        let simulator = try Simulator(["--no-board"], log: log)
        let first = try Run(
            #"place(contract("AAPL"), order("BUY", 1)):wait()"#,
            ["--paper", "--port", "\(simulator.port)"],
            data: data
        )
        #expect(first.wait() == 0, "\(first.said)")
        #expect(simulator.stop() == 0)
        let flat = try flatten(simulator)
        #expect(flat.status == 5, "\(flat.output)\(flat.errors)")
        #expect(flat.output.contains("REDUCING") && flat.output.contains("not flattened"))
    }

    @Test("why names the halt that refused an order with a key")
    func refused() throws {
        let simulator = try Simulator(["--no-board"], log: log)
        let paper = ["--paper", "--port", "\(simulator.port)"]
        let first = try Run(#"place(contract("AAPL"), order("BUY", 1)):wait()"#, paper, data: data)
        #expect(first.wait() == 0, "\(first.said)")
        #expect(try first.command(["halt", "--reason", "wrong spread"]).status == 0)
        let second = try Run(
            #"place(contract("AAPL"), order("BUY", 2), { key = "day1" })"#,
            paper,
            data: data,
            name: "second"
        )
        #expect(second.wait() == 4, "\(second.said)")
        let why = try second.command(["why", "day1"])
        #expect(why.status == 0, "\(why.errors)")
        #expect(why.output.contains("was refused before it was an order") && why.output.contains("HALTED since"))
        #expect(why.output.contains("by \(NSUserName()): wrong spread"), "\(why.output)")
        #expect(try second.command(["journal"]).output.contains("trading is HALTED by \(NSUserName()): wrong spread"))
    }

    @Test(
        "a script's flatten waits for what was on its way: a status that crosses the cancel, executions behind Filled",
        arguments: ["reject-201", "late-exec"]
    )
    func crossed(chaos: String) throws {
        let script = """
            local first = place(contract("MSFT"), order("BUY", 26))
            place(contract("AAPL"), order("BUY", 10))
            pcall(first.wait, first)
            print("flatten", pcall(flatten))
            print(#orders(), position(contract("AAPL")), position(contract("MSFT")))
            """
        let words = ["-e", script, "--chaos", chaos, "--seed", "1", "--data-dir", data]
        let result = try run(Program.binary, words)
        #expect(result.output == "flatten\ttrue\ttrue\n0\t0\t0\n", "\(result.output)\(result.errors)")
    }

    @Test("a run and the kill switch find each other's folder however it is named")
    func folders() throws {
        let folder = URL(fileURLWithPath: data).appendingPathComponent("below")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let script = """
            local number = 0
            every(0.05, function()
                number = number + 1
                local isPlaced, e = pcall(place, contract("AAPL"), order("BUY", number, 180))
                if not isPlaced then print(e.code) stop() end
            end)
            """
        let words = [
            "-c", "cd '\(folder.path)' && exec '\(Program.binary.path)' run -e '\(script)' --data-dir '../'",
        ]
        let running = try RunningProgram(URL(fileURLWithPath: "/bin/sh"), words)
        let end = Date().addingTimeInterval(30)
        while !running.errorsSoFar.contains("placed"), Date() < end, !running.ends(within: 0.05) {}
        let halt = try run(Program.binary, ["halt", "--data-dir", data])
        #expect(halt.status == 0 && !halt.output.contains("no run is alive"), "\(halt.output)")
        let result = running.finish(deadline: 30)
        #expect(result.output == "DENIED_HALTED\n", "\(result.output)\(result.errors)")
    }
}
