import Foundation
import MarketFiles
import SimExchange
import Testing

@testable import ScriptRuntime

@Suite("Bars without messages in a backtest")
struct BarFeedTests {
    /// Three days of minutes for three symbols: with pauses, minutes before the open, and minutes that only one has.
    private static let market: [BarSeries] = ["ACME", "BOLT", "COGS"].enumerated().map { place, symbol in
        var series = BarSeries(symbol: symbol, length: .seconds(60))
        // 2026-01-05, 06 and 07 at 09:30 New York.
        for day in 0..<3 {
            for minute in -20..<200 where (minute + place * 7) % 53 > place && !(minute > 90 && minute < 100) {
                let number = Double(day * 390 + minute)
                let price = ((100 + 2 * sin(number / 9) + 3 * sin(number / 41 + Double(place))) * 100).rounded() / 100
                series.times.append((1_767_623_400 + Int64(day) * 86_400 + Int64(minute) * 60) * 1_000_000_000)
                series.open.append(price)
                series.high.append(price + 0.31)
                series.low.append(price - 0.27)
                series.close.append(price + (minute % 3 == 0 ? 0.1234567 : -0.08))
                series.volume.append(minute % 11 == 0 ? 0 : 4_000.5 + number)
            }
        }
        return series
    }

    /// What the scripts show of a bar.
    private static let header = """
        local stock = contract("ACME")
        local function text(b)
            if not b then return "none" end
            return string.format("%d %.7f %.2f %.2f %.7f %s %s %s", b.time, b.open, b.high, b.low, b.close,
                tostring(b.volume), tostring(b.wap), tostring(b.barCount))
        end

        """

