internal import LuaBridge
internal import Testing

/// One budget per VM, which nothing in the language escapes.
@Suite struct BudgetTests {
    /// Each would run for ever if the line it attacks did not hold.
    static let endless = [
        "while true do end",
        // pcall swallows the stop
        """
        local function spin() while true do end end
        local function nest(d) if d == 0 then pcall(spin) else pcall(nest, d - 1) end end
        while true do nest(50) pcall(function() pcall(spin) pcall(spin) end) end
        """,
        "xpcall(function() while true do end end, function() while true do end end)",
        "while true do xpcall(error, function() while true do end end) end",
        // closing variables get a fresh chance each
        """
        local mt = { __close = function() while true do end end }
        local function deep(n)
            local a <close>, b = setmetatable({}, mt)
            local c <close> = setmetatable({}, mt)
            if n > 0 then deep(n - 1) else while true do end end
        end
        pcall(deep, 100)
        deep(100)
        """,
        // a coroutine that is killed, then closed or resumed
        """
        local mt = { __close = function() while true do end end }
        local function body() local x <close> = setmetatable({}, mt) while true do end end
        while true do
            local co = coroutine.create(body)
            coroutine.resume(co)
            coroutine.close(co)
        end
        """,
        "while true do pcall(coroutine.wrap(function() while true do end end)) end",
        // many short coroutines, each below the hook's count
        """
        local function body() local i = 0 while i < 150 do i = i + 1 end end
        while true do coroutine.resume(coroutine.create(body)) coroutine.wrap(body)() end
        """,
        "while true do coroutine.create(print) end",
        "local f = coroutine.wrap(function() while true do coroutine.yield() end end) while true do f() end",
        "while true do pcall(table.sort, { 1, 2, 3 }, function() while true do end end) end",
        "while true do pcall(string.gsub, 'aaa', 'a', function() while true do end end) end",
        "while true do pcall(print, setmetatable({}, { __tostring = function() while true do end end })) end",
        "local t = setmetatable({}, { __index = function(t, k) while true do end end }) while true do pcall(function() return t.x end) end",
        // below a C function that cannot yield, the stop is raised through everything that catches
        "table.sort({ 1, 2 }, function() while true do pcall(function() while true do end end) end end)",
        """
        local function spin() while true do end end
        table.sort({ 1, 2 }, function() while true do xpcall(spin, spin) end end)
        """,
        """
        local mt = { __close = function() while true do end end }
        local function body() local a <close> = setmetatable({}, mt) while true do end end
        ('x'):gsub('x', function() while true do pcall(body) end end)
        """,
        """
        local mt = { __close = function() while true do end end }
        local function body() local a <close> = setmetatable({}, mt) while true do end end
        table.sort({ 1, 2 }, function()
            while true do
                local co = coroutine.create(body)
                coroutine.resume(co)
                coroutine.close(co)
                pcall(coroutine.wrap(body))
            end
        end)
        """,
        // an error that nobody catches closes variables
        "local x <close> = setmetatable({}, { __close = function() while true do end end }) error('first')",
        "while true do nothing() end",
        "while true do pcall(fail) end",
        "goto a ::a:: goto a",
        "local t = {} for i = 1, 1e18 do t[1] = i end",
    ]

    @Test(arguments: endless)
    func nothingRunsForEver(source: String) throws {
        let host = try TestHost()
        try host.vm.register("nothing") { _ in .returned }
        let error = host.failure(of: source)
        #expect(error?.code == .instructions)
        #expect(error?.position?.chunk == "test.lua")
        #expect(host.vm.isStopped)
        let after = #expect(throws: ScriptError.self) { try host.vm.run("print('escaped')", chunk: "b.lua") }
        #expect(after?.code == .closed)
        #expect(host.lines == [])
    }

