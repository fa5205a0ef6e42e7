import Notation
import RandomTesting
import TWSWire
import Testing
import Trading

/// Every message, with every field set to something else than its default, goes through the bytes and comes back.
@Suite("Messages as bytes")
struct StructureBytesTests {
    /// A value of a kind; different for each place.
    private static func value(_ type: FieldType, _ place: Int, depth: Int = 0) throws -> FieldValue {
        switch type {
        case .int, .long: return .integer(place + 3)
        case .double: return .double(Double(place) + 0.1)
        case .decimal: return .decimal(try #require(ExactDecimal(coefficient: Int64(place + 1), scale: 3)))
        case .string: return .string("t\u{1}ä\(place)")
        case .bool: return .bool(true)
        case .structure(let inner): return .structure(try filled(inner, depth: depth + 1))
        case .list(let element):
            return .list(
                depth > 3 ? [] : [try value(element, place, depth: depth + 1), try value(element, 1, depth: 4)]
            )
        }
    }

    private static func filled<Value: WireStructure>(_ type: Value.Type, depth: Int = 0) throws -> Value {
        var value = Value()
        for (place, field) in Value.fields.enumerated() {
            // What a field does not take keeps its default: the rest is compared all the same.
            try? value.set(try Self.value(field.type, place, depth: depth), at: place)
        }
        return value
    }

    private static func check<Value: WireStructure>(_ type: Value.Type) throws {
        let value = try filled(type)
        if !Value.fields.isEmpty { #expect(value != Value(), "\(Value.structureName)") }
        var writer = ByteWriter()
        writer.structure(value)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.structure(Value.self) == value, "\(Value.structureName)")
        try reader.finish()
    }

    @Test("of TWS come back as they were")
    func server() throws {
        for type in ServerMessage.payloads { try Self.check(type) }
    }

    @Test("of a client come back as they were")
    func client() throws {
        for type in ClientMessage.payloads { try Self.check(type) }
    }

    @Test("keep their kind")
    func kinds() throws {
        var cancel = ClientMessage.CancelOrder()
        cancel.orderId = 7
        var writer = ByteWriter()
        writer.message(cancel.clientMessage)
        var tick = ServerMessage.TickPrice()
        (tick.reqId, tick.price, tick.size) = (9, .nan, ExactDecimal("100.0"))
        writer.message(tick.serverMessage)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.clientMessage() == cancel.clientMessage)
        guard case .tickPrice(let read) = try reader.serverMessage() else {
            Issue.record("another message")
            return
        }
        #expect(read.price.isNaN && read.size?.scale == 1)
    }

    @Test("bytes that another process made up never do more than fail", arguments: 0..<20)
    func madeUp(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        var writer = ByteWriter()
        var order = Order()
        (order.totalQuantity, order.conditions) = (5, [OrderCondition(), OrderCondition()])
        let new = Intent.NewOrder(contract: Contract(), order: order, named: [1, 2], key: "k")
        writer.intent(.place([new, new]))
        for _ in 0..<2_000 {
            var bytes = writer.bytes
            for _ in 0...Int.random(in: 0..<6, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            var reader = ByteReader(bytes)
            guard let intent = try? reader.intent() else { continue }
            if case .place(let orders) = intent { #expect(orders.count <= bytes.count) }
        }
    }
}
