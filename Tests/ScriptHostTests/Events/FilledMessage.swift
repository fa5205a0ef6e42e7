import TWSWire

/// Makes messages in which every field has a value of its own that both encodings can carry.
struct FilledMessage {
    private var number = 10
    /// Whether fields keep their defaults, in one element of every list too.
    private var isBlank = false

    /// Fields whose value decides which others there are, or which only some values fit.
    private static let words: [String: String] = ["secType": "BAG", "deltaNeutralOrderType": "MKT", "orderType": "LMT"]

    /// Numbers that choose or switch something.
    private static let choices: Set<String> = ["tickType", "type", "liquidation", "override"]

    /// The message of a type, filled.
    static func make(_ type: any ServerMessagePayload.Type) throws -> ServerMessage {
        var filler = FilledMessage()
        return try filler.payload(type)
    }

    /// The message of a type with one element of defaults in every list.
    static func blank(_ type: any ServerMessagePayload.Type) throws -> ServerMessage {
        var filler = FilledMessage()
        filler.isBlank = true
        return try filler.payload(type)
    }

    private mutating func payload<Payload: ServerMessagePayload>(_ type: Payload.Type) throws -> ServerMessage {
        try structure(type).serverMessage
    }

    private mutating func structure<Value: WireStructure>(_ type: Value.Type) throws -> Value {
        var result = Value()
        for (index, field) in Value.fields.enumerated() {
            if isBlank, !field.type.holdsOthers { continue }
            try result.set(try value(field.type, field.name), at: index)
        }
        return result
    }

    private mutating func value(_ type: FieldType, _ name: String) throws -> FieldValue {
        number += 1
        switch type {
        case .int, .long: return .integer(Self.choices.contains(name) ? 1 : number)
        case .double: return .double(Double(number) + 0.5)
        case .decimal: return .decimal(ExactDecimal(number))
        // Digits also fit where one of the encodings has a number.
        case .string: return .string(Self.words[name] ?? "\(number)")
        case .bool: return .bool(true)
        case .structure(let type): return .structure(try structure(type))
        case .list(let element): return .list([try value(element, name)])
        }
    }
}

extension FieldType {
    /// Whether it has fields or elements of its own.
    fileprivate var holdsOthers: Bool {
        switch self {
        case .structure, .list(.structure): true
        default: false
        }
    }
}