    @Test func aHandlerThatHangsIsStoppedEvenInsideACoroutineMadeEarlier() throws {
        let host = try TestHost()
        try host.run(
            """
            local gen = coroutine.wrap(function() while true do coroutine.yield(1) for i = 1, 1e9 do local _ = i * 2 end end end)
            gen()
            on(function() while true do gen() end end)
            """
        )
        let error = #expect(throws: ScriptError.self) { try host.settle(try host.vm.call(host.functions[0])) }
        #expect(error?.code == .instructions)
        #expect(error?.traceback?.contains("test.lua:1") == true)
    }

    @Test func everyEventAndEveryWaitHasAFreshBudget() throws {
        let host = try TestHost()
        let work = "for i = 1, 1200000 do end "
        try host.run("on(function() \(work) end) \(work) wait('x') \(work) wait('y') \(work)")
        for token in 1...2 { try host.settle(try host.vm.resume(LuaToken(token), with: .success([]))) }
        for _ in 1...3 { #expect(try host.settle(try host.vm.call(host.functions[0])) == .finished) }
        #expect(host.failure(of: work + work)?.code == .instructions)
    }

    @Test func theMainChunkHasABudgetOfItsOwnUntilItsFirstWait() throws {
        var budget = LuaVM.Budget.small
        budget.instructionsForMain = 4_000_000
        budget.instructionsPerEvent = 1_000_000
        let host = try TestHost(budget)
        let work = "for i = 1, 2000000 do end "
        try host.run(work + "wait('x')" + work)
        let error = #expect(throws: ScriptError.self) {
            try host.settle(try host.vm.resume(1, with: .success([])))
        }
        #expect(error?.code == .instructions)
    }

    /// The hook counts per coroutine: coroutines that end before it is called must be charged otherwise.
    @Test(arguments: [
        "coroutine.wrap(body)()", "coroutine.resume(coroutine.create(body))",
        "local co = coroutine.create(yielding) coroutine.resume(co) coroutine.close(co)",
    ])
    func shortCoroutinesAreCharged(call: String) throws {
        let host = try TestHost()
        var rounds = 0
        try host.vm.register("tick") { _ in
            rounds += 1
            return .returned
        }
        let error = host.failure(
            of: """
                local function body() local i = 0 while i < 100 do i = i + 1 end end
                local function yielding() body() coroutine.yield() end
                while true do tick() \(call) end
                """
        )
        #expect(error?.code == .instructions)
        #expect(rounds > 1_000)
        #expect(rounds <= 2_000_000 / 400)
    }

    /// Whatever catches or closes on the way out, the script is not asked again.
    @Test(arguments: [
        "pcall(body)", "xpcall(body, escape)", "table.sort({ 1, 2 }, body)",
        "table.sort({ 1, 2 }, function() pcall(body) end)",
        "table.sort({ 1, 2 }, function() xpcall(body, escape) escape() end)",
        "table.sort({ 1, 2 }, function() coroutine.resume(coroutine.create(body)) escape() end)",
        "table.sort({ 1, 2 }, function() pcall(coroutine.wrap(body)) escape() end)",
        "local co = coroutine.create(body) coroutine.resume(co) escape() coroutine.close(co)",
    ])
    func notOneInstructionRunsAfterTheStop(call: String) throws {
        let host = try TestHost()
        let source = """
            function escape() escaped = true end
            local function body()
                local x <close> = setmetatable({}, { __close = escape })
                if ends then return true end
                while true do end
            end
            \(call)
            """
        #expect(host.failure(of: source)?.code == .instructions)
        #expect(!host.vm.reachableNames().contains("escaped"))
        let other = try TestHost()
        try other.run("ends = true " + source)
        #expect(other.vm.reachableNames().contains("escaped"))
    }

