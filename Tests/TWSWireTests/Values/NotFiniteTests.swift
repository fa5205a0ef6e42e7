internal import Testing

@testable internal import TWSWire

/// Numbers that the protocol has no word for.
@Suite struct NotFiniteTests {
    private static let wrong: [Double] = [.nan, .signalingNaN, -.infinity, .infinity]

    @Test("An order with such a price is not written, and the error names the field", arguments: wrong)
    func prices(_ value: Double) throws {
        var message = ClientMessage.PlaceOrder()
        message.order.orderType = .limit
        message.order.lmtPrice = value
        for version in [100, 178, 200, 203, 226] {
            let error = #expect(throws: WireError.self) {
                try ClientMessage.placeOrder(message).body(serverVersion: version)
            }
            #expect(error?.code == .notFinite)
            #expect(error?.field == "lmtPrice")
        }
    }

    @Test("Nor is a tick", arguments: wrong)
    func ticks(_ value: Double) throws {
        var message = ServerMessage.TickPrice()
        message.price = value
        for version in [100, 200, 226] {
            let error = #expect(throws: WireError.self) {
                try ServerMessage.tickPrice(message).body(serverVersion: version)
            }
            #expect(error?.code == .notFinite)
            #expect(error?.field == "price")
        }
    }

    @Test("Nor is a number inside a list, or one that is a text in the other form", arguments: wrong)
    func lists(_ value: Double) throws {
        var strikes = ServerMessage.SecurityDefinitionOptionParameter()
        strikes.strikes = [100, value]
        var details = ServerMessage.TickReqParams()
        details.minTick = value
        for message in [ServerMessage.securityDefinitionOptionParameter(strikes), .tickReqParams(details)] {
            for version in [200, 226] {
                let error = #expect(throws: WireError.self) { try message.body(serverVersion: version) }
                #expect(error?.code == .notFinite)
                #expect(error?.field == "strikes" || error?.field == "minTick")
            }
        }
    }

    @Test("Infinity is a value of competeAgainstBestOffset", arguments: [200, 226])
    func infinity(_ version: Int) throws {
        var message = ClientMessage.PlaceOrder()
        message.order.orderType = .pegBest
        message.order.competeAgainstBestOffset = .infinity
        message.order.midOffsetAtWhole = 0.5
        let body = try ClientMessage.placeOrder(message).body(serverVersion: version)
        guard case .placeOrder(let read) = try ClientMessage.decode(body.span, serverVersion: version).message else {
            Issue.record("not an order")
            return
        }
        #expect(read.order.competeAgainstBestOffset == .infinity)
        #expect(read.order.midOffsetAtWhole == 0.5)
        message.order.competeAgainstBestOffset = -.infinity
        #expect(throws: WireError.self) { try ClientMessage.placeOrder(message).body(serverVersion: version) }
    }

    @Test("They are not read in protobuf either", arguments: wrong)
    func reading(_ value: Double) throws {
        var writer = ProtobufWriter(id: 1)
        try writer.double(3, 1.5, "price")
        var body = writer.bytes
        body.replaceSubrange(5..<13, with: withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init))
        let error = #expect(throws: WireError.self) { try ServerMessage.decode(body.span, serverVersion: 226) }
        #expect(error?.code == .malformedField)
    }

    @Test("A multiplier that is not a number has no protobuf form", arguments: ["abc", "1,000", "nan", "inf"])
    func multipliers(_ text: String) throws {
        var message = ClientMessage.ReqMktData()
        message.contract.multiplier = text
        let error = #expect(throws: WireError.self) { try ClientMessage.reqMktData(message).body(serverVersion: 226) }
        #expect(error?.field == "multiplier")
        #expect(throws: Never.self) { try ClientMessage.reqMktData(message).body(serverVersion: 200) }
    }
}
