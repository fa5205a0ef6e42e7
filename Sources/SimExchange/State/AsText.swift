internal import TWSWire

/// A value that a state file stores as the text it has in messages.
@propertyWrapper
struct AsText<Value: KeptAsText>: Sendable, Hashable, Codable {
    var wrappedValue: Value

    init(wrappedValue: Value) {
        self.wrappedValue = wrappedValue
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Value(keptText: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(Value.self): \(text)")
        }
        wrappedValue = value
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue.keptText)
    }
}

/// A value with a text from which it can be restored exactly.
protocol KeptAsText: Sendable, Hashable {
    /// Makes the value from its text; `nil` for an invalid text.
    init?(keptText: String)

    /// The text of the value.
    var keptText: String { get }
}

extension ExactDecimal: KeptAsText {
    init?(keptText: String) { self.init(keptText) }

    var keptText: String { description }
}

extension OrderStatus: KeptAsText {
    init?(keptText: String) {
        self.init(keptText)
        guard isKnown else { return nil }
    }

    var keptText: String { text }
}

/// Stored in nanoseconds since 1970-01-01 UTC.
extension ExchangeInstant: Codable {
    /// Reads the nanoseconds.
    package init(from decoder: any Decoder) throws {
        self.init(nanoseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    /// Writes the nanoseconds.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(nanoseconds)
    }
}
