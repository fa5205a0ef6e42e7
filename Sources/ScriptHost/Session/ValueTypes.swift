internal import ScriptCheck
internal import TWSWire

/// The types of what functions, members and events give, from the table of the language and the protocol's structures.
extension ValueTypes {
    /// The fields of the records in order, by name.
    static let records: [String: [String]] = rows.reduce(into: [:]) { records, row in
        if row.kind == "record" { records[row.place] = row.types.compactMap { $0 } }
    }

    /// The structures of the protocol by name, the messages as `message.orderStatus`.
    static let structures: [String: any WireStructure.Type] = {
        var structures: [String: any WireStructure.Type] = [:]
        func add(_ type: any WireStructure.Type, _ name: String) {
            guard structures[name] == nil else { return }
            structures[name] = type
            for field in type.fields {
                if let inner = field.type.structureType { add(inner, inner.structureName) }
            }
        }
        for type in ServerMessage.payloads { add(type, "message.\(type.structureName)") }
        for type in [Contract.self, Order.self, OrderState.self] as [any WireStructure.Type] {
            add(type, type.structureName)
        }
        return structures
    }()

    /// What arguments must be, by position.
    static let takes: [String: String] = rows.reduce(into: [:]) { takes, row in
        if row.kind == "takes" { takes[row.place] = row.types[0] }
    }

    /// The functions that give nothing.
    static let silent: Set<String> = Set(rows.filter { $0.kind == "silent" }.map(\.place))

    /// The number of arguments that a function or method takes at most, by path.
    static let most: [String: Int] = rows.reduce(into: [:]) { most, row in
        if row.kind == "most" { most[row.place] = row.types[0].flatMap { Int($0) } }
    }

    static let given: GivenTypes = {
        var given = GivenTypes()
        for row in rows {
            switch row.kind {
            case "result":
                if let type = row.types[0] { given.results[row.place, default: []].append(type) }
            case "member": given.members[row.place] = row.types[0]
            case "element": given.elements[row.place] = row.types[0]
            case "loop":
                given.members[row.place] = row.place
                given.loops[row.place] = row.types
            case "parameters": given.parameters[row.place] = row.types
            default: break
            }
        }
        for (type, functions) in luaResults { for path in functions { given.results[path] = [type] } }
        // A function itself, and not a method of it, gives the turns.
        given.loops["lines"] = ["string"]
        for event in TradeEvent.allCases {
            let rest: [String?] =
                [.fill, .correction, .commission].contains(event) ? ["fill", "trade"] : [nil, "trade"]
            given.parameters["trade:on#\(event.rawValue)"] = event == .done ? ["trade"] : rest
        }
        given.answers = ["wait": "on", TradeEvent.waiting: "trade:on"]
        for name in TradeEvent.ends { given.parameters["trade:on#\(name)"] = ["trade"] }
        // What a contract or an order has inside is a plain table.
        for (name, structure) in structures where !["Contract", "Order"].contains(name) {
            for field in structure.fields {
                guard let inner = field.type.structureType else { continue }
                let isList = if case .list = field.type { true } else { false }
                given.members["\(name).\(field.name)"] = inner.structureName + (isList ? "[]" : "")
            }
        }
        for (name, structure) in structures {
            for field in structure.fields {
                // A script may have been given the time of a text in seconds.
                guard let kind = field.type.plainName, !WireMoment.fields.contains(field.name) else { continue }
                given.members["\(name).\(field.name)"] = kind + "?"
            }
        }
        for name in MessageNames.spellings {
            guard given.parameters["on#\(name)"] == nil, let type = MessageNames.payload(of: name) else { continue }
            given.parameters["on#\(name)"] = ["message.\(type.structureName)"]
        }
        return given
    }()

    /// The functions of Lua's own that give a single value, by its type.
    private static let luaResults: [String: [String]] = [
        "string": [
            "string.char", "string.format", "string.lower", "string.rep", "string.reverse", "string.sub",
            "string.upper",
            "table.concat", "tostring", "type",
        ],
        "number": [
            "math.abs", "math.ceil", "math.floor", "math.fmod", "math.max", "math.min", "math.random", "math.sqrt",
            "os.clock", "os.difftime", "string.len",
        ],
        "number?": ["math.tointeger", "tonumber"],
    ]

    private struct Row {
        let kind: Substring
        let place: String
        /// `nil` for a plain value.
        let types: [String?]
    }

    private static let rows: [Row] = table.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard words.count > 2 else { return nil }
        return Row(
            kind: words[0],
            place: String(words[1]),
            types: words.dropFirst(2).map { $0 == "-" ? nil : String($0) }
        )
    }
}