    /// Loops that do little but what is charged for itself: without the charge they would go round far more often.
    @Test(arguments: [
        ("nothing()", 100_000 / 20), ("coroutine.resume(generator)", 100_000 / 50),
        ("read(text)", 100), ("text:upper()", 20), ("text:lower()", 20), ("text:reverse()", 20),
        ("text:gsub('^y', '')", 100),
        ("utf8.len(text)", 20), ("tonumber(short, 36)", 3), ("string.char(short)", 3), ("text:find('y')", 20),
        ("text:gsub('x', 'y')", 2), ("text:match('(x*)*')", 2), ("local _ = ('x'):rep(100000)", 100),
        ("pairs(list)", 100),
        ("table.unpack(list, 1, 1000)", 400), ("table.concat(list, '', 1, 1000)", 400),
    ])
    func whatTakesLongInCIsCharged(call: String, rounds limit: Int) throws {
        var budget = LuaVM.Budget.small
        budget.instructionsForMain = 100_000
        let host = try TestHost(budget)
        var rounds = 0
        try host.vm.register("nothing") { _ in
            rounds += 1
            return .returned
        }
        try host.vm.register("read") { frame in
            _ = try frame.value(1)
            return .returned
        }
        let count = call == "nothing()" ? "" : "nothing()"
        let error = host.failure(
            of: """
                local text, short, list = ('x'):rep(100000), ('0'):rep(60000) .. '65', {}
                for i = 1, 1000 do list[i] = 1 end
                local generator = coroutine.create(function() while true do coroutine.yield() end end)
                while true do \(count) \(call) end
                """
        )
        #expect(error?.code == .instructions)
        #expect(rounds > 0)
        #expect(rounds <= limit)
    }

    @Test func callsOfTheHostAreCharged() throws {
        var budget = LuaVM.Budget.small
        budget.instructionsForMain = 100_000
        let host = try TestHost(budget)
        var calls = 0
        try host.vm.register("costly") { frame in
            calls += 1
            frame.charge(10_000)
            return .returned
        }
        #expect(host.failure(of: "for i = 1, 1000 do pcall(costly) end")?.code == .instructions)
        #expect(calls == 10)
    }

    @Test func whatIsReadAndPushedIsCharged() throws {
        var budget = LuaVM.Budget.small
        budget.instructionsForMain = 100_000
        let host = try TestHost(budget)
        var calls = 0
        try host.vm.register("echo") { frame in
            calls += 1
            return .value(try frame.value(1))
        }
        #expect(host.failure(of: "local s = ('x'):rep(100000) for i = 1, 10000 do echo(s) end")?.code == .instructions)
        #expect(calls < 20)
    }

    @Test func nestedCallsShareTheBudgetAround() throws {
        let host = try TestHost()
        try host.vm.register("spawn") { [unowned host] frame in
            guard let function = try frame.function(1) else { throw LuaRaise(message: "a function expected") }
            _ = try? host.vm.spawn(function)
            return .returned
        }
        let error = host.failure(of: "while true do spawn(function() for i = 1, 10000 do end end) end")
        #expect(error?.code == .instructions)
    }

    @Test func recursionEndsInACatchableError() throws {
        var budget = LuaVM.Budget.small
        budget.instructionsForMain = 50_000_000
        let host = try TestHost(budget)
        try host.run(
            """
            local function r(n) return 1 + r(n + 1) end
            print((pcall(r, 1)))
            print((pcall(function() assert(xpcall(r, function() return r(1) end, 1)) end)))
            local t = setmetatable({}, { __index = function(t, k) return t[k .. 'x'] end })
            print((pcall(function() return t.a end)))
            local u = setmetatable({}, {}) getmetatable(u).__index = u
            print((pcall(function() return u.a end)))
            local c = setmetatable({}, { __concat = function(a, b) return a .. b end })
            print((pcall(function() return c .. c end)))
            local co co = function() coroutine.wrap(co)() end
            print((pcall(co)))
            print('held')
            """
        )
        #expect(host.lines.count == 7)
        #expect(host.lines.prefix(6).allSatisfy { $0 == "false" })
        #expect(host.lines.last == "held")
    }
}
