import RandomTesting
internal import TWSWire
internal import Testing
internal import WireSchema

/// The same message as text and as protobuf: the same fields with the same values, of the same kinds.
@Suite struct EncodingTests {
    /// The newest text form, and the newest of all.
    private static let text = ServerVersion.protobuf - 1
    private static let protobuf = ServerVersion.ceiling

    private static let messages = ProtocolTable.protobufMessages.filter { !$0.protobufOnly }

    @Test("Both forms give the same message", arguments: messages)
    func sameMessage(_ message: Message) throws {
        var random = RandomStructure(source: SplitMix(seed: UInt64(message.id) + 277))
        for _ in 0..<Soak.rounds(120) { try compare(try AnyMessage(random: message, &random).consistent, message) }
    }

    /// What only one form has, as Schema/ says it: four fields of orders, and what protobuf carries of structures of
    /// which text has a part.
    @Test func fieldsOfOneForm() throws {
        var fields = CarriedFields()
        for message in Self.messages {
            var random = RandomStructure(source: SplitMix(seed: 1))
            let type = type(of: try AnyMessage(random: message, &random).structure)
            fields.add(message, type, serverVersion: Self.text)
        }
        #expect(Self.messages.count == 156)
        #expect(fields.inBoth == 1376)
        #expect(
            fields.onlyInText == [
                "placeOrder.order.auctionStrategy", "openOrder.order.auctionStrategy", "openOrder.order.basisPoints",
                "openOrder.order.basisPointsType",
            ]
        )
        #expect(fields.onlyInProtobuf.count == 616)
    }

    private func compare(_ original: AnyMessage, _ message: Message) throws {
        let textBody = try original.textBody(serverVersion: Self.text)
        let protobufBody = try #require(try original.protobufBody())
        let asText = try Decoded(textBody, side: message.side, serverVersion: Self.text).message
        let asProtobuf = try Decoded(protobufBody, side: message.side, serverVersion: Self.protobuf).message
        #expect(asText.name == asProtobuf.name)
        let walk = TableWalk(message, texts: Array(Hex.fields(textBody).dropFirst()), serverVersion: Self.text)
        let left = ValueTree(asText.structure)
        let right = ValueTree(asProtobuf.structure)
        let inText = TextPlaces(walk)
        let inProtobuf = ProtobufPaths(of: message.structureName)
        for leaf in ValueTree(original.structure).leaves where leaf.isValue {
            guard inText.contains(leaf.path, leaf.indices), inProtobuf.contains(leaf.path) else { continue }
            let text = left.value(at: leaf.path, indices: leaf.indices)
            let protobuf = right.value(at: leaf.path, indices: leaf.indices)
            #expect(text.isSame(as: protobuf), "\(message.name) \(leaf.path)\(leaf.indices): \(text) and \(protobuf)")
        }
    }
}

/// Which places of a message a text body has fields for.
private struct TextPlaces {
    private var places: Set<String> = []
    /// Places whose field holds all that is in them: masks of flags, tag lists.
    private var whole: Set<String> = []

    init(_ walk: TableWalk) {
        for field in walk.fields where field.row.path != "-" {
            places.insert("\(field.path)\(field.indices)")
            if field.row.type.hasPrefix("flags:") || field.row.type == "tagvalues" { whole.insert(field.path) }
        }
    }

    func contains(_ path: String, _ indices: [Int]) -> Bool {
        if places.contains("\(path)\(indices)") { return true }
        guard let end = path.lastIndex(of: ".") else { return false }
        return whole.contains(String(path[..<end]))
    }
}

/// Which values of all messages the forms have a place for, whatever a message holds.
private struct CarriedFields {
    private(set) var inBoth = 0
    private(set) var onlyInText: [String] = []
    private(set) var onlyInProtobuf: [String] = []

    /// Adds a message, of which `type` has the fields.
    mutating func add(_ message: Message, _ type: any WireStructure.Type, serverVersion: Int) {
        var text: Set<String> = []
        Self.collect(message.rows, prefix: "", serverVersion, &text)
        let protobuf = ProtobufPaths(of: message.structureName)
        for path in Self.values(of: type, prefix: "") {
            // A mask of flags or a list of tags is one field with all that is in it.
            let whole = path.lastIndex(of: ".").map { text.contains(path[..<$0] + ".*") } ?? false
            switch (text.contains(path) || whole, protobuf.contains(path)) {
            case (true, true): inBoth += 1
            case (true, false): onlyInText.append("\(message.name).\(path)")
            case (false, true): onlyInProtobuf.append("\(message.name).\(path)")
            case (false, false): break
            }
        }
    }

    private static func collect(_ rows: [Row], prefix: String, _ serverVersion: Int, _ paths: inout Set<String>) {
        for row in rows where row.path != "-" {
            guard row.since ?? 0 <= serverVersion, serverVersion <= row.until ?? serverVersion else { continue }
            let path = row.path == "." ? String(prefix.dropLast()) : prefix + row.path
            paths.insert(path)
            if row.type == "tagvalues" || row.type.hasPrefix("flags:") { paths.insert(path + ".*") }
            collect(row.members, prefix: path + ".", serverVersion, &paths)
        }
    }

    /// The paths of everything that is no structure itself; of a list, of its elements' fields too.
    private static func values(of type: any WireStructure.Type, prefix: String) -> [String] {
        type.fields.flatMap { field -> [String] in
            let path = prefix + field.name
            switch field.type {
            case .structure(let type): return values(of: type, prefix: path + ".")
            case .list(.structure(let type)): return [path] + values(of: type, prefix: path + ".")
            default: return [path]
            }
        }
    }
}

extension ValueTree.Leaf {
    /// Whether it is more than the place of other values.
    fileprivate var isValue: Bool {
        if case .structure = value { false } else { true }
    }
}
