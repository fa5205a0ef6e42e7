import Foundation
import Testing

/// What the built program writes down, and what it tells of it.
@Suite("The journal of the program")
struct JournalTests {
    private let state = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")

    private func ibscript(_ arguments: String...) throws -> Finished {
        try run(Program.binary, arguments, state: state)
    }

    private func events(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    @Test("an embedded run's journal is shown, explained and verified; a second run begins afresh")
    func embedded() throws {
        for _ in 1...2 {
            #expect(try ibscript(Program.script("buy_aapl.lua"), "qty=7").status == 0)
            let entries = try events(try ibscript("journal", "--json").output)
            let names = entries.compactMap { $0["event"] as? String }
            #expect(names.prefix(5) == ["runStarted", "connected", "scriptStarted", "intent", "sent"])
            #expect(names.suffix(2) == ["scriptEnded", "runEnded"])
            #expect(names.count { $0 == "intent" } == 1)
            let intent = entries[3]
            #expect(((intent["order"] as? [String: Any])?["totalQuantity"] as? Int) == 7)
            #expect(intent["script"] as? String == "buy-aapl" && intent["line"] is Int)
        }
        let why = try ibscript("why", "1")
        #expect(why.status == 0)
        #expect(why.output.hasPrefix("order 1: BUY 7 AAPL MKT is filled: 7 at "))
        #expect(why.output.contains("placed by \(Program.script("buy_aapl.lua")):"))
        #expect(why.output.contains("TWS: execDetails 1: BOT 7 at "))
        // Of the message that was sent what is set is shown, not each of its fields.
        #expect(why.output.contains("\"totalQuantity\":7") && !why.output.contains(":false"))
        let verified = try ibscript("journal", "verify")
        #expect(verified.status == 0 && verified.errors.contains("1 orders, the lists follow from the events"))
        let refused = try ibscript("release", "1")
        #expect(refused.status == 4 && refused.errors.contains("what became of it is known"))
        #expect(try ibscript("why", "99").status == 1)
    }

    /// The page that a report of a run, or of the latest one, writes.
    private func page(of run: String?) throws -> String {
        let file = state.appendingPathComponent("report.html")
        let words = ["report"] + (run.map { [$0] } ?? []) + ["--html", file.path]
        let report = try EndToEndTests.run(Program.binary, words, state: state)
        #expect(report.status == 0, "\(report)")
        return try String(contentsOf: file, encoding: .utf8)
    }

    @Test("a run is found in whatever journal it is, by the beginning of its name; reading makes no journal the latest")
    func earlierRuns() throws {
        for quantity in [7, 8] {
            #expect(
                try ibscript(Program.script("buy_aapl.lua"), "qty=\(quantity)", "--seed", "\(quantity)").status == 0
            )
        }
        let simulator = try Simulator()
        let port = "\(simulator.port)"
        #expect(try ibscript("--paper", "--port", port, Program.script("buy_aapl.lua"), "qty=9").status == 0)
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: state.appendingPathComponent("ibscript/runs").path
        )
        let last = try #require(try events(try ibscript("journal", "--json").output).last?["run"] as? String)
        let earlier = folders.filter { $0 != last }
        #expect(earlier.count == 2)
        var quantities: Set<Int> = []
        for run in earlier + [last] {
            let entries = try events(try ibscript("journal", "--run", String(run.prefix(7)), "--json").output)
            #expect(entries.allSatisfy { $0["run"] as? String == run })
            let order = try #require(entries.first { $0["event"] as? String == "intent" }?["order"] as? [String: Any])
            let quantity = try #require(order["totalQuantity"] as? Int)
            quantities.insert(quantity)
            let page = try page(of: String(run.prefix(7)))
            #expect(page.contains("BUY \(quantity) AAPL"))
            #expect(page.contains("Filled") && !page.contains("PreSubmitted"))
        }
        #expect(quantities == [7, 8, 9])
        // What was read last is an older journal.
        let old = try #require(earlier.first)
        let path = state.appendingPathComponent("ibscript/runs/\(old)/journal.db").path
        try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
        #expect(try page(of: nil).contains("BUY 9 AAPL"))
        #expect(try ibscript("journal", "--run", "no-such").status == 1)
    }

    @Test("--journal off writes nothing")
    func off() throws {
        #expect(try ibscript("--journal", "off", Program.script("buy_aapl.lua")).status == 0)
        let journal = try ibscript("journal")
        #expect(journal.status == 1 && journal.errors.contains("no journal yet"))
        #expect(try ibscript("--live", "--journal", "off", Program.script("buy_aapl.lua")).status == 64)
        #expect(try ibscript("--journal", "off", "--journal-sync", "full", Program.script("buy_aapl.lua")).status == 64)
    }

    @Test("an account's journal goes on from run to run, and names its runs apart")
    func account() throws {
        let simulator = try Simulator()
        let port = "\(simulator.port)"
        for quantity in 1...2 {
            let done = try ibscript("--paper", "--port", port, Program.script("buy_aapl.lua"), "qty=\(quantity)")
            #expect(done.status == 0)
        }
        let entries = try events(try ibscript("journal", "--json").output)
        let runs = entries.filter { $0["event"] as? String == "runStarted" }.compactMap { $0["run"] as? String }
        #expect(Set(runs).count == 2)
        let first = try events(try ibscript("journal", "--run", runs[0], "--json").output)
        #expect(first.allSatisfy { $0["run"] as? String == runs[0] })
        #expect(try ibscript("journal", "verify").errors.contains("2 orders"))
        #expect(try ibscript("why", "1").output.contains("BUY 1 AAPL"))
    }

    /// The order's bytes in the journal, written ahead of its commit, come before its bytes in the socket: told by the
    /// system calls themselves.
    @Test("every order is in the journal before it is in the socket", arguments: ["on", "full"])
    func systemCalls(_ sync: String) throws {
        let count = Soak.count(200, else: 1)
        let script = "for i = 1, \(count) do place(contract('AAPL'), order('BUY', 1)):wait() end stop()"
        Program.widen(state.appendingPathComponent("ibscript"))
        try withScript(script) { path in
            let simulator = try Simulator(["--speed", "10x"])
            let trace = state.appendingPathComponent("trace.txt").path
            try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
            var arguments = [
                "-f", "-yy", "-s", "8192", "-e", "trace=pwrite64,write,writev,sendto,sendmsg,fdatasync,fsync", "-o",
                trace,
                Program.binary.path, "--paper", "--port", "\(simulator.port)",
            ]
            if sync == "full" { arguments += ["--journal-sync", "full"] }
            let strace = URL(fileURLWithPath: "/usr/bin/strace")
            let done = try run(strace, arguments + [path], state: state, deadline: 300)
            try #require(done.status == 0, "\(done.errors)")
            let calls = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n").map(String.init)
            let isSocket = { (call: String) in call.contains("<TCP:") }
            var sent = 0
            for number in 1...count {
                let mark = ".\(number)."
                let left = try #require(calls.firstIndex { isSocket($0) && $0.contains("ibs.r.") && $0.contains(mark) })
                let written = try #require(
                    calls.firstIndex { $0.contains("journal.db-ahead") && $0.contains("ibs.r.") && $0.contains(mark) }
                )
                #expect(written < left, "order \(number)")
                guard sync == "full" else { continue }
                let synced = calls[written..<left].contains { $0.contains("sync(") && $0.contains("journal.db-ahead") }
                #expect(synced, "order \(number) left before the disk had it")
                sent += 1
            }
            #expect(sync != "full" || sent == count)
            Soak.note("\(count) orders in the journal before the socket, --journal-sync \(sync)")
        }
    }

    @Test("a run that is killed has in its journal every order that it has shown")
    func killed() throws {
        let simulator = try Simulator(["--speed", "max"])
        Program.widen(state.appendingPathComponent("ibscript"))
        let rounds = Soak.count(300, else: 3)
        for round in 1...rounds {
            try withScript("while true do place(contract('AAPL'), order('BUY', 1)) sleep(0.001) end") { path in
                let process = Program.process()
                process.executableURL = Program.binary
                process.environment?["XDG_STATE_HOME"] = state.path
                process.arguments = ["--paper", "--port", "\(simulator.port)", "--max-rate", "0", path]
                let errors = Pipe()
                process.standardOutput = FileHandle.nullDevice
                process.standardError = errors
                try process.run()
                var shown = Data()
                while shown.count < 500 * round % 7_000 + 300 || shown.range(of: Data(" placed\n".utf8)) == nil {
                    let more = errors.fileHandleForReading.availableData
                    if more.isEmpty { break }
                    shown += more
                }
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                let orders = String(decoding: shown, as: UTF8.self).split(separator: "\n").compactMap { line -> Int? in
                    guard line.hasSuffix("placed"), let word = line.split(separator: " ").dropFirst(2).first else {
                        return nil
                    }
                    return Int(word.dropLast())
                }
                #expect(!orders.isEmpty)
                let entries = try events(try ibscript("journal", "--json").output)
                let written = Set(
                    entries.filter { $0["event"] as? String == "intent" }.compactMap { $0["orderId"] as? Int }
                )
                #expect(written.isSuperset(of: orders), "round \(round)")
            }
        }
        #expect(try ibscript("journal", "verify").status == 0)
        Soak.note("\(rounds) kills of a run that places orders without an end")
    }

    @Test("an order that was refused and has no key is explained by its script and line")
    func refused() throws {
        try withScript("local c = contract('AAPL')\npcall(place, c, order('BUY', 1000000))\nplace(c, order('BUY', 1))")
        { path in
            #expect(try ibscript(path).status == 0)
            for name in ["\(path):2", "\(URL(fileURLWithPath: path).lastPathComponent):2"] {
                let why = try ibscript("why", name)
                #expect(why.status == 0 && why.output.contains("max_order_qty"), "\(why.output)\(why.errors)")
            }
            #expect(try ibscript("why", "\(path):3").status == 1)
        }
    }
}
