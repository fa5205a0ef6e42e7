internal import LuaBridge
internal import ScriptCheck
internal import TWSWire

/// What is wrong with a raw request as far as its literals show, for the check of a script.
extension RawFunctions {
    /// Judges the arguments of a call; `nil` in `arguments` stands for one that is not a literal.
    static func fault<Payload: ClientMessagePayload>(
        of arguments: [ScriptVocabulary.Literal?],
        to type: Payload.Type,
        _ function: String
    ) -> String? {
        let fields = type.fields
        if arguments.isEmpty, fields.first?.name == "reqId", !allocates(type) {
            return ScriptVocabulary.reason { () throws(LuaRaise) in throw noId(type) }
        }
        guard arguments.count <= fields.count else { return tooMany(arguments.count, type, function).description }
        // Without a literal at the front the text does not show whether the request id is left out.
        let isFull = arguments.count == fields.count || !allocates(type)
        let first = arguments.first.flatMap { $0 }
        // A single table may be all arguments by name.
        if arguments.count == 1, case .table(let table)? = first,
            isNamed(table.entries.map { ($0.key ?? "", .nil) }, type)
        {
            return nil
        }
        guard isFull || first != nil && first != .computed(.number) else { return nil }
        let omitsId: Bool
        if case .number? = first { omitsId = false } else { omitsId = !isFull }
        let rule = ScriptVocabulary.fieldRule(Payload(), function: function, path: "arguments")
        for (place, literal) in arguments.enumerated() {
            guard let literal, fields.indices.contains(place + (omitsId ? 1 : 0)) else { continue }
            if let reason = rule(fields[place + (omitsId ? 1 : 0)].name, literal) { return reason }
        }
        return nil
    }

    /// Judges a table that is the first argument.
    static func fault<Payload: ClientMessagePayload>(
        ofNamed entries: [(key: String, value: ScriptVocabulary.Literal?)],
        to type: Payload.Type,
        _ function: String
    ) -> String? {
        guard isNamed(entries.map { ($0.key, .nil) }, type) else { return nil }
        let reader = StructureReader(function: function)
        let rule = ScriptVocabulary.fieldRule(Payload(), function: function, path: "arguments")
        for (key, literal) in entries {
            let unknown = ScriptVocabulary.reason { () throws(LuaRaise) in
                _ = try reader.index(of: key, in: type, path: "arguments")
            }
            if let reason = unknown ?? literal.flatMap({ rule(key, $0) }) { return reason }
        }
        return nil
    }
}
