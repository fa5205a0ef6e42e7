import RandomTesting
internal import TWSWire
internal import Testing

/// Setting fields by position, as scripts and JSON do.
@Suite struct FieldValueTests {
    @Test("Every field of every message and structure takes its own value back", arguments: 0..<20)
    func setsWhatItGets(_ seed: Int) throws {
        var random = RandomStructure(source: SplitMix(seed: UInt64(seed)))
        for type in ClientMessage.payloads { try check(type, &random) }
        for type in ServerMessage.payloads { try check(type, &random) }
    }

    private func check<Value: WireStructure>(_ type: Value.Type, _ random: inout RandomStructure) throws {
        let original = try random.make(type)
        var copy = Value()
        for index in Value.fields.indices { try copy.set(original.value(at: index), at: index) }
        #expect(copy == original, "\(Value.structureName)")
        for index in Value.fields.indices { #expect(Value.index(of: Value.fields[index].name) == index) }
    }

    @Test func wrongKindsAreRefusedWithTheFieldsName() throws {
        var order = Order()
        let price = try #require(Order.index(of: "lmtPrice"))
        let kind = try #require(Order.index(of: "orderType"))
        let parent = try #require(Order.index(of: "parentId"))
        let conditions = try #require(Order.index(of: "conditions"))
        for (value, index, name) in [
            (FieldValue.string("12"), price, "lmtPrice"), (.integer(1), kind, "orderType"),
            (.double(1.5), parent, "parentId"),
            (.integer(1 << 40), parent, "parentId"), (.list([.integer(1)]), conditions, "conditions"),
        ] {
            let error = #expect(throws: WireError.self) { try order.set(value, at: index) }
            #expect(error?.field == name)
        }
        #expect(order == Order())
        #expect(throws: WireError.self) { try order.set(.integer(1), at: 10_000) }
    }

    @Test func wholeNumbersFitIntegers() throws {
        var order = Order()
        try order.set(.double(7), at: try #require(Order.index(of: "parentId")))
        #expect(order.parentId == 7)
        try order.set(.double(0.5), at: try #require(Order.index(of: "totalQuantity")))
        #expect(order.totalQuantity == ExactDecimal("0.5"))
    }
}
