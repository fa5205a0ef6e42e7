import ScriptHost
import TWSWire
import Testing

@Suite("trade")
struct TradeTests {
    static let buy = """
        local t = place(contract("AAPL"), order("BUY", 100))
        t:wait()
        log("bought %d at %.2f, commission %.2f", t.filled, t.avgFillPrice, t.commission)
        """

    @Test("wait returns when the order is done and every execution has its commission")
    func waits() throws {
        let bench = try ScriptBench(Self.buy)
        bench.receive(
            TWS.status(1, .preSubmitted, remaining: 100),
            TWS.execution(1, "a.1.01.01", shares: 60, price: 190)
        )
        bench.receive(TWS.status(1, .submitted, filled: 60, remaining: 40), TWS.commission("a.1.01.01", 0.6))
        bench.receive(TWS.execution(1, "a.2.01.01", shares: 40, price: 191), TWS.status(1, .filled, filled: 100))
        #expect(bench.logs.filter { $0.hasPrefix("bought") }.isEmpty)
        bench.receive(TWS.commission("a.2.01.01", 0.4))
        #expect(bench.logs.contains("bought 100 at 190.40, commission 1.00"))
        #expect(bench.end?.reason == .finished)
        #expect(bench.end?.exitCode == 0)
    }

    @Test("A commission that is late by 5 s is not waited for; the sum so far is no nil")
    func lateCommission() throws {
        let bench = try ScriptBench(Self.buy)
        bench.receive(TWS.execution(1, "a.1.01.01", shares: 100, price: 190), TWS.status(1, .filled, filled: 100))
        bench.advance(4.9)
        #expect(bench.end == nil)
        bench.advance(0.2)
        #expect(bench.logs.contains("bought 100 at 190.00, commission 0.00"))
        #expect(bench.end?.exitCode == 0)
    }

    @Test("Read-only has a remedy of its own among the many reasons of 321")
    func readOnly() throws {
        let bench = try ScriptBench(Self.buy)
        let cause = "Error validating request.-'bR' : cause - The API interface is currently in Read-Only mode."
        bench.receive(TWS.error(1, 321, cause), TWS.status(1, .inactive, remaining: 100))
        let message = try #require(bench.end?.message)
        #expect(message.contains("Read-Only mode; untick Read-Only API"), "\(message)")
    }

    @Test("A commission may come before its execution")
    func earlyCommission() throws {
        let bench = try ScriptBench(Self.buy)
        bench.receive(TWS.commission("a.1.01.01", 1.5), TWS.status(1, .filled, filled: 100))
        #expect(bench.end == nil)
        bench.receive(TWS.execution(1, "a.1.01.01", shares: 100, price: 190))
        #expect(bench.logs.contains("bought 100 at 190.00, commission 1.50"))
    }

    @Test("A combination is settled by the commission of its last leg, not by a time-out")
    func combination() throws {
        let bench = try ScriptBench(
            """
            --[[ibscript
            api = 1
            [trade]
            combos = true
            short = true
            ]]
            local legs = {{conId = 11, ratio = 1, action = "SELL"}, {conId = 12, ratio = 1, action = "BUY"}}
            local t = place(contract.combo("AAPL", legs), order("BUY", 1))
            t:wait()
            log("filled %d, commission %.2f", t.filled, t.commission)
            """
        )
        bench.receive(
            TWS.execution(1, "e.1.02.01.01", shares: 1, price: 3, side: .sold),
            TWS.execution(1, "e.1.03.01.01", shares: 1, price: 1),
            TWS.execution(1, "e.1.01.01", shares: 1, price: -2)
        )
        bench.receive(TWS.status(1, .filled, filled: 1), TWS.commission("e.1.02.01.01", 0.65))
        #expect(!bench.logs.contains { $0.hasPrefix("filled") })
        bench.receive(TWS.commission("e.1.03.01.01", 0.7))
        #expect(bench.logs.contains("filled 1, commission 1.35"))
    }

    @Test("Rejected raises with code, reason and line")
    func rejected() throws {
        let bench = try ScriptBench(Self.buy)
        bench.receive(TWS.error(1, 201, "Order rejected - reason:no margin"), TWS.status(1, .inactive))
        let end = try #require(bench.end)
        #expect(end.exitCode == 1)
        #expect(end.message?.contains("rejected: Order rejected - reason:no margin") == true)
        #expect(end.message?.contains("(test.lua:2)") == true)
    }

    @Test("The reason of a rejection may come after the status, and is waited for no longer than a second")
    func lateReason() throws {
        let late = try ScriptBench(Self.buy)
        late.receive(TWS.status(1, .inactive))
        #expect(late.end == nil)
        late.receive(TWS.error(1, 201, "Order rejected - reason:no margin"))
        #expect(late.end?.message?.contains("rejected: Order rejected - reason:no margin") == true)
        let never = try ScriptBench(Self.buy)
        never.receive(TWS.status(1, .inactive))
        never.advance(0.9)
        #expect(never.end == nil)
        never.advance(0.2)
        #expect(never.end?.message?.contains("rejected (test.lua:2)") == true)
    }

