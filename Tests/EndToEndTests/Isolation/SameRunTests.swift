import Foundation
import Testing

/// A run is the same, in its journal, its output and its exit code, whichever process its script is in.
@Suite("A script here and in its own process")
struct SameRunTests {
    private static let scripts: [(name: String, text: String)] = [
        (
            "orders, handlers and timers",
            """
            on("fill", function(f) print("fill", f.shares, f.price) end)
            on("orderStatus", function(m) print("status", m.orderId, m.status) end)
            local n = 0
            local timer
            timer = every(0.5, function()
              n = n + 1
              local t = place(contract(n % 2 == 0 and "AAPL" or "MSFT"), order("BUY", n))
              if n % 3 == 0 then t:cancel() end
              if n == 9 then timer:off() end
            end)
            local t = place(contract("IBM"), order("BUY", 10, { lmtPrice = 1.5 }))
            sleep(3)
            t:modify{ lmtPrice = 1.6 }
            sleep(3)
            cancel_all()
            print(pcall(place, contract("IBM"), order("BUY", -1)))
            sleep(60)
            stop("enough")
            """
        ),
        (
            "quotes, bars and random numbers",
            """
            local q = quote(contract("AAPL"))
            for i = 1, 5 do sleep(math.random() * 3); print(q.bid, q.ask, math.random(1000)) end
            local s = history(contract("IBM"), { bars = "1 min", duration = "3600 S" })
            print(#s, s[-1].close, sma(s, 5))
            bracket(contract("AAPL"), order("BUY", 5), { take_profit = q.ask + 2, stop_loss = q.bid - 2 })
            sleep(30)
            """
        ),
        ("an error in a handler", "after(1, function() local x = nil; print(x.y) end) sleep(5) print('not here')"),
        ("a budget", "print('a') sleep(1) while true do end"),
        ("no Lua", "place(contract('AAPL'),, order('BUY', 1))"),
        ("a denial", "place(contract('AAPL'), order('BUY', 1e12))"),
    ]

    /// What a run leaves: exit code, output, lines and the journal without the machine's clocks.
    private func outcome(_ mode: String, _ path: String) throws -> [String] {
        let data = Program.dataFolder()
        let result = try run(
            Program.binary,
            ["run", mode, "--data-dir", data, "--speed", "max", "--for", "10m", path],
            deadline: 300
        )
        let journal = try run(Program.binary, ["journal", "--data-dir", data, "--json"])
        #expect(journal.status == 0)
        return ["\(result.status)", result.output, result.errors, journal.output.replacing(/"wall":[0-9.]+/, with: "")]
    }

    private func expectSame(_ path: String) throws {
        let here = try outcome("--in-process", path)
        let apart = try outcome("--isolate", path)
        #expect(here[3].contains("scriptEnded"))
        for (one, other) in zip(here, apart) { #expect(one == other) }
    }

    @Test("is the same", arguments: scripts.map(\.name))
    func same(name: String) throws {
        let script = try #require(Self.scripts.first { $0.name == name })
        try withScript(script.text) { try expectSame($0) }
    }

    /// `download.lua` is left out: its second run goes on where the first has ended.
    private static let shippedScripts = [
        "bracket.lua", "buy_aapl.lua", "cross_alert.lua", "guard.lua", "hk_limit_and_market.lua", "opening_range.lua",
        "order_routing.lua", "rebalance.lua", "sma_cross.lua", "watch.lua", "wheel.lua",
    ]

    @Test("is the same for what is shipped", arguments: shippedScripts)
    func shipped(name: String) throws { try expectSame(Program.script(name)) }

    @Test("every shipped script is among them")
    func all() throws {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Program.root.appendingPathComponent("scripts").path
        )
        #expect(files.filter { $0.hasSuffix(".lua") }.sorted() == (Self.shippedScripts + ["download.lua"]).sorted())
    }
}
