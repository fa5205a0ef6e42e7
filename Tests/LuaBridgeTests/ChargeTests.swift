internal import LuaBridge
internal import Testing

/// Work in C that no instruction counts: each of these once ran for minutes, or for ever, in one call or a few.
@Suite struct ChargeTests {
    private func budget(seconds: Double, bytesPerBlock: Int = 4 << 20) -> LuaVM.Budget {
        LuaVM.Budget(
            instructionsPerEvent: 1_000_000_000_000,
            instructionsForMain: 1_000_000_000_000,
            bytes: 64 << 20,
            bytesPerBlock: bytesPerBlock,
            seconds: seconds
        )
    }

    /// Ends by the clock, within seconds of it.
    @Test(arguments: [
        // One instruction: half a second for 500 of the first.
        "local a = ('\\0'):rep(3900000) local b, c = a .. 'b', a .. 'c' while true do local _ = b < c end",
        "local a = '0x' .. ('0'):rep(3900000) while true do local _ = a + 1 end",
        "local a = ('x'):rep(3900000) local b, c = a .. 'b', a .. 'b' while true do local _ = b == c end",
        // The same in a coroutine that was made before, and in the main one after it.
        """
        local text
        local co = coroutine.wrap(function() while true do coroutine.yield() if text then local _ = text < text .. 'x' end end end)
        co()
        text = ('\\0'):rep(1900000)
        while true do co() end
        """,
        "local a co = coroutine.wrap(function() a = ('\\0'):rep(3900000) end) co() local b = a .. 'b' while true do local _ = a < b end",
        // A pattern that goes back and forth.
        "local s = ('a'):rep(3000) string.find(s, ('.-'):rep(8) .. 'b')",
        "local s = ('a'):rep(3000) string.match(s, ('(a*)'):rep(12) .. 'b')",
        "local s = ('a'):rep(100000) for _ in s:gmatch('a-a-a-a-b') do end",
        "local s = ('a'):rep(1000000) s:gsub('a*a*b', '')",
        "local s = ('('):rep(1000000) while true do s:gsub('%b()', '') end",
        "local s = ('a'):rep(1000000) while true do s:find('[' .. ('b'):rep(60000) .. ']') end",
        "local s = ('a'):rep(2000000) while true do s:find(('a'):rep(60000) .. 'b', 1, true) end",
        // Loops in C that call back.
        "local t = {} local f = ('%%'):rep(30000) for i = 1, 100000 do t[i] = f end table.sort(t, string.format)",
        "local t, f = {}, ('\\0'):rep(60000) for i = 1, 100000 do t[i] = f .. (i % 10) end",
        "local t, f = {}, ('\\0'):rep(60000) for i = 1, 100 do t[i] = f .. i end while true do table.sort(t) end",
        """
        local t, list = {}, {}
        for i = 1, 60000 do t[i .. ''] = i end
        t[t] = 1
        for k in pairs(t) do if k ~= t then t[k] = nil end end
        for i = 1, 100000 do list[i] = t end
        while true do pcall(table.sort, list, next) end
        """,
        "while true do local s = ('a'):rep(100000):gsub('a', string.upper) end",
        // Metamethods and iterators that are functions of C.
        """
        local t, base = {}, ('k'):rep(580000)
        for i = 1, 96 do t[base .. i] = i end
        setmetatable(t, { __index = pairs, __lt = pairs, __len = pairs, __concat = pairs, __eq = pairs })
        while true do local a, b, c = t.x, #t, t .. 1 end
        """,
        "local t, base = {}, ('k'):rep(60000) for i = 1, 900 do t[base .. i] = i end for _ in pairs, t do end",
        // A table that is made anew again and again.
        "local t, n = {}, 0 for i = 1, 65536 do t[i .. ''] = i end while true do n = n + 1 t[n .. ''] = nil t[-n] = 1 end",
        "while true do pcall(string.pack, 'c4000000', 'x') end",
        "local s = ('\\x80'):rep(3900000) while true do pcall(utf8.offset, s, 2, 1) end",
    ])
    func endsByTheClock(source: String) throws {
        let host = try TestHost(budget(seconds: 0.2))
        let start = ContinuousClock.now
        var failure: ScriptError?
        do { try host.run(source) } catch { failure = error }
        let time = ContinuousClock.now - start
        if let failure { #expect([.time, .instructions, .outOfMemory].contains(failure.code), "\(failure)") }
        #expect(time < .seconds(10))
    }

    /// Text that is too long is refused before a byte of it is read.
    @Test(arguments: [
        "string.char(table.unpack(list))", "utf8.char(table.unpack(list))", "math.max(table.unpack(list))",
        "string.pack('z', long)", "string.pack(long)", "tonumber(long)", "string.rep('x', long)", "string.format(long)",
        "string.format('%d', long)", "table.sort(list)", "table.sort(list, rawequal)", "('x'):find('x', long)",
        "('x'):gsub('x', 'y', long)", "math.floor(long)",
    ])
    func longTextIsRefused(call: String) throws {
        var budget = LuaVM.Budget.small
        budget.instructionsForMain = 200_000
        let host = try TestHost(budget)
        try host.run(
            """
            local long, list = '0x' .. ('0'):rep(65536), {}
            for i = 1, 1000 do list[i] = long end
            print(pcall(function() return \(call) end))
            """
        )
        #expect(host.lines.count == 1)
        #expect(
            host.lines.first?.hasSuffix("more than 64 kB)") == true
                || host.lines.first?.hasSuffix("more than 64 kB") == true
        )
    }

    /// What is short, or only carried about, is as it was.
    @Test func shortTextAndLongTextThatIsOnlyCarriedWork() throws {
        let host = try TestHost()
        try host.run(
            """
            local long = ('x'):rep(300000)
            print(#(long .. long), #long:sub(2), #('%s'):format(long), select('#', long), #table.concat({ long, 'y' }), #long:upper())
            print(('10'):rep(2) + 0, math.floor('3.5'), ('%d'):format('7'), string.char('65'), tonumber('0x10'), tonumber('zz', 36))
            local t = { 'b', 'c', 'a' } table.sort(t) print(table.concat(t)) table.sort(t, function(a, b) return a > b end) print(table.concat(t))
            print((pcall(table.sort, { 3, 1, 'x' }))) print(long:find('y', 1, true), (long .. 'y'):find('y', 1, true), (long .. 'y'):find('xy'))
            """
        )
        #expect(
            host.lines == [
                "600000 299999 300000 1 300001 300000", "1010 3 7 A 16 1295", "abc", "cba",
                "false", "nil 300001 300000 300001",
            ]
        )
    }
}
