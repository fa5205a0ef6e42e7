import Foundation
import Testing

/// Every script under `scripts/`, as README tells a user to run it.
@Suite("Shipped scripts")
struct ShippedScriptTests {
    @Test("buy_aapl ends filled, with its commission")
    func buyAAPL() throws {
        let result = try run(Program.binary, [Program.script("buy_aapl.lua"), "--speed", "max"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("BUY 100 AAPL MKT placed"))
        #expect(result.errors.contains("Filled, filled 100, remaining 0"))
        #expect(
            result.errors.contains(
                /bought 100 at 19\d\.\d\d, commission 1\.00|bought 100 at 189\.\d\d, commission 1\.00/
            )
        )
    }

    @Test("buy_aapl takes its inputs, and denies what the header forbids")
    func inputs() throws {
        let json = try run(
            Program.binary,
            [Program.script("buy_aapl.lua"), "symbol=MSFT", "qty=10", "--json", "--speed", "max"]
        )
        #expect(json.status == 0)
        let placed = try #require(json.output.split(separator: "\n").first { $0.contains(#""event":"placed""#) })
        #expect(placed.contains(/^\{"event":"placed","time":1767625\d{3}(\.\d+)?,"orderId":/))
        #expect(placed.contains(#""symbol":"MSFT","action":"BUY","quantity":10,"orderType":"MKT""#))
        let tooMany = try run(Program.binary, [Program.script("buy_aapl.lua"), "qty=501"])
        #expect(tooMany.status == 64)
        #expect(tooMany.errors.contains("500"))
        let unknown = try run(Program.binary, [Program.script("buy_aapl.lua"), "quantity=1"])
        #expect(unknown.status == 64)
    }

    @Test("the Hong Kong program shows openOrder, orderStatus and execDetails of both orders")
    func hongKong() throws {
        let result = try run(Program.binary, [Program.script("hk_limit_and_market.lua"), "--speed", "max"])
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("<openOrder ") && $0.contains("symbol=177") })
        #expect(lines.contains { $0.hasPrefix("<orderStatus ") && $0.contains("status=Filled") })
        #expect(lines.contains { $0.hasPrefix("<execDetails ") })
        #expect(lines.contains { $0.hasPrefix("<commissionAndFeesReport ") })
    }

    @Test("the order-routing program prints what the server says")
    func orderRouting() throws {
        let result = try run(Program.binary, [Program.script("order_routing.lua"), "--speed", "max"])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("Server Msg:\topenOrder\t-\t<openOrder "))
        #expect(result.output.contains("Server Msg:\torderStatus\t-\t<orderStatus "))
    }

    @Test("watch prints a table of quotes until it is told to stop")
    func watch() throws {
        let result = try run(
            Program.binary,
            [Program.script("watch.lua"), "symbols=AAPL IBM", "rows=3", "--speed", "max"]
        )
        #expect(result.status == 0, "\(result.errors)")
        let rows = result.output.split(separator: "\n").filter { $0.hasPrefix("AAPL") }
        #expect(rows.count == 3)
        #expect(rows.allSatisfy { $0.contains(/1[89]\d\.\d\d/) })
    }

    @Test("watch takes delayed data where the login has no live data, and names a symbol that is none")
    func delayedWatch() throws {
        let simulator = try Simulator(["--data", "delayed", "--speed", "60"])
        let result = try run(
            Program.binary,
            [
                "run", Program.script("watch.lua"), "symbols=AAPL NOSUCH", "rows=2", "--paper", "--port",
                "\(simulator.port)",
            ]
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.split(separator: "\n").contains { $0.hasPrefix("AAPL ") && $0.hasSuffix("delayed") })
        #expect(result.output.contains("no data"))
        #expect(result.errors.contains("quote: NOSUCH: error 200"))
    }

    /// A folder with the script `download.lua`, which writes beside itself.
    private static func downloadFolder() throws -> (script: String, bars: URL) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-download-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let script = folder.appendingPathComponent("download.lua")
        try FileManager.default.copyItem(at: URL(fileURLWithPath: Program.script("download.lua")), to: script)
        return (script.path, folder.appendingPathComponent("bars/AAPL.csv"))
    }

    @Test("download that is killed and run again gives the same file, and its rows are one a minute in order")
    func download() throws {
        let days = Soak.isOn ? 730 : 60
        let words = ["days=\(days)", "to=2026-01-05", "--speed", "max"]
        let whole = try Self.downloadFolder()
        let result = try run(Program.binary, [whole.script] + words, deadline: Soak.isOn ? 900 : 180)
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.errors.contains("pacing violation"))
        let expected = try String(contentsOf: whole.bars, encoding: .utf8)
        let times = expected.split(separator: "\n").dropFirst().compactMap { Int($0.prefix { $0 != "," }) }
        // NYSE's calendar: 42 weekdays, without Thanksgiving, Christmas and New Year, two of them half days.
        if days == 60 { #expect(times.count == 37 * 390 + 2 * 210) }
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 && $0 % 60 == 0 })

        let cut = try Self.downloadFolder()
        let killed = try RunningProgram(
            Program.binary,
            ["run", cut.script] + words + ["--data-dir", Program.dataFolder()]
        )
        while !killed.ends(within: 0.005), ((try? Data(contentsOf: cut.bars))?.count ?? 0) < 200_000 {}
        killed.kill()
        let part = try Data(contentsOf: cut.bars).count
        let again = try run(Program.binary, [cut.script] + words, deadline: Soak.isOn ? 900 : 180)
        #expect(again.status == 0, "\(again.errors)")
        #expect(try String(contentsOf: cut.bars, encoding: .utf8) == expected, "killed after \(part) bytes")
        for folder in [whole.bars, cut.bars] {
            try FileManager.default.removeItem(at: folder.deletingLastPathComponent().deletingLastPathComponent())
        }
    }

    @Test("check finds nothing in the shipped scripts")
    func checked() throws {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: Program.root.appendingPathComponent("scripts").path
        )
        let scripts = names.filter { $0.hasSuffix(".lua") }.map(Program.script)
        #expect(scripts.count >= 4)
        let result = try run(Program.binary, ["check"] + scripts)
        #expect(result.status == 0, "\(result.output)")
    }
}
