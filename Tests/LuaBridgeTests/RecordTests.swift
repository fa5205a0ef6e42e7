internal import LuaBridge
internal import Testing

/// Messages: fresh plain tables with known keys.
@Suite struct RecordTests {
    private struct Shapes {
        let contract: LuaShape
        let status: LuaShape
    }

    private func makeHost() throws -> (TestHost, Shapes) {
        let host = try TestHost()
        let contract = try host.vm.makeShape(name: "contract", keys: ["conId", "symbol", "exchange"])
        let status = try host.vm.makeShape(
            name: "orderStatus",
            keys: ["orderId", "status", "filled", "avgFillPrice", "contract", "list"],
            unknownKey: { frame, key in
                if key == "id" { return try frame.field(1, "orderId") }
                throw LuaRaise(message: "orderStatus.\(key): no such field")
            },
            text: { frame in
                let fields = try frame.entries(1).map { "\($0.key)=\(Self.text($0.value))" }
                return "<orderStatus \(fields.joined(separator: ", "))>"
            }
        )
        try host.vm.register("status") { frame in
            frame.results.push(status) { record in
                record.set(0, 7)
                record.set(1, "Submitted")
                record.set(3, 1.5)
                record.set(4, contract) { record in
                    record.set(1, "AAPL")
                    record.set(0, 265_598)
                }
                record.set(5) { writer in
                    writer.pushArray(count: 2) { i in writer.push(contract) { $0.set(0, i) } }
                }
            }
            return .returned
        }
        return (host, Shapes(contract: contract, status: status))
    }

    private static func text(_ value: LuaValue) -> String {
        switch value {
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let value): value
        case .table(let entries): "<" + entries.map { "\($0.key)=\(text($0.value))" }.joined(separator: ", ") + ">"
        case .array(let elements): "[" + elements.map(text).joined(separator: ", ") + "]"
        default: "?"
        }
    }

    @Test func fieldsAreThereAndAbsentOnesAreNil() throws {
        let (host, _) = try makeHost()
        try host.run(
            """
            local m = status()
            print(m.orderId, m.status, m.filled, m.avgFillPrice, m.contract.symbol, m.contract.exchange, #m.list, m.list[2].conId)
            print(rawget(m, 'filled'), type(m), m[1])
            """
        )
        #expect(host.lines == ["7 Submitted nil 1.5 AAPL nil 2 1", "nil table nil"])
    }

    @Test func anUnknownKeyAsksTheHost() throws {
        let (host, _) = try makeHost()
        try host.run("print(status().id, status().contract.unheardOf)")
        #expect(host.lines == ["7 nil"])
        #expect(
            host.failure(of: "local m = status()\nprint(m.statsu)")?.description
                == "test.lua:2: orderStatus.statsu: no such field"
        )
    }

    @Test func theTextShowsTheFieldsInTheirOrderThenWhatWasAdded() throws {
        let (host, _) = try makeHost()
        try host.run("local m = status() m.zebra = 1 m.filled = 3 print(m)")
        #expect(
            host.lines == [
                "<orderStatus orderId=7, status=Submitted, filled=3, avgFillPrice=1.5, "
                    + "contract=<conId=265598, symbol=AAPL>, list=[<conId=0>, <conId=1>], zebra=1>"
            ]
        )
    }

    @Test func recordsAreFreshPlainTables() throws {
        let (host, _) = try makeHost()
        try host.run(
            """
            local a, b = status(), status()
            a.orderId = 8
            print(a.orderId, b.orderId, a == b, getmetatable(a), (pcall(setmetatable, a, {})))
            local n = 0
            for k in pairs(a) do n = n + 1 end
            print(n)
            """
        )
        #expect(host.lines == ["8 7 false false false", "5"])
    }

    @Test func aRecordIsAnArgumentOfAHandlerAndAResultOfAWait() throws {
        let (host, shapes) = try makeHost()
        try host.run("on(function(m, x) print(m.orderId, x) end) print(wait('x').orderId)")
        let outcome = try host.vm.call(host.functions[0]) { writer in
            writer.push(shapes.status) { $0.set(0, 5) }
            writer.push("more")
        }
        #expect(outcome == .finished)
        _ = try host.vm.resume(1) { writer in writer.push(shapes.status) { $0.set(0, 6) } }
        #expect(host.lines == ["5 more", "6"])
    }

    @Test func theHostSeesWhichShapeItGets() throws {
        let (host, _) = try makeHost()
        var names: [String?] = []
        try host.vm.register("look") { frame in
            names.append(frame.shape(1)?.name)
            return .returned
        }
        try host.run("look(status()) look(status().contract) look({}) look(setmetatable({}, { 1, 0 })) look()")
        #expect(names == ["orderStatus", "contract", nil, nil, nil])
    }
}
