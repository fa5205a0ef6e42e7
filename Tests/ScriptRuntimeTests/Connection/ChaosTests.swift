import TWSWire
import Testing
import Trading

@testable import ScriptRuntime
@testable import SimExchange

/// A trading script through each way of losing TWS or IB, on the embedded exchange in virtual time.
@Suite("Disasters of the connection")
struct ChaosTests {
    /// Trades while there is a connection, with a live quote, a growing series and an order that rests, for two minutes and a half.
    private static let script = #"""
        local c = contract("AAPL")
        local q = quote(c)
        local h = history(c, {bars = "30 secs", duration = "1800 S", live = true})
        local resting = place(c, order("BUY", 5, 10))
        local last, ticks, bought = h[#h].time, 0, 0
        on("bar", function(b)
            print("bar", b.time - last)
            last = b.time
        end)
        on("tickPrice", function() ticks = ticks + 1 end)
        on("disconnected", function() print("disconnected") end)
        on("connected", function() print("connected") end)
        on("gap", function(from, to) print("gap", to > from) end)
        on("resumed", function()
            print("resumed")
            ticks = 0
        end)
        for step = 1, 30 do
            sleep(5)
            local ok, t = pcall(place, c, order("BUY", 1), {when_connected = 100})
            if ok then
                pcall(t.wait, t, 60)
                bought = bought + 1
            end
        end
        print("ticks", ticks > 0, "stale", q.stale)
        print("resting", resting.status, "bought", bought)
        for i = 2, #h do assert(h[i].time - h[i - 1].time == 30, "a hole at " .. i) end
        stop()
        """#

    /// Every bar that was told follows the one before it.
    private func expectBars(_ run: ChaosRun, _ name: String) {
        let bars = run.prints.filter { $0.hasPrefix("bar") }
        #expect(bars.count >= 4, "\(name): \(bars.count)")
        #expect(bars.allSatisfy { $0 == "bar\t30" }, "\(name): \(bars)")
    }

    @Test(
        "the script trades on: no order twice, no fill lost or doubled, no bar missing or double",
        arguments: [
            .nightlyRestart, .halfOpen, .idRollback, .clientIDInUse, .restoredDataKept, .restoredDataLost,
            .lostMidFill,
        ] as [ChaosPlan],
        1...UInt64(Soak.count(20, else: 1))
    )
    func outlived(plan: ChaosPlan, seed: UInt64) throws {
        // What shows at a reconnect only needs one.
        let needsLoss = [.idRollback, .clientIDInUse].contains(plan)
        let run = try ChaosRun(Self.script, needsLoss ? [plan, .nightlyRestart] : [plan], seed: seed)
        let name = "\(plan.rawValue), seed \(seed)"
        #expect(run.status == 0, "\(name): \(run.output.last)")
        #expect(run.positions == run.truth, Comment(rawValue: name))
        #expect(Set(run.orders.map(\.orderId)).count == run.orders.count, Comment(rawValue: name))
        #expect(run.prints.filter { $0 == "resumed" }.count == 1, "\(name): \(run.prints)")
        #expect(run.prints.filter { $0.hasPrefix("gap") } == ["gap\ttrue"], Comment(rawValue: name))
        let losesSocket = ![.restoredDataKept, .restoredDataLost, .lostMidFill].contains(plan)
        #expect(run.prints.contains("disconnected") == losesSocket, Comment(rawValue: name))
        #expect(run.prints.contains("connected") == losesSocket, Comment(rawValue: name))
        #expect(run.prints.contains("ticks\ttrue\tstale\tfalse"), "\(name): \(run.prints.suffix(3))")
        #expect(
            run.prints.contains { $0.hasPrefix("resting\tSubmitted\tbought\t") },
            "\(name): \(run.prints.suffix(3))"
        )
        expectBars(run, name)
    }
}
