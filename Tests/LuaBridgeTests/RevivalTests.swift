import LuaBridge
import Testing

/// A VM that was stopped can run again if the host wants it, as if what was stopped had never been called.
@Suite struct RevivalTests {
    /// Stops in every way that ``BudgetTests`` knows, revived each time, leave a VM that works and holds no more than before.
    @Test(arguments: BudgetTests.endless)
    func afterEveryStopItRunsAgain(source: String) throws {
        let host = try TestHost()
        try host.vm.register("nothing") { _ in .returned }
        try host.run("kept = { 1, 2, 3 } co = coroutine.wrap(function() while true do coroutine.yield(7) end end) co()")
        var used = 0
        for round in 1...4 {
            #expect(host.failure(of: source)?.code == .instructions)
            #expect(host.vm.isStopped)
            #expect(host.vm.revive() && !host.vm.isStopped)
            // Twice, since the first collection only finds what the second one frees.
            host.vm.collect()
            let held = host.vm.collect()
            if round == 2 { used = held }
            if round > 2 { #expect(held <= used + 4096) }
        }
        try host.run("print(#kept, co(), pcall(error, 'x'), select('#', table.unpack({}, 1, 3)))")
        try host.run("local x <close> = setmetatable({}, { __close = function() print('closed') end })")
        #expect(host.lines == ["3 7 false 3", "closed"])
        // The budget is whole again, and as strict as before.
        #expect(host.failure(of: "while true do end")?.code == .instructions)
    }

    @Test func aCoroutineThatWasStoppedInTheMiddleCanBeClosed() throws {
        let host = try TestHost()
        let body = "local x <close> = setmetatable({}, { __close = function() print('closed') end }) while true do end"
        #expect(host.failure(of: "co = coroutine.create(function() \(body) end) coroutine.resume(co)") != nil)
        #expect(host.vm.revive())
        #expect(host.lines == [])
        try host.run("print(coroutine.close(co), coroutine.status(co))")
        #expect(host.lines == ["closed", "true dead"])
    }

    @Test func whatWaitsAndWhatIsPausedGoesOn() throws {
        var budget = LuaVM.Budget.small
        budget.instructionsPerSlice = 1_000
        let host = try TestHost(budget)
        try host.run("print(wait('x'))")
        guard case .paused(let pause) = try host.vm.run("for i = 1, 3000 do end print('paused')", chunk: "a.lua") else {
            Issue.record("no pause")
            return
        }
        #expect(host.failure(of: "while true do end")?.code == .instructions)
        #expect(host.vm.revive())
        try host.settle(.paused(pause))
        try host.settle(try host.vm.resume(LuaToken(1), with: .success([.string("resumed")])))
        #expect(host.lines == ["paused", "resumed"])
    }

    @Test func aStoppedScriptStaysStopped() throws {
        let host = try TestHost()
        host.vm.interrupt.stop()
        #expect(host.failure(of: "print('escaped')")?.code == .interrupted)
        #expect(!host.vm.revive())
        // Not even if an event was to be ended as well.
        host.vm.interrupt.end(entry: 1)
        #expect(!host.vm.revive() && host.vm.interrupt.isStopped)
        #expect(host.failure(of: "print('escaped')")?.code == .closed)
        #expect(host.lines == [])
    }

    @Test func aHostFunctionCannotReviveTheScriptThatCallsIt() throws {
        let host = try TestHost()
        var answers: [Bool] = []
        try host.vm.register("revive") { [unowned host] _ in
            answers.append(host.vm.revive())
            return .returned
        }
        #expect(host.failure(of: "revive() while true do pcall(revive) end")?.code == .instructions)
        #expect(!answers.contains(true))
    }

    @Test func onlyTheEventWithTheNumberIsEnded() throws {
        let host = try TestHost()
        var entries: [Int] = []
        try host.vm.register("entry") { [unowned host] _ in
            entries.append(host.vm.pulse.entry ?? 0)
            return .returned
        }
        try host.vm.register("stop") { [unowned host] frame in
            host.vm.interrupt.end(entry: frame.integer(1) ?? 0)
            return .returned
        }
        try host.run("entry()")
        #expect(entries.count == 1)
        // Too late: the first event is over.
        try host.run("entry() stop(\(entries[0])) for i = 1, 100000 do end print('on')")
        #expect(host.lines == ["on"] && entries.count == 2 && entries[1] != entries[0])
        let step = entries[1] - entries[0]
        let error = host.failure(of: "stop(\(entries[1] + step)) while true do end")
        #expect(error?.code == .interrupted)
        #expect(host.vm.revive())
        try host.run("print('again')")
        #expect(host.lines == ["on", "again"])
    }
}
