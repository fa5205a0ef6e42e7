import RandomTesting
internal import Testing

@testable internal import TWSWire

/// The generated accessors agree with the reading and setting of fields by position.
@Suite struct AccessorTests {
    private static let payloads: [any WireStructure.Type] =
        ServerMessage.payloads.map { $0 as any WireStructure.Type }
        + ClientMessage.payloads.map { $0 as any WireStructure.Type }
        + [Order.self, Contract.self, OrderState.self, ContractDetails.self, Execution.self, ComboLeg.self]

    /// The positions whose printed values differ; printing shows every field of what is inside as well.
    private static func byValue<Value: WireStructure>(_ left: Value, _ right: Value) -> [Int] {
        Value.fields.indices.filter { "\(left.value(at: $0))" != "\(right.value(at: $0))" }
    }

    @Test(arguments: 1...20)
    func differencesAreThoseOfTheValues(seed: UInt64) throws {
        func check<Value: WireStructure>(_ type: Value.Type) throws {
            var random = RandomStructure(source: SplitMix(seed: seed))
            let left = try random.make(type)
            let right = try random.make(type)
            #expect(left.differingFields(from: right) == Self.byValue(left, right), "\(type)")
            #expect(left.differingFields(from: left).isEmpty)
            for index in type.fields.indices {
                var changed = left
                try changed.set(right.value(at: index), at: index)
                #expect(left.differingFields(from: changed) == (left == changed ? [] : [index]), "\(type) \(index)")
            }
        }
        for type in Self.payloads { try check(type) }
    }

    @Test func requestIdIsTheFieldReqId() throws {
        func number(_ payload: some WireStructure) -> Int? {
            guard let index = type(of: payload).index(of: "reqId") else { return nil }
            guard case .integer(let value) = payload.value(at: index) else { return nil }
            return value
        }
        for type in ServerMessage.payloads {
            let message = type.init().serverMessage
            let numbered = message.with(requestId: 4711)
            #expect(message.requestId == number(message.payload) && numbered.requestId == number(numbered.payload))
            #expect(numbered.requestId == (type.index(of: "reqId") == nil ? nil : 4711), "\(type)")
            if numbered.requestId == nil { #expect(numbered == message) }
        }
        for type in ClientMessage.payloads {
            let message = type.init().clientMessage
            let numbered = message.with(requestId: 4711)
            #expect(message.requestId == number(message.payload) && numbered.requestId == number(numbered.payload))
            #expect(numbered.requestId == (type.index(of: "reqId") == nil ? nil : 4711), "\(type)")
            if numbered.requestId == nil { #expect(numbered == message) }
        }
    }
}
