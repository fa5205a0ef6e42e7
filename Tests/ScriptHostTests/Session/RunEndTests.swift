import ScriptHost
import TWSWire
import Testing

@Suite("when a run ends")
struct RunEndTests {
    @Test("A script without anything pending ends at once; the rule for orders is stated first")
    func atOnce() throws {
        let bench = try ScriptBench("print('hello') -- place")
        #expect(
            bench.logs.first
                == "test on the simulator, account DU1; orders still working when it ends are left working"
        )
        #expect(bench.prints == ["hello"])
        #expect(bench.end?.reason == .finished)
        #expect(bench.session.isEnded)
    }

    @Test("The rule for orders is not stated where the script places none")
    func without() throws {
        #expect(try ScriptBench("print('hello')").logs.first == "test on the simulator, account DU1")
        #expect(try ScriptBench("local placed = 'replace'").logs.first == "test on the simulator, account DU1")
        #expect(try ScriptBench("-- require").logs.first?.hasSuffix("are left working") == true)
    }

    /// Scripts that keep running, with the event that ends them.
    static let keepers: [(String, Double)] = [
        ("sleep(3)", 3), ("after(3, function() end)", 3), ("spawn(function() sleep(3) end)", 3),
        ("local h = on('tickPrice', print) after(3, function() h:off() end)", 3),
        ("local e e = every(1, function() end) after(3, function() e:off() end)", 3),
        ("wait('orderStatus', 3)", 3),
    ]

    @Test("Waits, timers, spawned functions and market data handlers keep it alive", arguments: keepers)
    func keeps(source: String, seconds: Double) throws {
        let bench = try ScriptBench(source)
        bench.advance(seconds - 0.01)
        #expect(bench.end == nil)
        bench.advance(0.02)
        #expect(bench.end?.reason == .finished)
    }

    @Test(
        "Handlers for orders, errors, the account and everything do not",
        arguments: [
            "orderStatus", "error", "*", "updateAccountValue", "openOrder", "fill",
        ]
    )
    func doesNotKeep(event: String) throws {
        #expect(try ScriptBench("on('\(event)', print)").end?.reason == .finished)
    }

    @Test("An unacknowledged order is waited for; after 10 s it is said and the run ends")
    func unacknowledged() throws {
        let bench = try ScriptBench(#"place(contract("AAPL"), order("BUY", 1, 5))"#)
        bench.advance(9.9)
        #expect(bench.end == nil)
        bench.advance(0.2)
        #expect(bench.logs.contains("order 1: BUY 1 AAPL LMT 5.00 was not acknowledged within 10 s"))
        #expect(bench.end?.reason == .finished)
        #expect(bench.end?.workingOrders == [1])
    }

    @Test("An acknowledged limit order is named and left; a market order is waited for until it is settled")
    func orders() throws {
        let bench = try ScriptBench(
            """
            local c = contract("177", "STK", "SEHK", "SEHK", "HKD")
            place(c, order("BUY", 2000, 10.40)) place(c, order("BUY", 2000))
            """
        )
        bench.receive(TWS.status(1, .submitted, remaining: 2000))
        #expect(bench.end == nil)
        bench.receive(TWS.status(2, .submitted, remaining: 2000))
        #expect(bench.end == nil)
        bench.advance(9)
        bench.receive(TWS.execution(2, "a.1.01.01", shares: 2000, price: 10.4, symbol: "177"))
        #expect(bench.end == nil)
        bench.receive(TWS.commission("a.1.01.01", 18))
        #expect(bench.end?.reason == .finished)
        #expect(bench.end?.workingOrders == [1])
        #expect(bench.cancelled.isEmpty)
    }

    @Test("stop ends the run at its line, also inside pcall, and its handlers run")
    func stop() throws {
        let bench = try ScriptBench(
            """
            on("stop", function(reason) print("stopping", reason) end)
            pcall(function() stop("enough") end) print("not reached")
            """
        )
        #expect(bench.prints == ["stopping\tenough"])
        #expect(bench.end?.reason == .stopped)
        #expect(bench.end?.message == "enough")
        #expect(bench.end?.exitCode == 0)
    }

    @Test(
        "Ends from outside",
        arguments: [
            (StopRequest.timeLimit, Int32(0)), (.interrupted, 130), (.connectionLost("gone"), 5), (.other("x"), 0),
        ]
    )
    func fromOutside(request: StopRequest, exitCode: Int32) throws {
        let bench = try ScriptBench("on('stop', function() print('bye') end) sleep(100)")
        bench.send(.stopRequested(request))
        #expect(bench.prints == ["bye"])
        #expect(bench.end?.exitCode == exitCode)
    }

    @Test("In a handler of stop no order is placed")
    func placeInStop() throws {
        let bench = try ScriptBench(
            """
            on("stop", function()
                local ok, e = pcall(place, contract("AAPL"), order("BUY", 1))
                print(ok, e.code, e.message)
            end)
            """
        )
        #expect(bench.placed.isEmpty)
        #expect(bench.prints == ["false\tscript_ended\tplace: the script is ending"])
    }

    @Test("A busy script gives way, and is stopped by its budget with exit code 3")
    func budget() throws {
        let bench = try ScriptBench(
            """
            --[[ibscript
            api = 1
            [budget]
            main_instructions = 1000000
            ]]
            while true do end
            """,
            turnsByHand: true
        )
        var turns = 0
        while bench.end == nil, turns < 100 {
            turns += 1
            bench.send(.continueSlice)
        }
        #expect(turns > 2)
        #expect(bench.end?.exitCode == 3)
    }

    @Test("Events during a pause are kept for later, in order")
    func pause() throws {
        let bench = try ScriptBench(
            """
            on("nextValidId", function(m) print(m.orderId) end)
            for i = 1, 300000 do local x = i end print("main") sleep(1)
            """,
            turnsByHand: true
        )
        bench.receive(TWS.nextValidId(7), TWS.nextValidId(8))
        #expect(bench.prints.isEmpty)
        for _ in 0..<20 { bench.send(.continueSlice) }
        #expect(bench.prints == ["main", "7", "8"])
    }

    @Test("Too much memory ends with 3")
    func memory() throws {
        let bench = try ScriptBench("local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(100000) .. i end")
        for _ in 0..<1000 where bench.end == nil { bench.send(.continueSlice) }
        #expect(bench.end?.exitCode == 3)
    }

    @Test("An error in a handler ends the run")
    func handlerError() throws {
        let bench = try ScriptBench("on('error', function(m) error('bad ' .. m.errorCode) end) sleep(10)")
        bench.receive(TWS.error(-1, 2104, "farm"))
        #expect(bench.end?.message == "test.lua:1: bad 2104")
        #expect(bench.end?.traceback?.isEmpty == false)
    }
}
