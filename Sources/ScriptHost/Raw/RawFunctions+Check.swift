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
        guard arguments.count <= fields.count else { return tooMany(arguments.count, type, function).description }
        // Without a literal at the front the text does not show whether the request id is left out.
        let isFull = arguments.count == fields.count || !allocates(type)
        guard isFull || arguments.first.flatMap({ $0 }) != nil else { return nil }
        let omitsId: Bool
        if case .number? = arguments.first.flatMap({ $0 }) { omitsId = false } else { omitsId = !isFull }
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
