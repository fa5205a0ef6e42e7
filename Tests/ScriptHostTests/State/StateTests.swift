import LuaBridge
import ScriptHost
import TWSWire
import Testing

@testable import ScriptHost

@Suite("state")
struct StateTests {
    @Test("What a turn has changed leaves once, with the turn; nested tables count")
    func changes() throws {
        let bench = try ScriptBench(
            """
            state.n = (state.n or 0) + 1
            state.list = {1, 2.0, "x", {deep = true}}
            sleep(1)
            state.list[4].deep = false
            sleep(1)
            state.n = nil
            sleep(1)
            """
        )
        #expect(
            bench.remembered == [
                ScriptMemory(key: "list", text: #"[1,2.0,"x",{"deep":true}]"#), ScriptMemory(key: "n", text: "1"),
            ]
        )
        bench.advance(1)
        #expect(bench.remembered.last == ScriptMemory(key: "list", text: #"[1,2.0,"x",{"deep":false}]"#))
        bench.advance(2)
        #expect(bench.remembered.last == ScriptMemory(key: "n", text: nil))
        #expect(bench.remembered.count == 4)
    }

    @Test("It is found without its name in the text", arguments: ["_G", "_ENV"])
    func unnamed(_ globals: String) throws {
        let bench = try ScriptBench(
            """
            local all = \(globals)
            every(1, function() all["st" .. "ate"].n = 7 end)
            """
        )
        #expect(bench.remembered.isEmpty)
        bench.advance(1)
        #expect(bench.remembered == [ScriptMemory(key: "n", text: "7")])
    }

    @Test("What was kept is there at the next start, each value of its kind")
    func restored() throws {
        let bench = try ScriptBench(
            """
            print(math.type(state.i), math.type(state.f), state.s, state.t.a[2], state.no)
            state.i = state.i + 1
            """,
            memory: [
                "i": "7", "f": "7.0", "s": #""a\"b\\c\nd""#, "t": #"{"a":[1,{}],"b":null}"#, "broken": "{",
            ]
        )
        #expect(bench.prints.first?.hasPrefix("integer\tfloat\ta\"b\\c\nd\ttable: ") == true)
        #expect(bench.remembered.contains(ScriptMemory(key: "i", text: "8")))
        #expect(bench.logs.contains("state.broken cannot be read, and is forgotten"))
    }

