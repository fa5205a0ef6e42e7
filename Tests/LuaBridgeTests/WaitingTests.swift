internal import LuaBridge
internal import Testing

/// A call may wait anywhere: in the main chunk, in handlers, across `pcall`.
@Suite struct WaitingTests {
    @Test func theMainChunkWaitsAndGetsValues() throws {
        let host = try TestHost()
        #expect(try host.run("local a, b = wait('bars') print(a, b.close, select('#', wait()))") == .waiting(1))
        #expect(host.waits[1] == "bars")
        #expect(host.lines == [])
        let next = try host.vm.resume(1, with: .success([42, .table([("close", 1.5)])]))
        #expect(next == .waiting(2))
        #expect(try host.vm.resume(2, with: .success([])) == .finished)
        #expect(host.lines == ["42 1.5 0"])
    }

    @Test func handlersWaitSideBySide() throws {
        let host = try TestHost()
        try host.run("on(function(name) print(name, wait(name), 'after') end)")
        #expect(try host.vm.call(host.functions[0], ["a"]) == .waiting(1))
        #expect(try host.vm.call(host.functions[0], ["b"]) == .waiting(2))
        #expect(host.vm.waitingTokens == [1, 2])
        #expect(try host.vm.resume(2, with: .success([20])) == .finished)
        #expect(try host.vm.resume(1, with: .success([10])) == .finished)
        #expect(host.lines == ["b 20 after", "a 10 after"])
        #expect(host.vm.waitingTokens == [])
    }

    @Test func anErrorIsRaisedAtTheWaitingLineAndCaughtAcrossTheWait() throws {
        let host = try TestHost()
        try host.run(
            """
            local ok, e = pcall(function()

                return wait('x')
            end)
            print(ok, e, e.code)
            print(xpcall(wait, function(e) return 'handled ' .. e.message end, 'y'))
            """
        )
        let raise = LuaRaise(code: .number(200), message: "no security definition")
        #expect(try host.vm.resume(1, with: .failure(raise)) == .waiting(2))
        #expect(try host.vm.resume(2, with: .failure(raise)) == .finished)
        #expect(host.lines == ["false test.lua:3: no security definition 200", "false handled no security definition"])
    }

    @Test func anErrorThatNobodyCatchesEndsTheCoroutineWithItsLine() throws {
        let host = try TestHost()
        try host.run("\nwait('x')")
        let error = #expect(throws: ScriptError.self) {
            try host.vm.resume(1, with: .failure(LuaRaise(code: .number(162), message: "pacing violation")))
        }
        #expect(error?.description == "test.lua:2: pacing violation")
        #expect(error?.raised?.code == .number(162))
    }

    @Test func pcallAndMetamethodsOfTheScriptCanWait() throws {
        let host = try TestHost()
        try host.run(
            """
            local t = setmetatable({}, { __index = function(_, k) return wait(k) end })
            for i = 1, 2 do print(pcall(function() return t.price + i end)) end
            """
        )
        #expect(try host.vm.resume(1, with: .success([1])) == .waiting(2))
        #expect(try host.vm.resume(2, with: .success([1])) == .finished)
        #expect(host.lines == ["true 2", "true 3"])
    }

    @Test(arguments: [
        (
            "coroutine.wrap(function() wait('x') end)()",
            "cannot wait inside coroutine.create or coroutine.wrap; use spawn"
        ),
        ("assert(coroutine.resume(coroutine.create(wait)))", "use spawn"),
        ("table.sort({ 3, 2, 1 }, function(a, b) wait('x') return a < b end)", "cannot wait inside a callback"),
        ("('abc'):gsub('.', function() wait('x') end)", "cannot wait inside a callback"),
        ("print(setmetatable({}, { __tostring = function() wait('x') end }))", "cannot wait inside a callback"),
    ])
    func aWaitThatCannotYieldIsRefusedBeforeTheHostActs(source: String, message: String) throws {
        let host = try TestHost()
        let error = host.failure(of: source)
        #expect(error?.message.contains(message) == true)
        #expect(host.waits == [:])
        try host.run("print('alive')")
        #expect(host.lines == ["alive"])
    }

    @Test func theHostsCoroutinesAreOutOfReach() throws {
        let host = try TestHost()
        #expect(host.failure(of: "coroutine.yield(1)")?.message == "attempt to yield from outside a coroutine")
        try host.run(
            """
            print(coroutine.running())
            print(coroutine.isyieldable())
            print(coroutine.wrap(function() return type(coroutine.running()), coroutine.isyieldable() end)())
            on(function() coroutine.yield() end)
            """
        )
        #expect(host.lines == ["nil true", "false", "thread true"])
        #expect(throws: ScriptError.self) { try host.vm.call(host.functions[0]) }
    }

    @Test func cancelDropsTheCoroutineAndRunsNoScriptCode() throws {
        let host = try TestHost()
        try host.run("local x <close> = setmetatable({}, { __close = function() print('closed') end }) wait('x')")
        #expect(host.vm.cancel(1))
        #expect(!host.vm.cancel(1))
        host.vm.collect()
        let error = #expect(throws: ScriptError.self) { try host.vm.resume(1, with: .success([])) }
        #expect(error?.code == .closed)
        #expect(host.lines == [])
    }

    @Test func aTokenThatIsTakenIsRefused() throws {
        let host = try TestHost()
        try host.vm.register("again", waits: true) { _ in .waiting(9) }
        #expect(try host.run("again()") == .waiting(9))
        #expect(host.failure(of: "again()")?.message == "two calls wait for token 9")
        #expect(try host.vm.resume(9, with: .success([])) == .finished)
    }

    @Test func aHostFunctionMayCallTheScriptWhichMayWait() throws {
        let host = try TestHost()
        var outcomes: [Outcome] = []
        try host.vm.register("spawn") { [unowned host] frame in
            guard let function = try frame.function(1) else { throw LuaRaise(message: "spawn: a function expected") }
            frame.results.push("before")
            outcomes.append(try host.vm.spawn(function))
            return .value("after")
        }
        try host.run("print(spawn(function() print('inner', wait('x')) end)) print(wait('y'))")
        #expect(outcomes == [.waiting(1)])
        #expect(host.lines == ["before after"])
        #expect(try host.vm.resume(1, with: .success([1])) == .finished)
        #expect(try host.vm.resume(2, with: .success([2])) == .finished)
        #expect(host.lines == ["before after", "inner 1", "2"])
        let error = host.failure(of: "spawn(function() error('inside') end)")
        #expect(error?.description == "test.lua:1: test.lua:1: inside")
    }

    @Test func aHandlersResultsAndArgumentsAreIndependentOfEarlierCalls() throws {
        let host = try TestHost()
        try host.run("on(function(...) print(select('#', ...), ...) return 1, 2, 3 end)")
        for arguments in [[LuaValue.integer(1), 2], [], ["x"]] {
            #expect(try host.vm.call(host.functions[0], arguments) == .finished)
        }
        #expect(host.lines == ["2 1 2", "0", "1 x"])
    }
}
