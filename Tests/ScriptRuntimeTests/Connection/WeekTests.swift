import TWSWire
import Testing
import Trading

@testable import ScriptRuntime
@testable import SimExchange

/// A script that is there for weeks, with a restart of TWS each night, in virtual time.
@Suite("Weeks")
struct WeekTests {
    /// A live quote, a growing series, orders that rest, and one share bought after each restart.
    private static func script(days: Double) -> String {
        #"""
        local c = contract("AAPL")
        local q = quote(c)
        local h = history(c, {bars = "5 mins", duration = "3600 S", live = true})
        local resting = {}
        for i = 1, 3 do
            resting[i] = place(c, order{action = "BUY", totalQuantity = i, orderType = "LMT", lmtPrice = 10, tif = "GTC"})
        end
        local last, bars, filled, wrong, nights, ticks = h[#h].time, 0, 0, 0, 0, 0
        on("bar", function(b)
            bars = bars + 1
            if b.filled then filled = filled + 1 end
            if b.time - last ~= 300 then wrong = wrong + 1 end
            last = b.time
        end)
        on("quote", function() ticks = ticks + 1 end)
        on("resumed", function()
            nights = nights + 1
            place(c, order("BUY", 1), {when_connected = 60}):wait()
        end)
        sleep(\#(Int(days * 86_400)))
        print("nights", nights, "wrong", wrong, "stale", q.stale)
        print("bars", bars)
        log("%d ticks, %d bars filled in", ticks, filled)
        for _, t in ipairs(resting) do print(t.orderId, t.status, t.remaining) end
        stop()
        """#
    }

    @Test("no missing and no double bar, the same orders, the right position")
    func week() throws {
        // A day of ticks takes a minute; a tenth of it shows one night.
        let days = Soak.isOn ? 7.01 : 0.1
        let run = try ChaosRun(Self.script(days: days), [.nightlyRestart, .idRollback])
        // The first restart comes within half a minute, the next one a day later.
        let nights = Int(days) + 1
        #expect(run.status == 0, "\(run.output.last)")
        #expect(run.prints.first == "nights\t\(nights)\twrong\t0\tstale\tfalse")
        let bars = run.prints.first { $0.hasPrefix("bars") }.flatMap { Int($0.dropFirst(5)) } ?? 0
        #expect(abs(bars - Int(days * 288)) <= 1)
        #expect(run.prints.suffix(3) == ["1\tSubmitted\t1", "2\tSubmitted\t2", "3\tSubmitted\t3"])
        #expect(run.positions == run.truth)
        #expect(run.positions == [265_598: ExactDecimal(nights)])
        #expect(run.connections >= nights + 1)
        Soak.note("a week of \(run.output.shown("log").last ?? ""), \(run.connections) connections")
    }
}
