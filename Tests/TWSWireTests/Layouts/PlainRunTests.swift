import RandomTesting
internal import Testing

@testable internal import TWSWire

/// An order that sets none of the members that few orders set is written from prepared runs; they are the bytes that the
/// same order becomes field by field.
@Suite struct PlainRunTests {
    private static let versions = [ServerVersion.unframed] + Array(ServerVersion.floor...ServerVersion.ceiling)

    /// The order with members of its own instead of the shared ones, whatever their values.
    private static func apart(_ order: Order) -> Order {
        var order = order
        let code = order.exemptCode
        order.exemptCode = code + 1
        order.exemptCode = code
        return order
    }

    @Test(arguments: 1...20)
    func preparedRunsAreTheFieldsOneByOne(seed: UInt64) throws {
        var random = RandomStructure(source: SplitMix(seed: seed))
        var message = ClientMessage.PlaceOrder()
        let filled = try random.make(Order.self)
        (message.orderId, message.contract) = (Int(seed), try random.make(Contract.self))
        for place in 0..<19 { try message.order.set(filled.value(at: place), at: place) }
        var other = message
        other.order = Self.apart(message.order)
        #expect(message.order.hasPlainTail && !other.order.hasPlainTail && message == other)
        for version in Self.versions {
            let bytes = Result { try ClientMessage.placeOrder(message).body(serverVersion: version) }
            let expected = Result { try ClientMessage.placeOrder(other).body(serverVersion: version) }
            #expect(try bytes.get() == expected.get(), "\(version)")
        }
    }

    @Test func aRareMemberIsWritten() throws {
        var message = ClientMessage.PlaceOrder()
        message.order.goodAfterTime = "20260105 10:00:00"
        #expect(!message.order.hasPlainTail)
        for version in Self.versions {
            let bytes = try ClientMessage.placeOrder(message).body(serverVersion: version)
            #expect(String(decoding: bytes, as: UTF8.self).contains("20260105 10:00:00"), "\(version)")
        }
    }
}
