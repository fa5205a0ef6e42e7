import Foundation
import Testing

@Suite("ibscript api")
struct ReferenceCommandTests {
    @Test("prints an entry, or everything, and names the nearest for what there is not")
    func entries() throws {
        let place = try run(Program.binary, ["api", "place"])
        #expect(place.status == 0 && place.output.hasPrefix("place\n"))
        #expect(place.output.contains("when_connected?: number") && place.output.contains("```lua"))
        let field = try run(Program.binary, ["api", "trade.filled"])
        #expect(field.output == "trade.filled: number. Quantity executed, as the executions say.\n")
        let price = try run(Program.binary, ["api", "Order.lmtPrice"]).output
        #expect(price.hasPrefix("Order.lmtPrice: number, contract currency. Limit price of LMT"), "\(price)")
        let error = try run(Program.binary, ["api", "quote.error"]).output
        #expect(error.hasPrefix("quote.error: { code: integer|string, message: string }?. Why"), "\(error)")
        #expect(try run(Program.binary, ["api", "orderStatus"]).output.contains("| `remaining` |"))
        let unknown = try run(Program.binary, ["api", "trade.filed"])
        #expect(unknown.status == 1 && unknown.output.isEmpty)
        #expect(unknown.errors.hasSuffix("did you mean trade.filled?\n"))
        let everything = try run(Program.binary, ["api"]).output
        for heading in ["### place", "### trade:wait", "### orderStatus", "### Contract", "### reqMktData"] {
            #expect(everything.contains("\n\(heading)"), "\(heading)")
        }
    }

    @Test("a denial is explained as a code of TWS is, in any case and without its beginning")
    func denials() throws {
        let expected = try run(Program.binary, ["code", "DENIED_SHORT"])
        #expect(
            expected.status == 0
                && expected.output.hasPrefix("DENIED_SHORT (denial): The position could become negative")
        )
        #expect(expected.output.contains("short = true in [trade]"))
        #expect(try run(Program.binary, ["code", "short"]).output == expected.output)
        let both = try run(Program.binary, ["code", "201", "denied_halted", "--json"])
        #expect(both.output.hasPrefix("{\"code\":201,") && both.output.contains("\n{\"code\":\"DENIED_HALTED\","))
        let unknown = try run(Program.binary, ["code", "DENIED_SHRT"])
        #expect(unknown.status == 1 && unknown.errors.contains("did you mean DENIED_SHORT?"))
    }

    @Test("writes definitions for editors, and leaves settings alone that are there")
    func editors() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-api-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = try run(Program.binary, ["api", "--write", folder.path])
        #expect(first.status == 0 && first.output.isEmpty)
        let library = folder.appendingPathComponent("library/ibscript.lua")
        let committed = Program.root.appendingPathComponent("docs/reference/ibscript.lua")
        #expect(try Data(contentsOf: library) == Data(contentsOf: committed))
        let settings = folder.appendingPathComponent(".luarc.json")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: settings)) as? [String: Any]
        #expect(object?["workspace.library"] as? [String] == ["library"])
        try Data("{}".utf8).write(to: settings)
        let second = try run(Program.binary, ["api", "--write", folder.path + "/"])
        #expect(second.status == 0 && second.errors.contains("is there already and stays as it is"))
        #expect(try String(contentsOf: settings, encoding: .utf8) == "{}")
        #expect(try run(Program.binary, ["api", "place", "--write", folder.path]).status == 64)
    }
}

@Suite("A run's own simulator")
struct EmbeddedOptionTests {
    private func run(_ script: String, _ options: [String]) throws -> Finished {
        let file = try Self.file(script)
        defer { try? FileManager.default.removeItem(atPath: file) }
        return try EndToEndTests.run(Program.binary, ["run", "--speed", "max", file] + options)
    }

    private static func file(_ script: String) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID()).lua")
        try Data(script.utf8).write(to: file)
        return file.path
    }

    @Test("begins at --start, in summer time and in winter")
    func start() throws {
        let print = "print(time.format(now(), \"%F %T %Z\"), market_open(contract(\"AAPL\")))"
        let summer = try run(print, ["--start", "2026-03-09 09:25", "--sessions", "real"])
        #expect(summer.output == "2026-03-09 09:25:00 EDT\tfalse\n", "\(summer.errors)")
        let winter = try run(print, ["--start", "2026-03-06T14:35:00Z", "--sessions", "real"])
        #expect(winter.output == "2026-03-06 09:35:00 EST\ttrue\n", "\(winter.errors)")
        #expect(try run(print, ["--start", "2019-11-01"]).output.hasPrefix("2019-11-01 10:00:00 EDT\t"))
        for wrong in ["yesterday", "2040-01-02", "2026-01-05 10:00 Nowhere/City"] {
            #expect(try run(print, ["--start", wrong]).status == 64)
        }
        #expect(try run(print, ["--start", "2026-03-09", "--paper"]).status == 64)
    }

    @Test("trades on the files of --market, from their first moment on")
    func market() throws {
        let script = """
            print(time.format(now()))
            local t = place(contract("ACME"), order("BUY", 10)) t:wait()
            print(t.avgFillPrice)
            """
        let data = Program.root.appendingPathComponent("scripts/data").path
        let result = try run(script, ["--market", data])
        // The first row: 2018-01-02,99.51,100.74,99.31,100.34,620000.
        #expect(result.output == "2018-01-02 09:30:00\n99.51\n", "\(result.errors)")
        let later = try run("print(time.format(now()))", ["--market", data, "--start", "2019-05-01"])
        #expect(later.output == "2019-05-01 10:00:00\n")
        let missing = try run(script, ["--market", "/nowhere"])
        #expect(missing.status == 65 && missing.errors.contains("/nowhere: no such file or folder"))
        #expect(try run(script, ["--market", data, "--state", "/tmp/x"]).status == 64)
    }

    @Test("--market also serves ibscript sim")
    func served() throws {
        let data = Program.root.appendingPathComponent("scripts/data").path
        let simulator = try Simulator(["--market", data, "--no-board", "--speed", "max"])
        let result = try EndToEndTests.run(
            Program.binary,
            ["run", "--paper", "--port", "\(simulator.port)", "--data-dir", Program.dataFolder()]
                + [try Self.file("print(time.format(now())) print(details(contract(\"ACME\"))[1].contract.symbol)")]
        )
        #expect(result.status == 0 && result.output.contains("2018-"), "\(result.errors)")
        #expect(simulator.stop() == 0)
    }
}