    @Test("An acknowledged order is modified under its header's symbols, and transmitted")
    func modifyAcknowledged() throws {
        let bench = try ScriptBench(
            """
            --[[ibscript
            api = 1
            [trade]
            symbols = ["AAPL"]
            sides = ["BUY"]
            order_types = ["LMT"]
            max_order_qty = 100
            ]]
            local t = place(contract("AAPL"), order{action = "BUY", totalQuantity = 100, orderType = "LMT", lmtPrice = 150})
            t:wait("status")
            t:modify{lmtPrice = 151}
            """
        )
        let placed = try #require(bench.placed.first)
        var report = ServerMessage.OpenOrder()
        report.orderId = placed.orderId
        report.contract = placed.contract
        report.contract.conId = 265_598
        report.order = placed.order
        report.order.clientId = 1
        report.order.transmit = false
        bench.receive(report.serverMessage, TWS.status(placed.orderId, .submitted, remaining: 100))
        let modified = try #require(bench.modified.first, "\(String(describing: bench.end))")
        #expect(modified.order.lmtPrice == 151 && modified.order.transmit)
    }

    @Test("Cancelled without a fill raises, with a fill it does not")
    func cancelled() throws {
        let empty = try ScriptBench(Self.buy)
        empty.receive(TWS.status(1, .cancelled, remaining: 100), TWS.error(1, 202, "Order Canceled - reason:"))
        #expect(empty.end?.message?.contains("cancelled without a fill") == true)
        let partly = try ScriptBench(Self.buy)
        partly.receive(TWS.execution(1, "a.1.01.01", shares: 60, price: 190), TWS.commission("a.1.01.01", 1))
        partly.receive(TWS.status(1, .cancelled, filled: 60, remaining: 40))
        #expect(partly.logs.contains("bought 60 at 190.00, commission 1.00"))
    }

    @Test("A code never ends an order: an unacknowledged one is looked up", arguments: [321, 399, 10349])
    func codes(code: Int) throws {
        let bench = try ScriptBench(Self.buy)
        bench.receive(TWS.error(1, code, "text"))
        #expect(bench.end == nil)
        let asked = bench.sent.contains { if case .reqOpenOrders = $0 { true } else { false } }
        #expect(asked == (code == 321))
        bench.receive(TWS.execution(1, "a.1.01.01", shares: 100, price: 190), TWS.commission("a.1.01.01", 1))
        bench.receive(TWS.status(1, .filled, filled: 100))
        #expect(bench.logs.contains("bought 100 at 190.00, commission 1.00"))
    }

    @Test("Missing in the open orders after an error: rejected")
    func notOpen() throws {
        let bench = try ScriptBench(Self.buy)
        bench.receive(TWS.error(1, 321, "Invalid order type"), .openOrderEnd(.init()))
        #expect(bench.end?.message?.contains("rejected: Invalid order type") == true)
    }

