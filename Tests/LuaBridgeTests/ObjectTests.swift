internal import LuaBridge
internal import Testing

/// Things with identity: userdata that holds one reference to a Swift object.
@Suite struct ObjectTests {
    final class Trade: LuaObject {
        let id: Int
        var limit: Double
        private let released: () -> Void

        init(_ id: Int, released: @escaping () -> Void = {}) {
            self.id = id
            limit = 10
            self.released = released
        }

        deinit { released() }
    }

    final class Series: LuaObject {
        var values = [1.5, 2.5, 3.5]
    }

    private static func tradeClass() -> LuaClass<Trade> {
        var description = LuaClass<Trade>(name: "trade")
        description.field("id") { .integer($0.id) }
        description.field("limit") {
            .number($0.limit)
        } set: { trade, value in
            guard case .number(let limit) = value else { throw LuaRaise(message: "a limit is a number") }
            trade.limit = limit
        }
        description.field("commission") { _ in nil }
        description.unknown = { LuaRaise(message: "trade.\($0): none of \($1.joined(separator: " "))") }
        description.text = { "<trade \($0.id)>" }
        description.call = { trade, frame in .value(.string("\(trade.id) called with \(frame.count)")) }
        description.method("wait", waits: true) { trade, frame in
            .waiting(LuaToken(trade.id * 100 + (frame.integer(1) ?? 0)))
        }
        description.method("twice") { trade, frame in
            frame.results.push(trade)
            return .value(.object(trade))
        }
        return description
    }

    private func makeHost(released: @escaping (Int) -> Void = { _ in }) throws -> TestHost {
        let host = try TestHost()
        try host.vm.add(Self.tradeClass())
        try host.vm.register("trade") { frame in
            let id = frame.integer(1) ?? 0
            return .value(.object(Trade(id) { released(id) }))
        }
        return host
    }

    @Test func fieldsMethodsTextAndCalls() throws {
        let host = try makeHost()
        try host.run(
            """
            local t = trade(7)
            print(t.id, t.limit, t.commission, t)
            t.limit = 11.5
            print(t.limit, t(1, 2, 3))
            print(select('#', t:twice()))
            """
        )
        #expect(host.lines == ["7 10.0 nil <trade 7>", "11.5 7 called with 3", "2"])
    }

    @Test func anUnknownFieldIsAnErrorAtItsLine() throws {
        let host = try makeHost()
        let error = host.failure(of: "local t = trade(7)\nprint(t.limt)")
        #expect(error?.description == "test.lua:2: trade.limt: none of id limit commission wait twice")
        #expect(host.failure(of: "trade(7).idd = 8")?.message == "trade.idd: none of id limit commission wait twice")
    }

    @Test func aFieldIsSetOnlyAsItIsDeclared() throws {
        let host = try makeHost()
        #expect(host.failure(of: "trade(7).id = 8")?.message == "trade.id cannot be set")
        #expect(host.failure(of: "trade(7).limit = 'high'")?.message == "a limit is a number")
        #expect(host.failure(of: "trade(7)[1] = 8")?.message == "a field's name must be text")
    }

    @Test func aFieldMayBearThePrefixOfItsClass() throws {
        let host = try TestHost()
        var description = LuaClass<Series>(name: "series")
        description.optionalPrefix = "m_"
        description.field("first") { .number($0.values[0]) }
        description.field("m_second") { .number($0.values[1]) }
        description.method("third") { series, _ in .value(.number(series.values[2])) }
        try host.vm.add(description)
        try host.vm.register("series") { _ in .value(.object(Series())) }
        try host.run("local s = series() print(s.first, s.m_first, s.m_second, s:third())")
        #expect(host.lines == ["1.5 1.5 2.5 3.5"])
        #expect(host.failure(of: "print(series().second)")?.message == "series.second: no such field")
        #expect(host.failure(of: "series():m_third()")?.message == "series.m_third: no such field")
    }

    @Test func aClassListsItsMembersInTheirOrder() throws {
        var description = Self.tradeClass()
        #expect(description.fieldNames == ["id", "limit", "commission"])
        #expect(description.methodNames == ["wait", "twice"])
        let values = description.values
        description.entries = { .table(try values($0)) }
        description.field("late") { _ in true }
        #expect(description.fieldNames == ["id", "limit", "commission", "late"])
        #expect(description.methodNames == ["wait", "twice", "each"])
        #expect(LuaValue.table(try values(Trade(7))) == ["id": 7, "limit": 10.0])
    }

    @Test func aMethodWaits() throws {
        let host = try makeHost()
        #expect(try host.run("print(trade(7):wait(3))") == .waiting(703))
        #expect(try host.vm.resume(703, with: .success(["filled"])) == .finished)
        #expect(host.lines == ["filled"])
    }

    @Test func aMethodChecksItsObject() throws {
        let host = try makeHost()
        #expect(host.failure(of: "local t = trade(7) t.wait(3)")?.message == "bad self (call the method with ':')")
        #expect(host.failure(of: "trade(7).wait({ id = 7 })")?.message == "bad self (call the method with ':')")
        try host.vm.add(LuaClass<Series>(name: "series"))
        try host.vm.register("series") { _ in .value(.object(Series())) }
        #expect(host.failure(of: "trade(7).twice(series())")?.message == "bad self (call the method with ':')")
        #expect(host.failure(of: "series().x = 1")?.message == "series.x cannot be set")
        try host.run("print(series().x, series())")
        #expect(host.lines == ["nil series"])
    }

