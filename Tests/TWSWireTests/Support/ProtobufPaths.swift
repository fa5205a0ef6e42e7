internal import WireSchema

/// Which values of a message its protobuf form carries, from `protobuf.tsv` alone.
struct ProtobufPaths {
    /// Dotted paths of scalars, lists and structures, as ``ValueTree`` has them.
    private(set) var paths: Set<String> = []

    /// The paths of the message whose structure has the name; none when it has no protobuf form.
    init(of structure: String) {
        guard let layout = Self.layout(of: structure) else { return }
        add(layout, prefix: "")
        // What protobuf has in another place than the structures.
        if paths.contains("order"), paths.contains("contract") {
            paths.remove("contract.comboLegs.perLegPrice")
            insert("order.orderComboLegs.price")
        }
        if structure == "ServerMessage.BondContractDetails" {
            paths.remove("contractDetails.contract.lastTradeDateOrContractMonth")
            insert("contractDetails.maturity")
        }
    }

    /// Whether the form carries the value at `path` or, for a structure, anything in it.
    func contains(_ path: String) -> Bool { paths.contains(path) }

    private static func layout(of structure: String) -> ProtobufMessage? {
        ProtocolTable.protobuf.first { $0.structures.contains(structure) }
    }

    private mutating func add(_ layout: ProtobufMessage, prefix: String) {
        for field in layout.fields {
            let nested = ProtocolTable.protobuf.first { $0.name == field.messageType }
            switch field.path {
            case "(owner)": insert(field.wireName)
            case "(inline)": nested.map { add($0, prefix: prefix) }
            case "(custom)": nested.map { addCustom($0) }
            default:
                insert(prefix + field.path)
                // Tags and values of a map stand in two fields of the list's elements.
                if field.type.hasPrefix("map") { insert(prefix + field.path + ".tag", prefix + field.path + ".value") }
                nested.map { add($0, prefix: prefix + field.path + ".") }
            }
        }
    }

    /// The nested messages that have a coder of their own: a scanner's subscription, and the ticks of a tickByTick.
    private mutating func addCustom(_ nested: ProtobufMessage) {
        guard nested.structures.contains("ScannerSubscription") else {
            let renamed = ["priceBid": "bidPrice", "priceAsk": "askPrice", "sizeBid": "bidSize", "sizeAsk": "askSize"]
            var names = ProtobufPaths()
            names.add(nested, prefix: "")
            for path in names.paths where nested.name != "HistoricalTick" { insert(renamed[path] ?? path) }
            if nested.name == "HistoricalTick" { insert("time", "midPoint") }
            return
        }
        insert("subscription")
        add(nested, prefix: "subscription.")
        for list in ["scannerSubscriptionFilterOptions", "scannerSubscriptionOptions"] {
            insert(list + ".tag", list + ".value")
        }
    }

    private init() {}

    /// Inserts paths with all that lead to them.
    private mutating func insert(_ wanted: String...) {
        for path in wanted {
            let parts = path.split(separator: ".")
            for count in 1...parts.count { paths.insert(parts.prefix(count).joined(separator: ".")) }
        }
    }
}