    @Test("Every text comes back as the value it was made of")
    func roundTrip() throws {
        let values: [LuaValue] = [
            .bool(true), .integer(-5), .integer(.max), .number(0.1), .number(-1e300), .number(3),
            .string("ü\u{1}\"\\\n,]}"), .array([.integer(1), .array([.string("")])]), .table([]),
            .table([("a b", .table([("c", .bool(false))])), ("z", .number(2.5))]),
        ]
        for value in values { #expect(StateText.value(of: try StateText.text(of: value, path: [])) == value) }
        for text in ["", "[1,", "{\"a\"}", "\"x", "1 2", "[1]x", "nope"] { #expect(StateText.value(of: text) == nil) }
    }

    @Test(
        "What cannot be kept ends the script, with its path",
        arguments: [
            ("state.f = print", "state.f: a function cannot be kept"),
            (#"state.t = {x = {order("BUY", 1), quote}}"#, "cannot be kept"),
            ("state.n = 0/0", "cannot be kept"),
            ("state.t = {[5] = 1}", "state.t: the key 5: keys of a table that is kept are names, or 1 to n"),
            ("state.t = {1, nil, 3}", "state.t[2] is nil: a list that is kept has no holes; put false there"),
            ("state.t = {} state.t.x = {state.t}", "state.t.x[1]: a table that contains itself"),
            ("state.t = {{[true] = 1}}", "state.t[1]: a table key must be text or an integer, not a boolean"),
            ("state[1] = 1", "state: its entries have names"),
            ("state = 5", "state: it is a number, and has to be a table"),
            (#"state.s = string.rep("x", 70000)"#, "state: more than 64 kB; state.s does not fit any more"),
        ]
    )
    func refused(source: String, message: String) throws {
        let bench = try ScriptBench(source)
        #expect(bench.end?.exitCode == 1)
        #expect(bench.end?.message?.contains(message) == true, "\(bench.end as Any)")
        #expect(bench.remembered.isEmpty)
    }

    /// Scripts of which the third line is at fault.
    static let faults = [
        "\n\nstate.f = print", "state.n = 1\nstate.n = nil\nstate.n = 0/0", "state.t = {}\n\nstate.t.a = print",
        "state.t = {\n  a = {1},\n  b = {1, print},\n}", "state.t = state.t or {}\n\nstate.t[#state.t + 1] = print",
        "state.t = {}\nlocal t = state.t\ntable.insert(t, print)", "local s = state\n\ns.f = print",
        "state.t = {}\nlocal id = 265598\nstate.t[id] = true", "local key = \"a\"\n\nstate[key] = print",
        "state.s = \"\"\nfor _ = 1, 9000 do\nstate.s = state.s .. \"12345678\" end",
        "after(1, function()\n  state.n = 1\n  state.f = print\nend)", "state.t = {{}}\n\nstate.t[1].f = print",
        "\n\nfunction state.f() end", "state.t = {}\n\nstate.t.t = state.t", "\n\nstate[1] = 5",
        "state = {\n  a = 1,\n  f = print,\n}", "\n\nstate.t = {1, nil, 3}",
    ]

    @Test("The line that has put it there is told, though the fault is found when the turn is over", arguments: faults)
    func line(source: String) throws {
        let bench = try ScriptBench(source)
        bench.advance(2)
        #expect(bench.end?.exitCode == 1)
        #expect(bench.end?.message?.hasSuffix(" (test.lua:3)") == true, "\(bench.end as Any)")
        #expect(bench.end?.excerpt?.hasPrefix("3 | ") == true)
    }

    @Test(
        "Where several lines may have put it there, all are told; where none is seen, none is",
        arguments: [
            ("state.x = print\nstate.x = place", "cannot be kept (from test.lua:1, test.lua:2); keep numbers"),
            (
                "for i = 1, 2 do\nstate.x = i\nstate.x = place\nstate.x = now\nstate.x = log\nstate.x = print\nend",
                "(from test.lua:2, test.lua:3, test.lua:4 …); keep"
            ),
            ("state.t = state.t or {}\nlocal function f(t) t.x = print end f(state.t)", "(from test.lua:1); keep"),
            ("local function f(t) t.x = print end f(state)", "state.x: a function cannot be kept; keep"),
        ]
    )
    func lines(source: String, message: String) throws {
        let end = try ScriptBench(source).end
        #expect(end?.message?.contains(message) == true, "\(end as Any)")
        #expect(end?.excerpt == nil && end?.message?.hasSuffix("orderId") == true)
    }

    @Test("A module's line is told with the module's name")
    func module() throws {
        let modules = OneModule(name: "keep", text: "return function()\n  state.f = print\nend")
        let bench = try ScriptBench("require(\"keep\")()\nstate.n = 1", modules: modules)
        #expect(bench.end?.message?.hasSuffix(" (keep.lua:2)") == true, "\(bench.end as Any)")
        #expect(bench.end?.excerpt == "2 | state.f = print")
    }

    @Test("What a handler of stop has put there is told, too")
    func atTheEnd() throws {
        let bench = try ScriptBench("on(\"stop\", function() state.f = print end)")
        #expect(bench.logs.contains { $0.hasPrefix("stop handler: state.f: a function cannot be kept") })
        #expect(bench.logs.contains { $0.hasSuffix(" (test.lua:1)") })
        #expect(bench.end?.reason == .finished)
    }

    @Test(
        "An order of a script that has a state is not to leave ahead of its event's end",
        arguments: [
            ("tws.reqIds()", [true]),
            ("local estate, state1, _state = 1, 2, 3; tws.reqIds()", [true]),
            ("tws.reqIds(); state.asked = 1", [false]),
            ("_ENV[\"state\"].x = 1; tws.reqIds()", [false]),
            ("print(1); log(2); spawn(function() sleep(1) end); tws.reqIds()", [true]),
        ]
    )
    func ahead(source: String, expected: [Bool]) throws {
        let bench = try ScriptBench("--[[ibscript\napi = 1\nname = \"a\"\n[trade]\n]]\n\(source)")
        bench.advance(1)
        #expect(bench.nothingBefore == expected)
    }

    @Test("A state that earlier runs have left counts as one that the script has")
    func aheadOfKept() throws {
        let bench = try ScriptBench("tws.reqIds()", memory: ["n": "1"])
        #expect(bench.nothingBefore == [false])
    }

    @Test("Nor is one that a flatten comes before in the same event")
    func behindFlatten() {
        let outbox = Outbox()
        for effect in [ScriptEffect.deskTurn, .output(.note("")), .cancelTimer(ScriptTimer(rawValue: 1))] {
            outbox.append(effect)
        }
        #expect(outbox.isPlain)
        outbox.append(.flatten(FlattenRequest()))
        #expect(!outbox.isPlain)
        #expect(outbox.take().count == 4)
        #expect(outbox.isPlain)
    }
}
