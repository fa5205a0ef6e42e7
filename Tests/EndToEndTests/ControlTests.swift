import Foundation
import Glibc
import Testing

/// The kill switch, `ps`, `stop`, `logs` and the lock, with the built program and a simulator that keeps its own log.
@Suite("Control")
struct ControlTests {
    /// Never waits, and tries an order of another size in every round; says what it has tried, and when it is refused. A
    /// round takes some milliseconds, so that the sizes stay below 10,000, the largest one allowed.
    private static let spinning = """
        local number, isRefused = 0, false
        while true do
            local sum = 0
            for i = 1, 300000 do sum = sum + i end
            number = number + 1
            local isPlaced, e = pcall(place, contract("AAPL"), order("BUY", number, 10))
            if isPlaced then
                if isRefused then print("open " .. number) end
            elseif not isRefused then
                print("refused " .. number .. " " .. e.code)
            end
            isRefused = not isPlaced
            if number == 1 then print("begun") end
            sleep(0.001)
        end
        """

    private struct Bench {
        let log = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).log")
        let simulator: Simulator

        init(_ arguments: [String] = []) throws { simulator = try Simulator(["--no-board"] + arguments, log: log) }

        var paper: [String] { ["--paper", "--port", "\(simulator.port)"] }

        /// Sizes of the orders that have reached the simulator, in order.
        var sizes: [Int] {
            let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            return text.matches(of: #/order \d+: BUY (\d+) /#).compactMap { Int($0.1) }
        }
    }

