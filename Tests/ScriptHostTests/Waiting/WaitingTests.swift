import ScriptHost
import TWSWire
import Testing

@Suite("waiting")
struct WaitingTests {
    @Test("sleep, after, every and now follow the clock")
    func time() throws {
        let bench = try ScriptBench(
            """
            local n = 0
            local e e = every(2, function() n = n + 1 print("every", now()) if n == 2 then e:off() end end)
            after(3, function() print("after", now()) end)
            sleep(1) print("main", now())
            """
        )
        bench.advance(10)
        #expect(bench.prints == ["main\t1001.0", "every\t1002.0", "after\t1003.0", "every\t1004.0"])
        #expect(bench.end?.reason == .finished)
    }

    @Test(
        "Spans outside 0.001 s to 366 days are errors",
        arguments: [
            "sleep(0)", "sleep(-1)", "sleep(0/0)", "sleep(1/0)", "sleep(366*86400+1)", "after(0.0001, print)",
            "every(0, print)",
            "sleep('1')",
        ]
    )
    func spans(source: String) throws {
        #expect(try ScriptBench(source).end?.exitCode == 1)
    }

    @Test("wait gives the message, or nil when it is late")
    func wait() throws {
        let bench = try ScriptBench("print(wait('nextValidId').orderId) print(wait('nextValidId', 2))")
        bench.receive(TWS.nextValidId(9))
        #expect(bench.prints == ["9"])
        bench.advance(2)
        #expect(bench.prints == ["9", "nil"])
    }

    @Test("first_of gives the key of what came first")
    func firstOf() throws {
        let source = """
            local t = place(contract("AAPL"), order("BUY", 1, 5))
            local key, value = first_of{done = t, id = "nextValidId", late = 5}
            print(key, type(value))
            stop()
            """
        let late = try ScriptBench(source)
        late.advance(5)
        #expect(late.prints == ["late\tnil"])
        let message = try ScriptBench(source)
        message.receive(TWS.nextValidId(3))
        #expect(message.prints == ["id\ttable"])
        let done = try ScriptBench(source)
        done.receive(TWS.status(1, .cancelled, remaining: 1))
        #expect(done.prints == ["done\tuserdata"])
    }

    @Test("A wait where the script cannot wait is refused, and nothing is sent")
    func refused() throws {
        let bench = try ScriptBench(
            """
            print(pcall(coroutine.wrap(function() details(contract("AAPL")) end)))
            """
        )
        #expect(bench.prints.first?.contains("cannot wait inside coroutine") == true)
        #expect(bench.sent.isEmpty)
    }

    @Test("spawn runs beside, with its arguments")
    func spawn() throws {
        let bench = try ScriptBench(
            """
            spawn(function(a, b) print("s", a, b) sleep(2) print("end") end, 1, "x") print("main")
            """
        )
        #expect(bench.prints == ["main", "s\t1\tx"])
        bench.advance(2)
        #expect(bench.prints.last == "end")
        #expect(bench.end?.reason == .finished)
    }
}
