import RandomTesting
internal import TWSWire
internal import Testing
internal import WireSchema

/// Every text message at every server version, with random values in every field.
@Suite struct GateTests {
    @Test func theTableIsThere() {
        #expect(ProtocolTable.textMessages.count > 140)
    }

    @Test("The wire has the table's layout, and every field on it comes back", arguments: ProtocolTable.textMessages)
    func everyVersion(_ message: Message) throws {
        var random = RandomStructure(source: SplitMix(seed: UInt64(message.id) + 1))
        for version in max(message.since ?? 0, ServerVersion.floor)...ServerVersion.protobuf - 1 {
            for _ in 0..<2 {
                let original = try AnyMessage(random: message, &random)
                let check = LayoutCheck(original, message, version)
                try #require(check.complaints.isEmpty, "\(message.name) at \(version)")
            }
        }
    }

    @Test("A client message is refused below its version", arguments: ProtocolTable.textMessages)
    func unknownBelowItsVersion(_ message: Message) throws {
        guard message.direction == .client, let since = message.since, since > ServerVersion.floor else { return }
        var random = RandomStructure(source: SplitMix(seed: 5))
        let original = try AnyMessage(random: message, &random)
        #expect(throws: WireError.self) { try original.body(serverVersion: since - 1) }
    }
}

/// Writes one message, reads it back, and holds both against the table.
private struct LayoutCheck {
    private(set) var complaints: [String] = []

    init(_ original: AnyMessage, _ message: Message, _ version: Int) {
        do {
            let body = try original.textBody(serverVersion: version)
            let decoded = try Decoded(
                body,
                side: message.direction == .client ? .client : .server,
                serverVersion: version
            )
            if decoded.surplusFields != 0 { complaints.append("\(decoded.surplusFields) surplus fields") }
            if try decoded.message.textBody(serverVersion: version) != body {
                complaints.append("written differently again")
            }
            let walk = TableWalk(message, texts: Array(Hex.fields(body).dropFirst()), serverVersion: version)
            if walk.leftOver != 0 || !walk.missing.isEmpty {
                complaints.append("layout: \(walk.leftOver) fields left over, \(walk.missing) missing")
            }
            compare(walk.fields, ValueTree(original.structure), ValueTree(decoded.message.structure))
        } catch {
            complaints.append("\(error)")
        }
    }

    private mutating func compare(_ fields: [TableWalk.Field], _ written: ValueTree, _ read: ValueTree) {
        for field in fields where field.row.path != "-" {
            let before = written.value(at: field.path, indices: field.indices)
            let after = read.value(at: field.path, indices: field.indices)
            let place = "\(field.row.position) \(field.row.wireName)\(field.indices)"
            if !FieldMeaning.text(field.text, means: before, in: field.row) {
                complaints.append("\(place): \(before) was written as \(field.text)")
            }
            if !FieldMeaning.same(before, after, in: field.row) {
                complaints.append("\(place): \(before) came back as \(after)")
            }
        }
    }
}
