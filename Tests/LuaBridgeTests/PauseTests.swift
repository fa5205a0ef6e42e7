internal import LuaBridge
internal import Testing

/// A long calculation lets the event loop have its turn, and does not notice.
@Suite struct PauseTests {
    private static let program = """
        local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
        local t = setmetatable({}, { __index = function(_, k) return fib(k) end, __lt = function() return fib(8) > 0 end })
        local function generate(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(fib(i)) end end) end
        local sum = 0
        for v in generate(12) do sum = sum + v end
        for i = 1, 10 do sum = sum + t[i] + (t < t and 1 or 0) end
        local list = {}
        for i = 1, 200 do list[i] = (i * 7919) % 211 end
        table.sort(list, function(a, b) return a < b end)
        local s = ('x'):rep(50):gsub('x', function() return fib(5) end)
        local co = coroutine.create(function(a) local b = coroutine.yield(fib(a)) error('end ' .. fib(b)) end)
        local results = { pcall(fib, 10), select(2, coroutine.resume(co, 9)), select(2, coroutine.resume(co, 7)) }
        local inner = coroutine.wrap(function() local n = 0 for v in generate(10) do n = n + v end return n end)
        print(sum, inner(), list[1], list[200], #s, table.unpack(results))
        """

    private func output(slice: Int) throws -> (lines: [String], pauses: Int) {
        var budget = LuaVM.Budget.small
        budget.instructionsPerSlice = slice
        let host = try TestHost(budget)
        #expect(try host.run(Self.program) == .finished)
        return (host.lines, host.pauses)
    }

    @Test func theResultIsTheSameForAnySlice() throws {
        let whole = try output(slice: 1_000_000_000)
        #expect(whole.pauses == 0)
        #expect(whole.lines.count == 1)
        for slice in [1, 500, 501, 1_733, 10_000] {
            let sliced = try output(slice: slice)
            #expect(sliced.lines == whole.lines)
            #expect(sliced.pauses >= 2)
        }
    }

    @Test func aPauseComesAfterTheSliceAndSpendsOneBudget() throws {
        var budget = LuaVM.Budget.small
        budget.instructionsPerSlice = 100_000
        budget.instructionsForMain = 1_000_000
        let host = try TestHost(budget)
        let error = host.failure(of: "while true do end")
        #expect(error?.code == .instructions)
        #expect(host.pauses == 9)
    }

    @Test func aScriptsOwnCoroutineIsPausedToo() throws {
        var budget = LuaVM.Budget.small
        budget.instructionsPerSlice = 50_000
        let host = try TestHost(budget)
        try host.run(
            """
            local co = coroutine.create(function() for i = 1, 100000 do end coroutine.yield('first') return 'second' end)
            print(coroutine.resume(co))
            print(coroutine.resume(co))
            print(coroutine.status(co))
            """
        )
        #expect(host.pauses >= 2)
        #expect(host.lines == ["true first", "true second", "dead"])
    }

    @Test func whereNothingCanYieldTheCallGoesOn() throws {
        var budget = LuaVM.Budget.small
        budget.instructionsPerSlice = 10_000
        let host = try TestHost(budget)
        try host.run("table.sort({ 1, 2 }, function(a, b) for i = 1, 50000 do end return a < b end) print('sorted')")
        #expect(host.lines == ["sorted"])
    }

    @Test func anUnknownPauseIsRefused() throws {
        var budget = LuaVM.Budget.small
        budget.instructionsPerSlice = 1_000
        let host = try TestHost(budget)
        guard case .paused(let pause) = try host.vm.run("for i = 1, 3000 do end", chunk: "a.lua") else {
            Issue.record("no pause")
            return
        }
        try host.settle(.paused(pause))
        let error = #expect(throws: ScriptError.self) { try host.vm.continue(pause) }
        #expect(error?.code == .closed)
    }
}