    @Test func theMetatableIsOutOfReach() throws {
        let host = try makeHost()
        try host.run(
            "local t = trade(7) print(getmetatable(t), (pcall(setmetatable, t, {})), (pcall(rawset, t, 'id', 8)))"
        )
        #expect(host.lines == ["false false false"])
    }

    @Test func anObjectIsReleasedOnceWhenTheScriptForgetsIt() throws {
        var released: [Int] = []
        let host = try makeHost { released.append($0) }
        try host.run("keep = trade(1) do local t = trade(2) t:twice() end for i = 3, 50 do trade(i) end")
        host.vm.collect()
        #expect(released.sorted() == [2] + Array(3...50))
        try host.run("print(keep.id) keep = nil")
        host.vm.collect()
        host.vm.collect()
        #expect(released.filter { $0 == 1 }.count == 1)
        #expect(released.count == 50)
    }

    @Test func closingTheVMReleasesWhatScriptsHold() throws {
        var released: [Int] = []
        do {
            let host = try makeHost { released.append($0) }
            try host.run("keep = { trade(1), trade(2) } on(function() return keep end) wait(trade(3))")
            #expect(released == [])
        }
        #expect(released.sorted() == [1, 2, 3])
    }

    @Test func anObjectThatCouldNotBePushedIsReleased() throws {
        var released = 0
        let host = try makeHost { _ in released += 1 }
        try host.vm.register("many") { frame in
            for id in 0..<1_000 { frame.results.push(Trade(id) { released += 1 }) }
            return .value(.string(String(repeating: "x", count: 2 << 20)))
        }
        #expect(host.failure(of: "many()")?.code == .outOfMemory)
        host.vm.collect()
        #expect(released == 1_000)
    }

    @Test func theSameObjectIsTheSameValue() throws {
        let host = try makeHost()
        let trade = Trade(9)
        try host.vm.register("current") { _ in .value(.object(trade)) }
        try host.vm.register("isTheSame") { frame in .value(.bool(frame.object(1, as: Trade.self) === trade)) }
        try host.run(
            "local a, b = current(), current() print(a == b, ({ [a] = 'found' })[b], isTheSame(a), trade(9) == a)"
        )
        #expect(host.lines == ["true found true false"])
        try host.run("print(isTheSame(current()), isTheSame(trade(9)), isTheSame(1))")
        #expect(host.lines.last == "true false false")
    }

    @Test func elementsLengthAndIteration() throws {
        let host = try TestHost()
        var description = LuaClass<Series>(name: "series")
        description.element = { series, i in .number(series.values[i])
        }
        description.length = { $0.values.count }
        description.method("column") { series, _ in .value(.array(series.values.map { .number($0) })) }
        try host.vm.add(description)
        try host.vm.register("series") { _ in .value(.object(Series())) }
        try host.run(
            """
            local h = series()
            print(#h, h[1], h[3], h[4], h[0], #h:column(), h.nothing)
            for i, v in h:each() do print(i, v) end
            for i, v in pairs(h) do print(i, v) end
            """
        )
        let each = ["1 1.5", "2 2.5", "3 3.5"]
        #expect(host.lines == ["3 1.5 3.5 nil nil 3 nil"] + each + each)
    }

    /// A place that a script gives is inside before anything is reckoned with it.
    @Test(arguments: [
        "math.mininteger", "math.maxinteger", "0", "-1", "4", "1e300", "0/0", "-1/0", "2^53", "'1'", "1.5",
    ])
    func aPlaceOutsideIsNil(place: String) throws {
        let host = try TestHost()
        var description = LuaClass<Series>(name: "series")
        description.element = { series, place in .number(series.values[place]) }
        description.length = { $0.values.count }
        try host.vm.add(description)
        try host.vm.register("series") { _ in .value(.object(Series())) }
        try host.run(
            """
            local h = series()
            local step = pairs(h)
            print(h[\(place)], select('#', pcall(step, h, \(place))) > 0, h[1] ~= nil)
            """
        )
        #expect(host.lines == ["nil true true"])
    }

    @Test func entriesAreIterated() throws {
        let host = try TestHost()
        var description = LuaClass<Series>(name: "account")
        description.entries = { _ in .table([("cash", 5)]) }
        try host.vm.add(description)
        try host.vm.register("account") { _ in .value(.object(Series())) }
        try host.run("for k, v in pairs(account()) do print(k, v) end for k, v in account():each() do print(k, v) end")
        #expect(host.lines == ["cash 5", "cash 5"])
    }

    @Test func anObjectBeingReleasedCannotRunTheScript() throws {
        let host = try TestHost()
        try host.vm.add(Self.tradeClass())
        var code: ScriptError.Code?
        try host.run("on(function() print('ran') end)")
        try host.vm.register("trade") { [unowned host] _ in
            .value(
                .object(
                    Trade(1) {
                        do { _ = try host.vm.call(host.functions[0]) } catch { code = (error as? ScriptError)?.code }
                    }
                )
            )
        }
        try host.run("trade()")
        host.vm.collect()
        #expect(code == .closed)
        #expect(host.lines == [])
    }

    @Test func functionHandlesKeepTheFunctionUntilTheyAreDropped() throws {
        var released = 0
        let host = try makeHost { _ in released += 1 }
        try host.run("do local t = trade(1) on(function() print(t.id) end) end")
        host.vm.collect()
        #expect(try host.vm.call(host.functions[0]) == .finished)
        #expect(host.lines == ["1"])
        #expect(released == 0)
        let function = host.functions[0]
        host.forgetFunctions()
        function.release()
        function.release()
        let error = #expect(throws: ScriptError.self) { try host.vm.call(function) }
        #expect(error?.code == .closed)
        host.vm.collect()
        #expect(released == 1)
    }
}
