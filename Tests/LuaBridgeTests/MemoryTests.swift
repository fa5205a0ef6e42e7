internal import LuaBridge
internal import Testing

/// The limit in all and per block; the host survives both.
@Suite struct MemoryTests {
    @Test(arguments: [
        "local t = {} for i = 1, 1e9 do t[i] = { i } end",
        "local s = 'x' while true do s = s .. s end",
        "local t = {} for i = 1, 1e9 do t[#t + 1] = ('x'):rep(1000) .. i end",
        "print(('x'):rep(1 << 40))",
        "print(('x'):rep(1e7, ('y'):rep(1e6)))",
        "local s = ('x'):rep(1e6):gsub('x', ('%0'):rep(500))",
        "local function f(...) return f(1, ...) end f()",
    ])
    func aScriptThatGrowsIsStopped(source: String) throws {
        let host = try TestHost()
        let error = host.failure(of: source)
        #expect(error?.code == .outOfMemory)
        #expect(error?.message == "not enough memory")
        #expect(host.vm.bytesInUse <= host.vm.budget.bytes)
        host.vm.collect()
        #expect(host.vm.bytesInUse < 500_000)
        try host.run("print('alive')")
        #expect(host.lines == ["alive"])
    }

    @Test func aScriptMayCatchTheErrorAndGoOn() throws {
        let host = try TestHost()
        try host.run(
            """
            local ok, e = pcall(function() local t = {} for i = 1, 1e9 do t[i] = { i } end end)
            print(ok, e)
            local ok, e = pcall(string.rep, 'x', 1 << 40)
            print(ok, e)
            print(#('x'):rep(1000))
            """
        )
        #expect(host.lines == ["false not enough memory", "false not enough memory", "1000"])
    }

    @Test func oneBlockIsLimited() throws {
        var budget = LuaVM.Budget.small
        budget.bytesPerBlock = 100_000
        let host = try TestHost(budget)
        try host.run(
            "print(#('x'):rep(90000)) print(pcall(function() return ('x'):rep(60000) .. ('y'):rep(60000) end))"
        )
        #expect(host.lines == ["90000", "false not enough memory"])
        #expect(host.failure(of: "local t = {} for i = 1, 20000 do t[i] = i end")?.code == .outOfMemory)
        #expect(host.vm.bytesInUse < 1 << 20)
    }

    @Test func whatTheHostPushesBeyondTheLimitIsAnErrorOfTheScript() throws {
        var budget = LuaVM.Budget.small
        budget.instructionsForMain = 100_000_000
        let host = try TestHost(budget)
        try host.vm.register("big") { frame in
            let text = String(repeating: "z", count: 10_000)
            return .value(.array((0..<(frame.integer(1) ?? 0)).map { .string(text + String($0)) }))
        }
        try host.run("print(#big(500)) print(pcall(big, 850)) print(pcall(big, 5000)) print(#big(500))")
        #expect(host.lines == ["500", "false not enough memory", "false not enough memory", "500"])
        #expect(host.failure(of: "big(5000)")?.code == .outOfMemory)
        try host.vm.register("long") { frame in
            frame.results.push(String(repeating: "x", count: 12 << 20))
            return .value("and more")
        }
        #expect(host.failure(of: "print(long())")?.code == .outOfMemory)
        #expect(host.vm.collect() < 500_000)
    }

