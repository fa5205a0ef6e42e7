internal import LuaBridge
internal import Testing

/// How the host reads what a script passes, and what it gives back.
@Suite struct FrameTests {
    private func values(_ source: String) throws -> [LuaValue] {
        let host = try TestHost()
        var values: [LuaValue] = []
        try host.vm.register("take") { frame in
            for i in 1...max(frame.count, 1) { values.append(try frame.value(i)) }
            return .returned
        }
        try host.run(source)
        return values
    }

    private func refusal(_ source: String) throws -> String? {
        let host = try TestHost(LuaVM.Budget())
        try host.vm.register("take") { frame in
            _ = try frame.value(1)
            return .returned
        }
        let message = host.failure(of: source)?.message
        try host.run("print('alive')")
        #expect(host.lines == ["alive"])
        return message
    }

    @Test func valuesKeepTheirKind() throws {
        #expect(
            try values("take(nil, true, 7, 7.0, 'text', -0x8000000000000000)")
                == [nil, true, 7, .number(7), "text", .integer(.min)]
        )
        #expect(try values("take()") == [nil])
    }

    @Test func tablesAreReadInAFixedOrder() throws {
        let read = try values(
            "take({ 1, 'b', { x = true } }, {}, { zoo = 1, bar = 2, 'first', [10] = 'tenth' }, { [2] = 1 })"
        )
        #expect(
            read == [
                [1, "b", .table([("x", true)])] as LuaValue, .table([]),
                .table([("1", "first"), ("10", "tenth"), ("bar", 2), ("zoo", 1)]), .table([("2", 1)]),
            ]
        )
    }

    @Test func readingRunsNoScriptCode() throws {
        let read = try values(
            """
            local trip = function() error('ran') end
            take(setmetatable({ 1, 2 }, { __index = trip, __len = trip, __pairs = trip, __tostring = trip, __name = 'x' }))
            """
        )
        #expect(read == [[1, 2] as LuaValue])
    }

    @Test func badBytesAreReplacedAndNulIsKept() throws {
        #expect(try values(#"take('a\0b\xff')"#) == ["a\0b\u{fffd}"])
    }

    @Test(arguments: [
        ("local t = {} t.t = t take(t)", "a table that contains itself"),
        ("local a, b = {}, {} a.b, b.a = b, a take(a)", "a table that contains itself"),
        ("local t = {} for i = 1, 20 do t = { t } end take(t)", "a table nested deeper than 16"),
        ("local t = {} for i = 1, 100001 do t[i] = i end take(t)", "a table of more than 100000 values"),
        ("local s = ('x'):rep(1000000) take({ s, s .. 1, s .. 2, s .. 3, s .. 4 })", "more than 4 MiB of text"),
        ("take({ [1.5] = 1 })", "a table key must be text or an integer, not a number"),
        ("take({ [{}] = 1 })", "a table key must be text or an integer, not a table"),
        ("take(coroutine.create(print))", "a coroutine cannot be passed to the host"),
    ])
    func whatCannotBeReadIsRefused(source: String, message: String) throws {
        #expect(try refusal(source) == message)
    }

    @Test func sharedTablesAreNoCycle() throws {
        let one = LuaValue.table([("x", 1)])
        #expect(try values("local t = { x = 1 } take({ a = t, b = t })") == [.table([("a", one), ("b", one)])])
    }

    @Test func scalarsAreNotConverted() throws {
        let host = try TestHost()
        var seen: [String] = []
        try host.vm.register("take") { frame in
            let found: [(String, Bool)] = [
                ("integer", frame.integer(1) != nil), ("number", frame.number(1) != nil),
                ("string", frame.string(1) != nil), ("bool", frame.bool(1) != nil),
                ("function", try frame.function(1) != nil), ("nil", frame.isNil(1)),
            ]
            let kinds = found.filter(\.1).map(\.0)
            seen.append("\(frame.typeName(1)): \(kinds.joined(separator: " "))")
            return .returned
        }
        try host.run("take(1) take(1.0) take(1.5) take('1') take(false) take(take) take(nil) take() take({})")
        #expect(
            seen == [
                "number: integer number", "number: integer number", "number: number", "string: string", "boolean: bool",
                "function: function", "nil: nil", "no value: nil", "table: ",
            ]
        )
    }

    @Test func indicesOutsideAreNoValue() throws {
        let host = try TestHost()
        try host.vm.register("take") { frame in
            let odd = [0, -1, -1_001_000, 99, Int.max, Int.min]
            let isNothing = odd.allSatisfy { frame.isNil($0) && frame.string($0) == nil && frame.integer($0) == nil }
            frame.results.push(isNothing)
            return .value(try frame.value(0))
        }
        try host.run("print(take('a', 1))")
        #expect(host.lines == ["true nil"])
    }

    @Test func oneFieldIsReadRaw() throws {
        let host = try TestHost()
        try host.vm.register("field") { frame in .value(try frame.field(1, "symbol")) }
        try host.run(
            """
            print(field({ symbol = 'AAPL' }), field({}), field('text'), field())
            print(field(setmetatable({}, { __index = function() ran = true return 'ran' end })), ran)
            print(field({ symbol = { deep = { 1 } } }).deep[1])
            """
        )
        #expect(host.lines == ["AAPL nil nil nil", "nil nil", "1"])
    }

    @Test func textArgumentsAreMadeByTheScriptUnderItsBudget() throws {
        let host = try TestHost()
        try host.run("print(nil, 1.5, true, setmetatable({}, { __tostring = function() return 'own' end }), 'x')")
        #expect(host.lines == ["nil 1.5 true own x"])
        let error = host.failure(of: "print(setmetatable({}, { __tostring = function() return {} end }))")
        #expect(error?.message == "'__tostring' must return a string")
        #expect(
            host.failure(of: "print(setmetatable({}, { __tostring = function() error('own') end }))")?.message == "own"
        )
    }

    @Test func formattedArguments() throws {
        let host = try TestHost()
        var lines: [String] = []
        try host.vm.register("log", formatted: true) { frame in
            lines.append("\(frame.count) \(frame.string(1) ?? "-")")
            return .returned
        }
        try host.run(
            "string.format = nil log('bought %d at %.2f', 100, 1.005) log('100%') log({ 1 } ~= nil) log(nil) log()"
        )
        #expect(lines == ["1 bought 100 at 1.00", "1 100%", "1 true", "1 nil", "0 -"])
        #expect(host.failure(of: "log('%d', 'x')")?.position?.line == 1)
        #expect(host.failure(of: "log({}, 1)")?.message == "bad argument #1 to 'log' (string expected, got table)")
    }

    @Test func callableTablesAndNestedTables() throws {
        let host = try TestHost()
        try host.vm.registerCallable("contract") { frame in
            .value(.string("contract \(frame.string(1) ?? "?") \(frame.count)"))
        }
        try host.vm.register("stock", in: "contract") { frame in .value(.string("stock \(frame.string(1) ?? "?")")) }
        try host.vm.register("reqIds", in: "tws.raw") { frame in .value(.integer(frame.count)) }
        try host.vm.set("input", to: .table([("symbol", "AAPL"), ("list", [1, 2])]))
        try host.vm.set("version", in: "tws", to: 226)
        try host.run(
            """
            print(contract('AAPL', 1), contract.stock('IBM'), tws.raw.reqIds(1, 2), tws.version)
            print(input.symbol, #input.list, getmetatable(contract))
            """
        )
        #expect(host.lines == ["contract AAPL 2 stock IBM 2 226", "AAPL 2 false"])
    }

    @Test func manyValuesComeBack() throws {
        let host = try TestHost()
        try host.vm.register("many") { frame in .values((0..<(frame.integer(1) ?? 0)).map { .integer($0) }) }
        try host.run("print(select('#', many(5000)), select(5000, many(5000)))")
        #expect(host.lines == ["5000 4999"])
    }

    @Test func whatWasPushedBeforeAnErrorIsDropped() throws {
        let host = try TestHost()
        try host.vm.register("half") { frame in
            frame.results.push("pushed")
            frame.results.push([1, 2, 3] as LuaValue)
            throw LuaRaise(code: .number(5), message: "then failed")
        }
        try host.run("print(select('#', pcall(half)), select(2, pcall(half)).code)")
        #expect(host.lines == ["2 5"])
    }
}