    /// Moves the latch as the command does and tells the run; gives the time until the run's answer.
    private func move(_ socket: ControlSocket, _ account: String, to level: String?) throws {
        let latch = URL(fileURLWithPath: account + "/halt")
        if let level {
            try Data(#"{"level":"\#(level)","reason":"test","by":"test","at":""}"#.utf8).write(to: latch)
        } else {
            try FileManager.default.removeItem(at: latch)
        }
        let answer = try socket.ask(#"{"do":"latch","by":"test"}"#)
        #expect(answer.contains(#""level":"\#(level ?? "ACTIVE")""#), "\(answer)")
    }

    @Test("halt is effective within 100 ms while a script spins, and no order reaches the simulator after it")
    func spinning() throws {
        let bench = try Bench()
        let run = try Run(Self.spinning, bench.paper + ["--max-rate", "0"])
        #expect(run.line(beginning: "begun") != nil)
        let (socket, account) = try run.controlSocket()
        var times: [Duration] = []
        var refused: [Int] = []
        var opened: [Int] = []
        for _ in 1...5 {
            let begin = ContinuousClock.now
            try move(socket, account, to: "HALTED")
            let line = try #require(run.line(beginning: "refused "))
            times.append(ContinuousClock.now - begin)
            #expect(line.hasSuffix(" DENIED_HALTED"), "\(line)")
            refused.append(try #require(Int(line.split(separator: " ")[1])))
            try move(socket, account, to: nil)
            let open = try #require(run.line(beginning: "open "))
            opened.append(try #require(Int(open.split(separator: " ")[1])))
        }
        // The machine is shared: what it adds is no delay of the switch.
        #expect(try #require(times.min()) < .milliseconds(100), "\(times)")
        #expect(run.end(SIGTERM) == 130)
        #expect(bench.simulator.stop() == 0)
        let sizes = bench.sizes
        #expect(sizes == sizes.sorted() && sizes.count >= 10)
        for (first, next) in zip(refused, opened) {
            #expect(!sizes.contains { (first..<next).contains($0) }, "\(first)..<\(next)")
        }
    }

    @Test("halt stops orders under a flood of ticks")
    func flood() throws {
        let bench = try Bench(["--speed", "200x"])
        let script = """
            local number, isRefused = 0, false
            -- TWS describes the contract before the flood, in which a slow machine would not hear it in time.
            place(contract("AAPL"), order("BUY", 1, 10))
            local q = {}
            for _, symbol in ipairs { "AAPL", "MSFT", "IBM", "SPY", "QQQ", "AMZN" } do q[#q + 1] = quote(contract(symbol)) end
            on("tickPrice", function()
                number = number + 1
                local mine = number
                local isPlaced, e = pcall(place, contract("AAPL"), order("BUY", 1 + mine % 9000, 10))
                if mine == 1 then print("begun") end
                if not isPlaced and not isRefused then isRefused = true print("refused " .. e.code) end
            end)
            """
        let run = try Run(script, bench.paper)
        #expect(run.line(beginning: "begun") != nil)
        let halt = try run.command(["halt", "--reason", "flood"])
        #expect(halt.status == 0, "\(halt.errors)")
        // Whatever the run is busy with, nobody is told that nothing works at the broker.
        #expect(!halt.output.contains("no order is working"), "\(halt.output)")
        #expect(run.line(beginning: "refused") == "refused DENIED_HALTED")
        #expect(run.end(SIGTERM) == 130)
        #expect(run.said.contains("by \(NSUserName()): flood"))
    }

    @Test("halt, while the connection is dead, holds; without a run, it holds for the next; resume lifts it")
    func latch() throws {
        let bench = try Bench()
        let data = Program.dataFolder()
        let script = #"place(contract("AAPL"), order("BUY", 1, 10)) print("placed") sleep(60)"#
        let run = try Run(script, bench.paper, data: data)
        #expect(run.line(beginning: "placed") != nil)
        kill(bench.simulator.pid, SIGSTOP)
        let halt = try run.command(["halt", "--reason", "first", "--json"])
        #expect(halt.status == 0, "\(halt.errors)")
        #expect(halt.output.contains(#""level":"HALTED""#), "\(halt.output)")
        #expect(halt.output.contains("BUY 1 AAPL LMT 10.00"), "\(halt.output)")
        kill(bench.simulator.pid, SIGCONT)
        #expect(run.end(SIGTERM) == 130)
        for _ in 1...2 {
            let next = try Run(script, bench.paper + ["--take-over"], data: data)
            #expect(next.wait() == 4, "\(next.said)")
            #expect(next.said.contains("entries are HALTED since"), "\(next.said)")
            #expect(next.said.contains("first"))
        }
        let again = try Run("", data: data).command(["halt", "--reason", "second"])
        #expect(again.output.contains("HALTED") && again.output.contains("first"), "\(again.output)")
        #expect(again.output.contains("no run is alive"))
        #expect(try EndToEndTests.run(Program.binary, ["resume", "--data-dir", data]).status == 0)
        let last = try Run(script, bench.paper + ["--take-over"], data: data)
        #expect(last.line(beginning: "placed") != nil)
        #expect(last.end(SIGINT) == 130)
        #expect(last.said.contains("working"), "\(last.said)")
        #expect(bench.sizes == [1, 1])
    }

    @Test("a second run on the account is refused with 4 and told who has it, whatever its client id")
    func locked() throws {
        let bench = try Bench()
        let run = try Run("print('begun') sleep(60)", bench.paper, name: "first")
        #expect(run.line(beginning: "begun") != nil)
        let second = try Run("", bench.paper + ["--client-id", "7"], data: run.data, name: "second")
        #expect(second.wait() == 4)
        let expected = "is in use by run \(try run.name()) (process \(run.pid), first)"
        #expect(second.said.contains(expected), "\(second.said)")
        let same = try Run("", bench.paper, data: run.data, name: "second")
        #expect(same.wait() == 4)
        #expect(same.said.contains("client id 1 is in use by run \(try run.name()) on account DU"), "\(same.said)")
        // Killed outright, it leaves no lock behind.
        #expect(run.end(SIGKILL) == -SIGKILL)
        #expect(try Run("", bench.paper, data: run.data).wait() == 0)
    }

    @Test("ps lists runs, logs shows what they have said, stop ends them as Ctrl-C does")
    func runs() throws {
        let script = #"place(contract("AAPL"), order("BUY", 100)):wait() log("bought") print("begun") sleep(3600)"#
        let run = try Run(script, name: "holder")
        #expect(run.line(beginning: "begun") != nil)
        let name = try run.name()
        let table = try run.command(["ps"]).output.split(separator: "\n")
        #expect(table.count == 2)
        #expect(table.last?.hasPrefix("\(name)  \(run.pid)  DU") == true, "\(table)")
        #expect(table.last?.hasSuffix(" USD  holder") == true, "\(table)")
        #expect(try run.command(["logs", String(name.prefix(4))]).output.hasSuffix(" bought\n"))
        let follower = Program.process()
        follower.executableURL = Program.binary
        follower.arguments = ["logs", name, "-f", "--data-dir", run.data]
        let output = Pipe()
        follower.standardOutput = output
        try follower.run()
        let stop = try run.command(["stop", name])
        #expect(stop.status == 0, "\(stop.errors)")
        #expect(stop.output == "run \(name) has ended\n")
        #expect(run.wait() == 130)
        let followed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        follower.waitUntilExit()
        #expect(followed.hasSuffix(" ended: interrupted\n"), "\(followed)")
        #expect(followed == run.said)
        #expect(try run.command(["ps"]).output == "no run is alive\n")
        #expect(try run.command(["stop", name]).status == 1)
    }

    @Test("an entry of a run that was killed outright is cleared away")
    func killed() throws {
        let run = try Run("print('begun') sleep(3600)")
        #expect(run.line(beginning: "begun") != nil)
        #expect(run.end(SIGKILL) == -SIGKILL)
        #expect(try FileManager.default.contentsOfDirectory(atPath: run.data + "/live").count == 2)
        #expect(try run.command(["ps"]).output == "no run is alive\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: run.data + "/live") == [])
    }

    @Test("flatten cancels the run's orders, closes what they bought, and says so")
    func flatten() throws {
        let bench = try Bench()
        let script = """
            place(contract("AAPL"), order("BUY", 100)):wait()
            place(contract("MSFT"), order("SELL", 50)):wait()
            place(contract("AAPL"), order("BUY", 7, 10))
            print("begun") sleep(3600)
            """
        let run = try Run(script, bench.paper)
        #expect(run.line(beginning: "begun") != nil)
        let flatten = try run.command(["flatten", "--reason", "enough"])
        #expect(flatten.status == 0, "\(flatten.output)\(flatten.errors)")
        #expect(flatten.output.contains("REDUCING") && flatten.output.contains("flatten: done, no order is working"))
        #expect(run.end(SIGTERM) == 130)
        for symbol in ["AAPL", "MSFT"] {
            #expect(run.said.contains("summary: \(symbol): position 0,"), "\(run.said)")
        }
    }

    @Test("a signal ends a run within 5 s and says what works", arguments: [SIGINT, SIGTERM, SIGHUP])
    func signals(number: Int32) throws {
        let script = """
            place(contract("AAPL"), order("BUY", 7, 10))
            on("stop", function() local ok = pcall(place, contract("AAPL"), order("BUY", 8, 10)) print("stop", ok) end)
            print("begun") sleep(3600)
            """
        let run = try Run(script)
        #expect(run.line(beginning: "begun") != nil)
        let begin = ContinuousClock.now
        kill(run.pid, number)
        #expect(run.line(beginning: "stop") == "stop\tfalse")
        #expect(run.wait() == 130)
        #expect(ContinuousClock.now - begin < .seconds(5))
        #expect(run.said.contains("BUY 7 AAPL LMT 10.00"), "\(run.said)")
    }

    @Test("a signal, with the terminal closed: what the header asks for is done with the orders, within 5 s")
    func closedTerminal() throws {
        let bench = try Bench()
        let script = """
            --[[ibscript
            api = 1
            [trade]
            on_stop = "cancel_all"
            ]]
            place(contract("AAPL"), order("BUY", 7, 10))
            print("begun")
            every(0.01, function() print("x") log("x") end)
            """
        let run = try Run(script, bench.paper)
        #expect(run.line(beginning: "begun") != nil)
        run.closeOutput()
        let begin = ContinuousClock.now
        #expect(run.end(SIGHUP) == 130)
        #expect(ContinuousClock.now - begin < .seconds(5))
        #expect(bench.simulator.stop() == 0)
        let log = try String(contentsOf: bench.log, encoding: .utf8)
        #expect(log.contains("order 1: cancel"), "\(log)")
    }

    @Test("without descriptors the control socket waits, the run goes on, and answers again when there are some")
    func noDescriptors() throws {
        let run = try Run("local n = 0 every(0.01, function() n = n + 1 print('tick ' .. n) end)", descriptors: 28)
        #expect(run.line(beginning: "tick") != nil)
        let (first, _) = try run.controlSocket()
        let name = try run.name()
        var crowd: [ControlSocket] = []
        for _ in 1...15 { crowd.append(try ControlSocket("\(run.data)/live/\(name).sock")) }
        for _ in 1...20 { #expect(run.line(beginning: "tick") != nil) }
        #expect(try first.ask(#"{"do":"status"}"#).contains(#""level":"ACTIVE""#))
        crowd = []
        let stopped = try run.command(["stop", name])
        #expect(stopped.status == 0, "\(stopped)")
        #expect(run.wait() == 130)
    }

    @Test("a data folder that cannot be used stops a paper run, and only that")
    func noFolder() throws {
        let bench = try Bench()
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let paper = try Run("print('begun')", bench.paper, data: file.path)
        #expect(paper.wait() == 4)
        #expect(paper.said.contains("cannot make \(file.path)"), "\(paper.said)")
        let embedded = try Run("print('begun')", data: file.path)
        #expect(embedded.line(beginning: "begun") != nil)
        #expect(embedded.wait() == 0)
    }

    @Test("the environment cannot switch to live")
    func environment() throws {
        for word in ["live", "LIVE", "real", "paper,live"] {
            try withScript("print('begun')") { path in
                let process = Program.process()
                process.executableURL = Program.binary
                process.arguments = [path]
                process.environment?["IBSCRIPT_MODE"] = word
                let errors = Pipe()
                (process.standardError, process.standardOutput) = (errors, FileHandle.nullDevice)
                try process.run()
                let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                process.waitUntilExit()
                #expect(said.contains(" on the simulator, account DU"), "\(said)")
            }
        }
    }
}