    @Test func theHostMayUseTheReserveWhenTheScriptHasFilledItsMemory() throws {
        var budget = LuaVM.Budget.small
        budget.instructionsPerEvent = 20_000_000
        let host = try TestHost(budget)
        try host.vm.register("echo") { _ in .value(.string(String(repeating: "x", count: 100_000))) }
        try host.run(
            """
            on(function(message, list) keep = nil print('got', message, #list, #wait()) end)
            on(function() fill() local ok, e = pcall(echo) keep = nil print(ok, e) end)
            on(function() fill() wait() print('answered') end)
            function fill()
                keep = nil
                pcall(function() while true do keep = { keep } end end)
            end
            fill()
            """
        )
        let long = LuaValue.string(String(repeating: "x", count: 500_000))
        #expect(host.vm.bytesInUse > host.vm.budget.bytes - 1_000)
        let list = LuaValue.array((0..<10_000).map { .integer($0) })
        #expect(try host.settle(try host.vm.call(host.functions[0], ["hello", list])) == .waiting(1))
        #expect(try host.settle(try host.vm.resume(1, with: .success([long]))) == .finished)
        #expect(host.lines == ["got hello 10000 500000"])
        #expect(try host.settle(try host.vm.call(host.functions[2])) == .waiting(2))
        #expect(host.vm.bytesInUse > host.vm.budget.bytes - 1_000)
        #expect(try host.settle(try host.vm.resume(2, with: .success([long]))) == .finished)
        #expect(host.lines.last == "answered")
        #expect(host.vm.bytesInUse <= host.vm.budget.bytes + 1 << 20)
        try host.settle(try host.vm.call(host.functions[1]))
        #expect(host.lines.last == "false not enough memory")
    }

    @Test func argumentsThatDoNotFitAreAnErrorAndNothingIsLeft() throws {
        let host = try TestHost()
        try host.run("on(print)")
        let long = String(repeating: "x", count: 12 << 20)
        let error = #expect(throws: ScriptError.self) { try host.vm.call(host.functions[0], [.string(long)]) }
        #expect(error?.code == .outOfMemory)
        let block = String(repeating: "x", count: 2 << 20)
        let second = #expect(throws: ScriptError.self) { try host.vm.call(host.functions[0], [.string(block)]) }
        #expect(second?.code == .outOfMemory)
        #expect(throws: ScriptError.self) { try host.vm.set("x", to: .string(long)) }
        #expect(try host.vm.call(host.functions[0], ["fits"]) == .finished)
        #expect(host.lines == ["fits"])
    }

    @Test func aVMThatIsTooSmallIsRefused() {
        for bytes in stride(from: 0, to: 24_000, by: 777) {
            var budget = LuaVM.Budget.small
            budget.bytes = bytes
            do {
                let vm = try LuaVM(budget: budget)
                #expect(vm.bytesInUse <= bytes + 1 << 20)
            } catch {
                #expect(error.code == .outOfMemory)
            }
        }
    }

    @Test func poolsAndRegistriesDoNotGrow() throws {
        let host = try TestHost()
        try host.run("function handler(x) return { x } end on(handler)")
        func round() throws {
            for i in 0..<200 { _ = try host.vm.call(host.functions[0], [.integer(i), "text"]) }
            for _ in 0..<20 { _ = host.failure(of: "fail(1, 'x')") }
            try host.run("for i = 1, 100 do on(handler) end")
            host.forgetFunctions()
            try host.run("on(handler)")
            host.vm.collect()
        }
        for _ in 0..<3 { try round() }
        let before = host.vm.collect()
        for _ in 0..<10 { try round() }
        #expect(host.vm.collect() <= before + 2_000)
    }

    @Test func blocksThatAreKeptForLaterDoNotCount() throws {
        let host = try TestHost()
        let churn = "for i = 1, 20000 do local t = { i, a = i, b = { i } } end"
        try host.run(churn)
        let settled = host.vm.collect()
        try host.run(churn)
        #expect(host.vm.collect() <= settled + 1_000)
        #expect(settled < 200_000)
    }

    @Test func blocksKeepTheirContentsWhenTheyGrowAndShrink() throws {
        let host = try TestHost()
        try host.run(
            """
            local sum, length = 0, 0
            for n = 1, 400 do
                local t = {}
                for i = 1, n do t[i] = i t["k" .. i] = i end
                for i = 1, n do sum = sum + t[i] - t["k" .. i] end
                for i = 2, n do t[i] = nil t["k" .. i] = nil end
                t.more = n
                sum = sum + t[1] + t.k1 + t.more
                length = length + #("x"):rep(n)
            end
            print(sum, length)
            """
        )
        #expect(host.lines == ["81000 80200"])
    }
}