    @Test("wait with a time-out gives nil, and the trade when it is done")
    func timeout() throws {
        let bench = try ScriptBench(
            """
            local t = place(contract("AAPL"), order("BUY", 100, 150))
            print(t:wait(3)) print(t:wait("status", 100)) print(t:wait("fill").price) print(t:wait() == t)
            """
        )
        bench.advance(3)
        #expect(bench.prints == ["nil"])
        bench.receive(TWS.status(1, .submitted, remaining: 100))
        #expect(
            bench.prints.last
                == "Submitted\t<trade status=Submitted, filled=0, remaining=100, commission=0.0, orderId=1, permId=5001, isDone=false>"
        )
        bench.receive(TWS.execution(1, "a.1.01.01", shares: 100, price: 150), TWS.commission("a.1.01.01", 1))
        #expect(bench.prints.suffix(2) == ["150.0", "true"])
    }

    @Test("modify sends the same id with the other terms, checked like a new order")
    func modify() throws {
        let bench = try ScriptBench(
            """
            local t = place(contract("AAPL"), order("BUY", 100, 150))
            t:modify{lmtPrice = 151.5}
            print(pcall(t.modify, t, {lmtprice = 1}))
            print(pcall(t.modify, t, {action = "SELL"}))
            print(pcall(t.modify, t, {totalQuantity = 20000}))
            """
        )
        #expect(bench.modified.map(\.orderId) == [1])
        #expect(bench.modified.first?.order.lmtPrice == 151.5)
        #expect(bench.modified.first?.order.totalQuantity == 100)
        #expect(bench.modified.first?.order.orderRef == "ibs.r.0badcafe.1.")
        #expect(bench.prints[0].contains("did you mean lmtPrice"))
        #expect(bench.prints[1].contains("cannot be changed"))
        #expect(bench.prints[2].contains("above the limit"))
    }

    @Test("modify of an order that is done raises its code; cancel of one does nothing")
    func done() throws {
        let bench = try ScriptBench(
            """
            local t = place(contract("AAPL"), order("BUY", 100, 150))
            t:on("done", function()
                local ok, e = pcall(t.modify, t, {lmtPrice = 151})
                print(ok, e.code, e.message, e.remedy)
                t:cancel()
            end)
            """
        )
        bench.receive(TWS.execution(1, "a.1.01.01", shares: 100, price: 150), TWS.commission("a.1.01.01", 1))
        let message = "modify: order 1: BUY 100 AAPL LMT 150.00 is done (Filled)"
        #expect(bench.prints == ["false\torder_done\t\(message)\tplace a new order"])
        #expect(bench.modified.isEmpty)
        #expect(bench.cancelled.isEmpty)
    }

    @Test("cancel and cancel_all touch working orders of the script only")
    func cancel() throws {
        let bench = try ScriptBench(
            """
            local a = place(contract("AAPL"), order("BUY", 100, 150))
            local b = place(contract("MSFT"), order("BUY", 100, 150))
            local c = place(contract("IBM"), order("BUY", 100, 150))
            a:cancel() a:wait("done", 1) cancel(a) cancel_all() sleep(1)
            """
        )
        #expect(bench.cancelled == [1])
        bench.receive(TWS.status(1, .cancelled, remaining: 100))
        #expect(bench.end?.message?.contains("cancelled without a fill") == true)
        let second = try ScriptBench(
            """
            local a = place(contract("AAPL"), order("BUY", 100, 150))
            local b = place(contract("MSFT"), order("BUY", 100, 150))
            on("orderStatus", function() cancel(a) cancel_all() end)
            sleep(1)
            """
        )
        second.receive(TWS.status(1, .cancelled, remaining: 100))
        #expect(second.cancelled == [2])
    }

    @Test("on brings fill, status, commission, error and done, in order")
    func handlers() throws {
        let bench = try ScriptBench(
            """
            local t = place(contract("AAPL"), order("BUY", 100))
            t:on("status", function(s) print("status", s) end)
            t:on("fill", function(f, trade) print("fill", f.shares, f.price, f.commission, trade == t) end)
            t:on("commission", function(f) print("commission", f.commission) end)
            t:on("error", function(e) print("error", e.code) end)
            t:on("done", function(trade) print("done", trade.filled, #trade.fills) end)
            on("fill", function(f) print("any", f.execId) end)
            print(pcall(t.on, t, "fills", print))
            """
        )
        bench.receive(TWS.error(1, 399, "held"), TWS.execution(1, "a.1.01.01", shares: 100, price: 190))
        bench.receive(TWS.status(1, .filled, filled: 100), TWS.commission("a.1.01.01", 1))
        #expect(bench.prints.first?.contains("no such event of a trade; did you mean fill?") == true)
        #expect(
            Array(bench.prints.dropFirst()) == [
                "error\t399", "fill\t100\t190.0\tnil\ttrue", "any\ta.1.01.01", "status\tFilled",
                "commission\t1.0", "done\t100\t1",
            ]
        )
    }

    @Test("done comes once, after the executions of an order that TWS reports as filled before them")
    func doneIsComplete() throws {
        let bench = try ScriptBench(
            """
            local t = place(contract("AAPL"), order("BUY", 100))
            t:on("done", function(trade) print(trade.status, trade.filled, trade.avgFillPrice, trade.commission) end)
            sleep(9)
            """
        )
        bench.receive(TWS.status(1, .filled, filled: 100))
        bench.advance(2)
        #expect(bench.prints.isEmpty)
        bench.receive(TWS.execution(1, "a.1.01.01", shares: 100, price: 190), TWS.commission("a.1.01.01", 1))
        #expect(bench.prints == ["Filled\t100\t190.0\t1.0"])
        bench.receive(TWS.status(1, .filled, filled: 100), TWS.commission("a.1.01.01", 1))
        bench.advance(6)
        #expect(bench.prints.count == 1)
    }

    @Test("A script whose last act is a cancel waits for its answer", arguments: [true, false])
    func lastCancel(isCancelled: Bool) throws {
        let bench = try ScriptBench(
            """
            local t = place(contract("AAPL"), order("BUY", 100, 150))
            sleep(1) t:cancel()
            """
        )
        bench.receive(TWS.status(1, .submitted, remaining: 100))
        bench.advance(2)
        #expect(bench.cancelled == [1])
        #expect(bench.end == nil)
        bench.receive(isCancelled ? TWS.status(1, .cancelled, remaining: 100) : TWS.error(1, 161, "not cancellable"))
        bench.advance(1)
        #expect(bench.end?.reason == .finished)
    }

    @Test("A correction replaces its execution and is no further fill; a replay is nothing")
    func correction() throws {
        let bench = try ScriptBench(
            """
            local t = place(contract("AAPL"), order("BUY", 100, 190))
            t:on("fill", function(f) print("fill", f.price) end)
            t:on("correction", function(f) print("correction", f.price, t.filled) end)
            sleep(1)
            """
        )
        bench.receive(TWS.execution(1, "a.1.01.01", shares: 100, price: 190))
        bench.receive(TWS.execution(1, "a.1.01.01", shares: 100, price: 190))
        bench.receive(TWS.execution(1, "a.1.01.02", shares: 100, price: 189))
        #expect(bench.prints == ["fill\t190.0", "correction\t189.0\t100"])
        #expect(bench.shown("fill").count == 1)
    }
}
