import Foundation
import MarketFiles
import Report
import SimExchange
import Testing

@testable import ScriptRuntime

@Suite("Reports about orders without messages in a backtest")
struct QuietReportsTests {
    /// Two days of minutes that swing by five, of which a market order of 3,000 takes several points.
    private static let series: BarSeries = {
        var series = BarSeries(symbol: "ACME", length: .seconds(60))
        // 2026-01-05 and 06 at 09:30 New York.
        for day in 0..<2 {
            for minute in 0..<240 {
                let number = Double(day * 390 + minute)
                let price = ((100 + 2 * sin(number / 9) + 3 * sin(number / 41)) * 100).rounded() / 100
                series.times.append((1_767_623_400 + Int64(day) * 86_400 + Int64(minute) * 60) * 1_000_000_000)
                series.open.append(price)
                series.high.append(price + 0.31)
                series.low.append(price - 0.27)
                series.close.append(price + 0.04)
                series.volume.append(minute % 11 == 0 ? 0 : 4_000 + number)
            }
        }
        return series
    }()

    /// Every script may trade as much as it likes; `bar(n, p)` is called for each bar with its number and its last price.
    private static let header = """
        --[[ibscript
        api = 1
        [trade]
        max_order_qty = 1000000
        max_order_notional = 1000000000
        max_position = 1000000000
        max_notional = 1000000000
        max_open_orders = 100
        short = true
        ]]
        local stock = contract("ACME")
        local series, n = bars(stock, "1 min"), 0
        local function cents(x) return math.floor(x * 100 + 0.5) / 100 end
        local function say(...) print(now(), ...) end
        local function buy(...) return place(stock, order("BUY", ...)) end
        local function sell(...) return place(stock, order("SELL", ...)) end
        on("bar", function(b) n = n + 1 bar(n, b.close) end)

        """

    private static let scripts = [
        "trades at the market": """
        function bar(n) if n % 10 == 1 then buy(10) elseif n % 10 == 6 then sell(10) end end
        """,
        "hears of its trades": """
        function bar(n)
            if n % 20 ~= 1 then return end
            local t = buy(10)
            for _, name in ipairs({ "status", "fill", "commission", "done" }) do
                t:on(name, function(...) say(name, ..., t.status, t.filled, t.remaining, t.avgFillPrice) end)
            end
        end
        on("fill", function(f, t) say(f.shares, f.price, t.status, position(stock)) end)
        """,
        "trades in parts": """
        function bar(n) if n % 30 == 3 then buy(3000) elseif n % 30 == 18 then sell(3000) end end
        on("fill", function(f, t) say(f.shares, f.price, t.filled, t.remaining, t.status) end)
        """,
        "rests, changes and cancels": """
        local t
        function bar(n, p)
            if n % 40 == 1 then t = buy(100, cents(p - 0.6)) end
            if n % 40 == 5 and t.remaining > 0 then say(pcall(function() t:modify{ lmtPrice = cents(p - 0.4) } end)) end
            if n % 40 == 9 and t.remaining > 0 then say(pcall(function() t:modify{ totalQuantity = 250 } end)) end
            if n % 40 == 12 and t.remaining > 0 then say(pcall(function() t:modify{ totalQuantity = 50 } end)) end
            if n % 40 == 25 then cancel_all() end
            if n % 40 == 30 then say(t.status, t.filled, t.remaining) end
        end
        """,
        "brackets": """
        function bar(n, p)
            if n % 45 == 7 then
                bracket(stock, { action = "BUY", quantity = 20, target = cents(p + 0.9), stop = cents(p - 0.8) })
            end
            if n % 45 == 40 then cancel_all() end
        end
        on("fill", function(f, t) say(f.shares, f.price, t.orderId, #orders()) end)
        """,
        "is refused": """
        function bar(n)
            if n % 60 == 10 then
                local t = buy(900000)
                t:on("error", function(e) say(e.code, e.message) end)
                t:on("done", function() say(t.status) end)
            elseif n % 60 == 30 then
                buy(10)
            end
        end
        """,
        "sells what it borrows, and stops": """
        function bar(n, p)
            if n % 50 == 5 then sell(500) end
            if n % 50 == 6 then
                place(stock, order{ action = "BUY", totalQuantity = 500, orderType = "STP", auxPrice = cents(p + 0.7) })
            end
            if n % 50 == 45 then cancel_all() end
        end
        """,
        "waits for its orders": """
        function bar(n)
            if n % 70 ~= 8 then return end
            spawn(function()
                local t = buy(2500)
                say(t:wait("fill", 30) and "filled", t.filled)
                say(pcall(t.wait, t, 600))
                say(t.status, t.filled)
            end)
        end
        """,
        "begins to hear in a fill": """
        function bar(n) if n % 25 == 2 then buy(1500) end end
        local count = 0
        on("fill", function()
            count = count + 1
            if count == 3 then
                on("openOrder", function(m) say(m.orderId, m.orderState.status, m.orderState.commissionAndFees) end)
            end
            if count == 6 then on("orderStatus", function(m) say(m.orderId, m.status, m.filled, m.remaining) end) end
            if count == 9 then on("*", function(m) say(tostring(m)) end) end
        end)
        """,
        "waits for messages": """
        function bar(n) if n % 25 == 2 then buy(100) end end
        spawn(function()
            for _ = 1, 5 do say(wait("orderStatus").status) end
            for _ = 1, 5 do say(wait("openOrder").orderId) end
        end)
        """,
        "hears every openOrder": """
        function bar(n) if n % 25 == 2 then buy(100) end end
        on("openOrder", function(m) say(m.orderId, m.orderState.status) end)
        on("orderStatus", function(m) say(m.orderId, m.status) end)
        """,
    ]

    /// Those that hear all messages about their orders.
    private static let heard: Set<String> = ["hears every openOrder"]

    @Test("a run is the same, record by record, line by line and fill by fill", arguments: scripts.keys.sorted())
    func sameRun(_ name: String) throws {
        let script = Self.header + (try #require(Self.scripts[name]))
        for profile in FillProfile.allCases {
            let slow = try BacktestCourse.run(script, on: [Self.series], profile, feeds: false)
            let fast = try BacktestCourse.run(script, on: [Self.series], profile, feeds: true)
            let wire = try BacktestCourse.run(script, on: [Self.series], profile, feeds: false, .wire())
            #expect(slow.quiet == 0)
            #expect(fast.course.snapshot == slow.course.snapshot)
            #expect(fast.course.status == slow.course.status)
            #expect(fast.course.journal == slow.course.journal)
            #expect(fast.course.lines == slow.course.lines)
            #expect(wire.course.snapshot == slow.course.snapshot)
            #expect(slow.course.snapshot.orders.count > 5)
            #expect((fast.quiet > 0) != Self.heard.contains(name))
        }
    }

    @Test("of the eight messages about a market order, five are booked quietly")
    func fiveOfEight() throws {
        let script = Self.header + (try #require(Self.scripts["trades at the market"]))
        let run = try BacktestCourse.run(script, on: [Self.series], .optimistic, feeds: true)
        // The first of all tells the desk which symbol the contract has.
        #expect(run.quiet == 5 * run.course.snapshot.fills.count - 1)
        #expect(run.quiet > 400)
    }
}
