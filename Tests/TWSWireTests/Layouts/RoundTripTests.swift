import RandomTesting
internal import TWSWire
internal import Testing
internal import WireSchema

/// Random messages through all four coders: both sides, text and protobuf.
@Suite struct RoundTripTests {
    @Test func theTablesAreThere() {
        #expect(ProtocolTable.protobufMessages.count > 155)
    }

    @Test("What the protobuf form carries comes back", arguments: ProtocolTable.protobufMessages)
    func protobuf(_ message: Message) throws {
        let carried = ProtobufPaths(of: message.structureName)
        var random = RandomStructure(source: SplitMix(seed: UInt64(message.id) + 77))
        for _ in 0..<Soak.rounds(300) {
            let original = try AnyMessage(random: message, &random).consistent
            let body = try #require(try original.protobufBody())
            let decoded = try Decoded(body, side: message.side, serverVersion: ServerVersion.ceiling)
            #expect(decoded.surplusFields == 0)
            #expect(try decoded.message.protobufBody() == body)
            let before = ValueTree(original.structure)
            let after = ValueTree(decoded.message.structure)
            for leaf in before.leaves where carried.contains(leaf.path) {
                let value = after.value(at: leaf.path, indices: leaf.indices)
                #expect(value.isSame(as: leaf.value), "\(leaf.path)\(leaf.indices): \(leaf.value) came as \(value)")
            }
        }
    }

    @Test("At any version, what was read is written and read as the same", arguments: ProtocolTable.messages)
    func anyVersion(_ message: Message) throws {
        var random = RandomStructure(source: SplitMix(seed: UInt64(message.id) + 177))
        let lowest = max(message.since ?? 0, ServerVersion.floor)
        for _ in 0..<Soak.rounds(1000) {
            let version = Int.random(in: lowest...ServerVersion.ceiling, using: &random.source)
            let original = try AnyMessage(random: message, &random)
            let first = try Decoded(original.body(serverVersion: version), side: message.side, serverVersion: version)
            let body = try first.message.body(serverVersion: version)
            let second = try Decoded(body, side: message.side, serverVersion: version)
            #expect(second.message == first.message, "at \(version)")
            #expect(second.surplusFields == 0)
            #expect(first.message.name == message.name)
        }
    }
}

extension Message {
    /// The side that writes the message.
    var side: WireSide { direction == .client ? .client : .server }
}