    private static let scripts = [
        "counts without a name for the bar": """
        local series = bars(stock, "1 min")
        on("bar", function() print(now(), #series) end)
        """,
        "takes whatever comes": """
        local series = bars(stock, "1 min")
        on("bar", function(...)
            local bar, s = ...
            print(select("#", ...), text(bar), s == series)
        end)
        """,
        "names some fields": """
        local series = bars(stock, "1 min")
        local sum = 0
        on("bar", function(bar)
            sum = sum + bar.high - bar.low
            print(bar.date, bar.count, bar.filled, sum, (function() return bar.WAP end)())
        end)
        """,
        "names fields that no bar has": """
        local series = bars(stock, "1 min")
        on("bar", function(bar)
            print(bar.close, pcall(function() return bar.clsoe end))
            bar.mine, bar.low = bar.close + 1, nil
            print(bar.mine, bar.low, bar.high)
        end)
        """,
        "passes the bar on": """
        local series = bars(stock, "1 min")
        local last
        on("bar", function(bar)
            if last then print(text(last), tostring(bar), bar.close - last.close) end
            last = bar
        end)
        """,
        "has the fields for globals": """
        local series, print = bars(stock, "1 min"), print
        on("bar", function(_ENV) print(time, close, volume) end)
        """,
        "has two functions in a line": """
        local series = bars(stock, "1 min")
        local a, b = function(bar) print(bar.close) end, function(bar) print(text(bar)) end
        on("bar", b)
        """,
        "changes its handler": """
        local series = bars(stock, "1 min")
        local handler
        local function low(bar) print(bar.low) end
        local function all(bar)
            print(text(bar))
            if bar.time % 600 == 0 then handler:off() handler = on("bar", low) end
        end
        handler = on("bar", function(bar)
            print(bar.high)
            if #series > 20 then handler:off() handler = on("bar", all) end
        end)
        """,
        "shows": """
        local series = bars(stock, "1 min")
        on("bar", function(bar, s)
            print(now(), text(bar), text(s:forming()), #s, s == series, bar.filled)
        end)
        """,
        "crosses": """
        local fast, slow, line, held = sma(5), sma(12), crossing(), false
        local series = history(stock, { bars = "1 min", duration = "1 D", live = true })
        on("bar", function(bar)
            local turn = line:push(fast:push(bar.close), slow:push(bar.close))
            if turn == "above" and not held then place(stock, order("BUY", 30)) held = true end
            if turn == "below" and held then place(stock, order("SELL", 30)) held = false end
        end)
        on("fill", function(f, t) print(now(), f.shares, t.filled, position(stock)) end)
        """,
        "rests": """
        local series = bars(stock, "1 min")
        local n = 0
        on("bar", function(bar)
            n = n + 1
            if n % 40 == 1 then
                local t = place(stock, order("BUY", 10, math.floor(bar.close * 100 - 40) / 100))
                t:on("status", function(x) print(now(), x.status) end)
            end
            if n % 40 == 30 then cancel_all() end
            if n % 67 == 0 then
                bracket(stock, { action = "BUY", quantity = 20, target = math.floor(bar.close * 100 + 90) / 100,
                    stop = math.floor(bar.close * 100 - 80) / 100 })
            end
        end)
        """,
        "has timers": """
        local series = bars(stock, "1 min")
        local n = 0
        every(60, function() print("minute", now(), #series, text(series:forming())) end)
        every(37, function() n = n + 1 if n % 50 == 0 then place(stock, order("BUY", 1)) end end)
        on("bar", function(bar)
            print("bar", now(), bar.time)
            if bar.time % 420 == 0 then after(10, function() print("later", now(), #series) end) end
        end)
        """,
        "has several symbols": """
        local one, two = bars(contract("ACME"), "1 min"), bars(contract("BOLT"), "1 min")
        local three = bars(contract("COGS"), "5 mins")
        local sum = 0
        on("bar", function(bar, s)
            sum = sum + 1
            if sum % 30 == 0 then print(now(), tostring(s), text(bar), #one, #two, #three) end
            if sum % 100 == 50 then place(contract("BOLT"), order("BUY", 5)) end
        end)
        """,
        "has a quote": """
        local series, q = bars(stock, "1 min"), quote(contract("BOLT"))
        on("bar", function(bar) print(now(), bar.close, q.last) end)
        """,
        "looks ahead": """
        local series = bars(stock, "1 min")
        local n = 0
        on("bar", function(bar)
            n = n + 1
            if n % 7 == 0 then
                local past = history(stock, { bars = "1 min", duration = "600 S" })
                local last = past[#past]
                expect(last.time + 60 <= now(), "history has bars that have ended")
                print(now(), text(last), text(bar), text(series:forming()))
            end
        end)
        """,
        "waits": """
        local series = bars(stock, "1 min")
        for i = 1, 300 do
            local bar = wait("bar", 90)
            print(now(), bar and text(bar), #series)
        end
        """,
        "waits without end": """
        local series = bars(stock, "1 min")
        while true do
            local bar = wait("bar")
            if bar.time % 1800 == 0 then print(text(bar), now(), #series) end
        end
        """,
        "sleeps": """
        local series = bars(stock, "1 min")
        on("bar", function(bar)
            if bar.time % 300 == 0 then sleep(75) print(now(), bar.time, #series) end
        end)
        """,
        "hears messages": """
        local series = bars(stock, "1 min")
        local n = 0
        on("bar", function(bar)
            n = n + 1
            if n == 100 then on("historicalDataUpdate", function(m) print(now(), m.bar.date, m.bar.close) end) end
        end)
        """,
        "hears everything": """
        local series = bars(stock, "1 min")
        local all = on("*", function(m) print(now(), tostring(m)) end)
        after(3600, function() all:off() end)
        on("bar", function(bar) print("bar", bar.time) end)
        """,
        "has two handlers": """
        local series = bars(stock, "1 min")
        on("bar", function(bar) print("one", bar.time) end)
        local second
        second = on("bar", function(bar) if bar.time % 600 == 0 then second:off() end print("two", bar.time) end)
        """,
        "lets go": """
        local series = bars(stock, "1 min")
        local n = 0
        on("bar", function(bar)
            n = n + 1
            if n == 50 then series:off() end
            if n == 51 then error("one too many") end
        end)
        after(20000, function() series = bars(stock, "1 min") n = 100 end)
        """,
        "fails": """
        local series = bars(stock, "1 min")
        on("bar", function(bar) if #series == 77 then local x = nil; print(x.y) end end)
        """,
        "stops": """
        local series = bars(stock, "1 min")
        on("bar", function(bar) if #series > 99 then stop("enough") end end)
        on("stop", function(why) print(why, now()) end)
        """,
        "keeps": """
        local series = bars(stock, "1 min")
        on("bar", function(bar) if bar.time % 1800 == 0 then state.last = bar.time end end)
        """,
        "spawns": """
        local series = bars(stock, "1 min")
        on("bar", function(bar)
            if #series % 20 == 0 then
                local task = spawn(function() return #series end)
                print(task:wait(), now())
            end
        end)
        """,
        "has all hours": """
        local series = bars(stock, { bars = "1 min", rth = false })
        on("bar", function(bar) print(now(), text(bar)) end)
        """,
        "asks for another kind": """
        local middle, long = bars(stock, { bars = "1 min", what = "MIDPOINT" }), bars(stock, "15 mins")
        on("bar", function(bar, s) print(now(), tostring(s), text(bar)) end)
        """,
        "computes": """
        local series = bars(stock, "1 min")
        on("bar", function(bar)
            local x = 0
            if bar.time % 3600 == 0 then for i = 1, 300000 do x = x + i end end
            print(x, now())
        end)
        """,
    ]

    /// Those of which no bar comes without messages.
    private static let unfed: Set<String> = ["asks for another kind", "has timers"]

    @Test("a run is the same, record by record, line by line and fill by fill", arguments: scripts.keys.sorted())
    func sameRun(_ name: String) throws {
        let script = Self.header + (try #require(Self.scripts[name]))
        for profile in FillProfile.allCases {
            let slow = try BacktestCourse.run(script, on: Self.market, profile, feeds: false)
            let fast = try BacktestCourse.run(script, on: Self.market, profile, feeds: true)
            #expect(slow.fed == 0)
            #expect(fast.course.snapshot == slow.course.snapshot)
            #expect(fast.course.status == slow.course.status)
            #expect(fast.course.journal == slow.course.journal)
            #expect(fast.course.lines == slow.course.lines)
            #expect(!slow.course.lines.isEmpty)
            #expect((fast.fed > 0) != Self.unfed.contains(name))
        }
    }
}
