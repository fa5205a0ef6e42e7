internal import LuaBridge
internal import Testing

/// What a script can reach, and what it cannot.
@Suite struct EnvironmentTests {
    @Test func theReachableNamesAreThese() throws {
        let expected = """
            _G _VERSION assert coroutine coroutine.close coroutine.create coroutine.isyieldable coroutine.resume
            coroutine.running coroutine.status coroutine.wrap coroutine.yield error getmetatable ipairs math math.abs
            math.acos math.asin math.atan math.ceil math.cos math.deg math.exp math.floor math.fmod math.huge math.log
            math.max math.maxinteger math.min math.mininteger math.modf math.pi math.rad math.random math.randomseed
            math.sin math.sqrt math.tan math.tointeger math.type math.ult next pairs pcall rawequal rawget rawlen rawset
            select setmetatable string string.byte string.char string.find string.format string.gmatch string.gsub
            string.len string.lower string.match string.pack string.packsize string.rep string.reverse string.sub
            string.unpack string.upper table table.concat table.insert table.move table.pack table.remove table.sort
            table.unpack tonumber tostring type utf8 utf8.char utf8.charpattern utf8.codepoint utf8.codes utf8.len
            utf8.offset xpcall
            """
        #expect(try LuaVM().reachableNames() == expected.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    @Test(arguments: [
        "io", "os", "package", "debug", "load", "loadfile", "loadstring", "dofile", "require", "collectgarbage", "warn",
        "string.dump", "print", "arg",
    ])
    func theseAreAbsent(name: String) throws {
        let host = try TestHost()
        try host.vm.register("say", textArguments: true) { frame in
            #expect(frame.string(1) == "nil")
            return .returned
        }
        try host.run("local print = nil say(\(name == "print" ? "nil" : name))")
    }

    /// Addresses would differ between two runs, and show a script where the host's memory is.
    @Test func noTextShowsAnAddress() throws {
        let host = try TestHost()
        try host.run(
            """
            local t, f = {}, function() end
            print(tostring(t), t, tostring(f), print, coroutine.create(f), string.format("%5.7s|%s|%%p %s", t, t, "x"))
            print({}, t, setmetatable({}, { __name = "point" }), setmetatable({}, { __tostring = function() return "own" end }))
            """
        )
        #expect(
            host.lines == [
                "table: 1 table: 1 function: 2 function: 3 thread: 4 table: |table: 1|%p x",
                "table: 5 table: 1 point: 6 own",
            ]
        )
        #expect(host.failure(of: "string.format('%p', {})")?.message == "%p is not available to scripts")
        #expect(host.failure(of: "string.format('%-10p', {})")?.message == "%p is not available to scripts")
    }

    /// A number is a string where one is wanted, and nothing else is.
    @Test func whatToStringMayReturn() throws {
        let host = try TestHost()
        try host.run("local t = setmetatable({}, { __tostring = function() return 5 end }) print(t, type(tostring(t)))")
        #expect(host.lines == ["5 string"])
        let error = host.failure(of: "print(setmetatable({}, { __tostring = function() return {} end }))")
        #expect(error?.message == "'__tostring' must return a string")
    }

    /// A text's number is the value's as long as it lives, and holds nothing alive.
    @Test func numbersOfTextsHoldNothingAlive() throws {
        let host = try TestHost()
        try host.run("for i = 1, 200000 do tostring({}) end local t = {} print(t, t)")
        #expect(host.lines == ["table: 200001 table: 200001"])
    }

    @Test func errorsOfFormatNameLineAndFunction() throws {
        let host = try TestHost()
        let direct = host.failure(of: "string.format('%d', 1.5)")
        #expect(
            direct?.description
                == "test.lua:1: bad argument #2 to 'format' (%d takes a whole number, got 1.5; write %.2f, or math.floor(x))"
        )
    }

    @Test func bytecodeAndLongSourcesAreRefused() throws {
        let host = try TestHost()
        let binary = host.failure(of: "\u{1b}Lua\u{54}\0\u{19}\u{93}\r\n\u{1a}\n" + String(repeating: "\0", count: 64))
        #expect(binary?.code == .syntax)
        #expect(binary?.message.contains("binary chunk") == true)
        let limit = LuaVM.maximumSource
        try host.run(String(repeating: " ", count: limit))
        let long = host.failure(of: String(repeating: " ", count: limit + 1))
        #expect(long?.code == .syntax)
    }

    @Test func deeplyNestedSourceIsASyntaxError() throws {
        let host = try TestHost()
        let deep = "x = " + String(repeating: "(", count: 60_000) + "1" + String(repeating: ")", count: 60_000)
        #expect(host.failure(of: deep)?.code == .syntax)
        let tables = "x = " + String(repeating: "{", count: 60_000) + String(repeating: "}", count: 60_000)
        #expect(host.failure(of: tables)?.code == .syntax)
    }

    @Test func theMetatableOfStringsCannotBeReached() throws {
        let host = try TestHost()
        try host.run(
            """
            print(getmetatable(''), (pcall(setmetatable, '', {})))
            string.upper = function() return 'hijacked' end
            string.rep = nil
            print(('x'):upper(), ('x'):rep(3), ('x').anything, (pcall(function() return ('a')('b') end)))
            """
        )
        #expect(host.lines == ["false false", "X xxx nil false"])
    }

    @Test(arguments: ["__gc", "__mode"])
    func finalizersAndWeakTablesAreRefused(name: String) throws {
        let host = try TestHost()
        let error = host.failure(of: "setmetatable({}, { \(name) = function() while true do end end })")
        #expect(error?.description == "test.lua:1: \(name) is not available to scripts")
        #expect(host.failure(of: "setmetatable({}, { \(name) = false })")?.code == .runtime)
        try host.run(
            """
            local meta = {}
            for i = 1, 100 do setmetatable({}, meta) end
            meta.__gc = function() while true do end end
            for i = 1, 20000 do local _ = { i } end
            local t = setmetatable({}, { __index = { a = 1 } })
            print(t.a, getmetatable(setmetatable(t, nil)), (pcall(setmetatable, 1, {})), (pcall(setmetatable, {})))
            """
        )
        host.vm.collect()
        #expect(host.lines == ["1 nil false false"])
    }

    @Test func theHostNeverCallsWhatAScriptPutInPlace() throws {
        let host = try TestHost()
        try host.vm.register("format", formatted: true) { frame in .value(.string(frame.string(1) ?? "-")) }
        try host.run(
            """
            local print, pcall, next, type, fail, format, select = print, pcall, next, type, fail, format, select
            local trips = 0
            local function spy() trips = trips + 1 end
            for k, v in next, _G do
                if type(v) == 'function' then _G[k] = spy
                elseif type(v) == 'table' and v ~= _G then for name in next, v do v[name] = spy end end
            end
            print(select(2, pcall(fail, 1, 'x')), format('%s %d', 'a', 2), ('x'):rep(3))
            print(trips)
            """
        )
        #expect(host.lines == ["test.lua:8: x a 2 xxx", "0"])
    }

    @Test func randomNumbersComeFromTheSeed() throws {
        func numbers(_ seed: Int, _ source: String = "") throws -> [String] {
            let host = try TestHost(.small, seed: seed)
            try host.run(source + " print(math.random(1000000), math.random(1000000), math.random())")
            return host.lines
        }
        #expect(try numbers(1) == numbers(1))
        #expect(try numbers(1) != numbers(2))
        #expect(try numbers(1) == numbers(1, "math.random() math.randomseed()"))
        #expect(try numbers(1, "math.randomseed(5)") == numbers(2, "math.randomseed(5)"))
        #expect(try numbers(3) != numbers(3, "math.randomseed(5, 6)"))
    }

    @Test(arguments: [
        "table.move({}, 1, 1 << 40, 2)",
        "table.move({}, math.mininteger, math.maxinteger, 1)",
        "table.move(setmetatable({}, { __index = rawlen }), 1, 2, 1)",
        "table.move({}, 1, 2, 1, setmetatable({}, { __newindex = rawset }))",
        "table.unpack({}, 1, 1e8)",
        "table.unpack({}, math.mininteger, math.maxinteger)",
        "table.concat({}, '', 1, 1e9)",
        "table.concat(setmetatable({}, { __len = function() return 1e9 end }))",
        "table.insert(setmetatable({}, { __len = function() return 1e9 end }), 1, 1)",
        "table.remove(setmetatable({}, { __len = function() return 1e9 end }), 1)",
        "table.sort(setmetatable({}, { __len = function() return 1e9 end }))",
        "('x'):rep(1 << 60)",
    ])
    func functionsThatLoopInCAreBounded(source: String) throws {
        let host = try TestHost()
        let start = ContinuousClock.now
        let error = host.failure(of: source)
        #expect(error?.code == .runtime || error?.code == .outOfMemory)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    /// With room for the table: the block limit of the small budget would answer first.
    @Test func sortIsBounded() throws {
        let host = try TestHost(LuaVM.Budget())
        let error = host.failure(of: "local t = {} for i = 1, 100001 do t[i] = i end table.sort(t)")
        #expect(error?.message == "cannot sort more than 100000 elements")
    }

    @Test func tableFunctionsDoTheirWork() throws {
        let host = try TestHost()
        try host.run(
            """
            local t = { 3, 1, 2 }
            table.sort(t) table.insert(t, 4) table.insert(t, 1, 0) print(table.concat(t, ','), table.remove(t), table.remove(t, 1), #t)
            table.sort(t, function(a, b) return a > b end) print(table.unpack(t)) print(table.unpack(t, 2, 3))
            print(table.concat(table.move(t, 1, 3, 2), ','), table.pack(1, nil, 3).n, table.concat({ 1, 2, 3 }, '-', 2))
            print(select('#', table.unpack({}, 1, 3)), (''):rep(1e18), ('ab'):rep(2, '-'), ('x'):rep(-1), table.remove({}))
            print(pcall(function() table.concat(nil) end)) print(pcall(function() table.insert({ 1 }, 5, 1) end)) print(pcall(function() table.sort({ 1, 2 }, 3) end))
            """
        )
        #expect(
            host.lines == [
                "0,1,2,3,4 4 0 3", "3 2 1", "2 1", "3,3,2,1 3 2-3", "3  ab-ab  nil",
                "false test.lua:6: bad argument #1 to 'concat' (table expected, got nil)",
                "false test.lua:6: bad argument #2 to 'insert' (position out of bounds)",
                "false test.lua:6: bad argument #2 to 'sort' (function expected, got number)",
            ]
        )
    }

    @Test func anIteratorThatFailedMayBeCalledAgain() throws {
        let host = try TestHost()
        try host.run(
            """
            local n = 200000
            local iterator = ('a'):rep(n):gmatch(('a?'):rep(n))
            print((pcall(iterator))) print(pcall(iterator))
            for a, b in ('k=v, l=w'):gmatch('(%w)=(%w)') do print(a, b) end
            """
        )
        #expect(
            host.lines == [
                "false", "false test.lua:3: pattern too complex", "k v", "l w",
            ]
        )
    }

    @Test func coroutinesDoTheirWork() throws {
        let host = try TestHost()
        try host.run(
            """
            local co = coroutine.create(function(a, b) local c = coroutine.yield(a + b) return c * 2 end)
            print(coroutine.status(co), coroutine.resume(co, 1, 2)) print(coroutine.status(co), coroutine.resume(co, 21))
            print(coroutine.status(co), coroutine.resume(co)) print(coroutine.close(co))
            local bad = coroutine.create(function() local x <close> = setmetatable({}, { __close = function() print('closed') end }) error('oops') end)
            print(coroutine.resume(bad)) coroutine.close(bad)
            local wrapped = coroutine.wrap(function() error({ code = 7 }) end)
            print(select(2, pcall(wrapped)).code) print(pcall(wrapped))
            print(pcall(coroutine.wrap(function() error('text', 0) end)))
            local outer = coroutine.wrap(function() print(coroutine.isyieldable()) print(coroutine.status(coroutine.running())) print(pcall(coroutine.close, coroutine.running())) end)
            outer()
            print(pcall(coroutine.wrap(function() fail(3, 'typed') end)))
            print(pcall(coroutine.resume, 1))
            """
        )
        #expect(
            host.lines == [
                "suspended true 3", "suspended true 42", "dead false cannot resume dead coroutine", "true",
                "false test.lua:4: oops", "closed",
                "7", "false test.lua:7: cannot resume dead coroutine", "false test.lua:8: text",
                "true", "running", "false test.lua:9: cannot close a running coroutine",
                "false test.lua:11: typed", "false bad argument #1 to '?' (coroutine expected, got number)",
            ]
        )
    }

    @Test func pairsComeInAFixedOrder() throws {
        let host = try TestHost()
        try host.run(
            """
            local t, keys = { 10, 20, [-1] = 1, [2.5] = 1, [true] = 1 }, {}
            for i = 1, 40 do t['k' .. (i * 7919) % 101] = i end
            for k, v in pairs(t) do keys[#keys + 1] = tostring(k) end
            print(table.concat(keys, ' '))
            for k in pairs(t) do t[k] = nil t.new = nil end
            print(next(t), (pairs({})({})))
            for k, v in pairs(setmetatable({}, { __pairs = function(t) return function(_, k) return not k and 1 or nil, 'own' end, t, nil end })) do print(k, v) end
            print((pcall(function() for _ in pairs(nil) do end end)))
            for k, v in pairs({ b = 1, a = 2, c = 3 }) do if k == 'a' then print(k, v) end end
            """
        )
        let texts = (1...40).map { "k\($0 * 7919 % 101)" }.sorted()
        #expect(host.lines.first == (["-1", "1", "2", "2.5"] + texts + ["true"]).joined(separator: " "))
        #expect(host.lines.dropFirst() == ["nil nil", "1 own", "false", "a 2"])
    }

    @Test func theReleaseOfLuaIsKnown() {
        #expect(LuaVM.luaRelease.hasPrefix("Lua 5.4."))
    }

    @Test func oneVMDoesNotSeeAnother() throws {
        let first = try TestHost(), second = try TestHost()
        try first.run("shared = 1 string.extra = 2 print(shared)")
        try second.run("print(shared, string.extra)")
        #expect(second.lines == ["nil nil"])
    }
}
