import ScriptCheck
import ScriptHeader
import ScriptHost
import TWSWire
import Testing
import Trading

@Suite("output")
struct OutputTests {
    @Test("print is capped at 2,000 lines a minute")
    func lines() throws {
        let bench = try ScriptBench("for i = 1, 2500 do print(i) end sleep(60) print('again')")
        for _ in 0..<10 { bench.send(.continueSlice) }
        #expect(bench.prints.count == 2_000)
        #expect(bench.logs.filter { $0.contains("2000 lines a minute") }.count == 1)
        bench.advance(61)
        #expect(bench.prints.last == "again")
    }

    @Test("print and log are capped at 1 MB an hour")
    func bytes() throws {
        let bench = try ScriptBench("local s = ('x'):rep(300000) for i = 1, 5 do print(s) end log('y')")
        #expect(bench.prints.count == 3)
        #expect(bench.logs.filter { $0.contains("1 MB an hour") }.count == 1)
        #expect(bench.logs.contains("y"))
        #expect(bench.end?.exitCode == 1)
        #expect(bench.end?.message?.hasPrefix("2 lines of print were not shown") == true)
    }

    @Test("what was cut is said last; only lost lines of print are a failure")
    func cut() throws {
        let print = try ScriptBench("for i = 1, 2500 do print(i) end")
        for _ in 0..<10 { print.send(.continueSlice) }
        #expect(print.end?.exitCode == 1)
        #expect(print.end?.message == "500 lines of print were not shown; csv and json write data uncut")
        let log = try ScriptBench("for i = 1, 2001 do log('%d', i) end")
        for _ in 0..<10 { log.send(.continueSlice) }
        #expect(log.end?.exitCode == 0)
        #expect(log.logs.last == "1 line of log was not shown; csv and json write data uncut")
    }

    @Test("an hour later 1 MB may be shown again, so a script may run for days")
    func nextHour() throws {
        let bench = try ScriptBench("for i = 1, 3 do print(('x'):rep(900000)) sleep(3601) end")
        bench.advance(3 * 3_601)
        #expect(bench.prints.count == 3)
        #expect(bench.end?.exitCode == 0)
    }

    @Test("screen lays a table out: numbers to the right, nothing as a dash; it is never cut")
    func screen() throws {
        let bench = try ScriptBench(
            """
            screen{{"symbol", "bid"}, {"AAPL", 190.1}, {"X", false}, "done"}
            for i = 1, 3000 do screen{{"a", i}} end
            """
        )
        for _ in 0..<10 { bench.send(.continueSlice) }
        let screens = bench.events.compactMap { if case .screen(let rows) = $0 { rows } else { nil } }
        #expect(screens.first == ["symbol     bid", "AAPL    190.10", "X        false", "done"])
        #expect(screens.count == 3_001)
        #expect(bench.end?.exitCode == 0)
        #expect(try ScriptBench("screen(5)").end?.message?.contains("a list of at most 200 rows") == true)
    }

    @Test("Events as JSON, event first, values as numbers")
    func json() throws {
        let bench = try ScriptBench(
            #"place(contract("AAPL"), order("BUY", 100, 190.5)) print('a "b"\n\27[0m') log("x %d", 5)"#
        )
        bench.receive(TWS.status(1, .submitted, remaining: 100))
        let lines = bench.events.map { ConsoleLine(time: RunInstant(seconds: bench.now), event: $0).json }
        #expect(
            lines.contains(
                #"{"event":"placed","time":1000,"orderId":1,"symbol":"AAPL","action":"BUY","quantity":100,"orderType":"LMT","price":190.5}"#
            )
        )
        #expect(lines.contains(#"{"event":"print","time":1000,"text":"a \"b\"\n\u001b[0m"}"#))
        #expect(lines.contains(#"{"event":"log","time":1000,"text":"x 5"}"#))
        #expect(
            lines.contains(
                #"{"event":"status","time":1000,"orderId":1,"status":"Submitted","filled":0,"remaining":100}"#
            )
        )
        #expect(lines.last == #"{"event":"ended","time":1000,"reason":"finished","exitCode":0,"workingOrders":[1]}"#)
    }

    @Test("A status shows the fills that it tells of, though their executions are still to come")
    func statusBeforeExecutions() throws {
        let bench = try ScriptBench(#"place(contract("AAPL"), order("BUY", 100)):wait()"#)
        bench.receive(TWS.status(1, .submitted, filled: 40, remaining: 60), TWS.status(1, .filled, filled: 100))
        bench.receive(TWS.execution(1, "a.1.01.01", shares: 100, price: 190))
        bench.receive(TWS.status(1, .submitted, filled: 40, remaining: 60))
        let lines = bench.events.map(\.text)
        #expect(
            lines.filter { $0.contains("remaining") } == [
                "order 1: Submitted, filled 40, remaining 60", "order 1: Filled, filled 100, remaining 0",
            ]
        )
    }

    @Test("The vocabulary is what is registered")
    func vocabulary() throws {
        let vocabulary = ScriptVocabulary.scriptHost
        let source = "for name in pairs(_G) do print(name) end"
        let bench = try ScriptBench(source)
        #expect(Set(bench.prints) == vocabulary.globals)
        #expect(vocabulary.members["contract"]?.contains("option") == true)
        #expect(vocabulary.members["string"]?.contains("format") == true)
        let check = ScriptCheck(vocabulary: vocabulary)
        #expect(check.findings(source: "plac(contract('AAPL'))", file: "a.lua").count == 1)
        #expect(
            check.findings(source: "print(contract('AAPL').symbol) on('NextValidId', print)", file: "a.lua").isEmpty
        )
    }

    @Test("Inputs are read by name, unknown ones are errors")
    func inputs() throws {
        let header = """
            --[[ibscript
            api = 1
            [inputs]
            symbol = { type = "symbol", default = "AAPL" }
            qty = { type = "integer", default = 100 }
            limit = { type = "price", optional = true }
            ]]

            """
        let bench = try ScriptBench(
            header + "print(input.symbol, input.qty, input.limit) print(input.symbl)",
            inputs: ["qty": "7"]
        )
        #expect(bench.prints == ["AAPL\t7\tnil"])
        #expect(bench.end?.message == "input.symbl: no such input; did you mean symbol? (test.lua:8)")
    }
}
