import Foundation
import Testing

/// `ibscript run --record` and `ibscript replay`.
@Suite("replay")
struct ReplayTests {
    /// A script with timers, quotes, random numbers, orders, a module's question and state.
    private static let script = """
        local c = contract("AAPL")
        local q = quote(c)
        while not q.ask do wait("quote") end
        local zone = time.date(now(), "Asia/Hong_Kong")
        for i = 1, 5 do
            local size = math.random(1, 50)
            local t = place(c, order("BUY", size, q.ask + 0.05))
            t:wait()
            print(i, size, t.avgFillPrice)
            state.count = i
            sleep(1)
        end
        flatten()
        stop()
        """

    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func write(_ name: String, _ text: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    private func record(_ script: String, _ file: String) throws -> Finished {
        let words = ["run", script, "--speed", "max", "--record", file, "--data-dir", Program.dataFolder()]
        return try run(Program.binary, words)
    }

    @Test("the same script does the same on its recording, and so does one whose lines and logs have moved")
    func same() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = try write("a.lua", Self.script)
        let file = folder.appendingPathComponent("a.rec").path
        let recorded = try record(script, file)
        #expect(recorded.status == 0, "\(recorded.errors)")
        let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(rights == 0o600)
        let moved = "-- moved\n\n" + Self.script.replacingOccurrences(of: "stop()", with: "log(\"more\") stop()")
        for arguments in [[], [script], [try write("b.lua", moved)]] {
            let again = try run(Program.binary, ["replay", file] + arguments)
            #expect(again.status == 0, "\(again.output)\(again.errors)")
            #expect(again.output.hasPrefix("the same: "))
            // Five orders, five prints, and more than that.
            let deeds = again.output.split(separator: " ").compactMap { Int($0) }
            #expect(deeds.count == 2 && deeds[1] > 10 && deeds[0] > 20, "\(again.output)")
        }
    }

    @Test("a changed script departs at the first order that differs, with its time and line")
    func changed() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("a.rec").path
        #expect(try record(try write("a.lua", Self.script), file).status == 0)
        let changed = Self.script.replacingOccurrences(of: "q.ask + 0.05))", with: "q.ask + (i < 3 and 0.05 or 0.06)))")
        let result = try run(Program.binary, ["replay", file, try write("b.lua", changed)])
        #expect(result.status == 1, "\(result.output)\(result.errors)")
        let lines = result.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 3 && lines[0].hasPrefix("departs at 2026-01-05 10:00:0"), "\(result.output)")
        let orders = lines.dropFirst().map { $0.split(separator: " ") }
        #expect(orders.map { $0.suffix(2).joined(separator: " ") } == ["line 7", "line 7"])
        let (before, after) = (orders[0].dropFirst(), orders[1].dropFirst())
        #expect(before.prefix(5) == after.prefix(5) && before.prefix(2) == ["place", "BUY"])
        let prices = [before, after].map { Double($0.dropFirst(5).first?.dropLast() ?? "") ?? .nan }
        #expect(abs(prices[1] - prices[0] - 0.01) < 1e-9, "\(result.output)")
        // Less than what was recorded is a departure, too.
        let shorter = Self.script.replacingOccurrences(of: "flatten()", with: "")
        let short = try run(Program.binary, ["replay", file, try write("c.lua", shorter)])
        #expect(short.status == 1 && short.output.contains("recorded: flatten\n"), "\(short.output)")
    }

    @Test("a recording that was cut off is replayed up to its end; what is none is refused")
    func cut() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("a.rec")
        #expect(try record(try write("a.lua", Self.script), file.path).status == 0)
        let whole = try Data(contentsOf: file)
        for share in [3, 2] {
            try whole.prefix(whole.count / share).write(to: file)
            let again = try run(Program.binary, ["replay", file.path])
            #expect(again.status == 0, "\(again.output)\(again.errors)")
        }
        try Data("time,open\n".utf8).write(to: file)
        let none = try run(Program.binary, ["replay", file.path])
        #expect(none.status == 65 && none.errors.contains("this is not a recording"))
        let words = ["run", "--in-process", "--record", file.path, Program.script("watch.lua")]
        let inside = try run(Program.binary, words)
        #expect(inside.status == 64 && inside.errors.contains("--record needs the script in a process of its own"))
    }

    @Test("a recording is data for a backtest: the script meets the prices that the recorded one saw")
    func data() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("a.rec").path
        let watch = try write(
            "watch.lua",
            """
            local q = quote(contract("AAPL"))
            on("tickPrice", function(tick) if tick.tickType == 4 then print(tick.price) end end)
            sleep(30)
            stop()
            """
        )
        let course = try write("c.course", "10:00:00 AAPL 191\n10:00:05 AAPL 192\n10:00:10 AAPL 190.50\n")
        let words = ["run", watch, "--speed", "max", "--record", file, "--script", course]
        let recorded = try run(Program.binary, words + ["--data-dir", Program.dataFolder()])
        #expect(recorded.output == "192.0\n190.5\n", "\(recorded.errors)")
        let again = try run(Program.binary, ["backtest", watch, "--data", file, "--fills", "paper-ib"])
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.output.hasPrefix("192.0\n190.5\n"), "\(again.output)")
    }
}
