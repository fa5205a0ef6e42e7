/// Conversions between a ``FieldValue`` and the Swift type of a field.
extension FieldValue {
    init(_ value: Int) { self = .integer(value) }
    init(_ value: Int?) { self = value.map(FieldValue.integer) ?? .absent }
    init(_ value: Double) { self = .double(value) }
    init(_ value: Double?) { self = value.map(FieldValue.double) ?? .absent }
    init(_ value: ExactDecimal?) { self = value.map(FieldValue.decimal) ?? .absent }
    init(_ value: String) { self = value.isEmpty ? .absent : .string(value) }
    init(_ value: some VocabularyWord) { self.init(value.text) }
    init(_ value: Bool) { self = .bool(value) }
    init(_ value: some WireStructure) { self = .structure(value) }
    init(_ value: (some WireStructure)?) { self = value.map(FieldValue.structure) ?? .absent }
    init(_ value: [some WireStructure]) { self = .list(value.map(FieldValue.structure)) }
    init(_ value: [String]) { self = .list(value.map(FieldValue.string)) }
    init(_ value: [Double]) { self = .list(value.map(FieldValue.double)) }
    init(_ value: [Int]) { self = .list(value.map(FieldValue.integer)) }

    /// A word for the kind of value, for error messages.
    public var kind: String {
        switch self {
        case .absent: "nothing"
        case .integer: "an integer"
        case .double, .decimal: "a number"
        case .string: "a text"
        case .bool: "a boolean"
        case .structure(let value): "a \(type(of: value).structureName)"
        case .list: "a list"
        }
    }

    private func wrong(_ wanted: String, _ field: StaticString) -> WireError {
        WireError(.wrongType, field: "\(field)", detail: "expected \(wanted), got \(kind)")
    }

    func asOptionalInt(_ field: StaticString) throws(WireError) -> Int? {
        switch self {
        case .absent: return nil
        case .integer(let value):
            guard Int32(exactly: value) != nil else {
                throw WireError(.outOfRange, field: "\(field)", detail: "\(value)")
            }
            return value
        case .double(let value):
            guard let whole = Int32(exactly: value) else { throw wrong("a 32-bit integer", field) }
            return Int(whole)
        case .decimal(let value):
            guard let whole = value.whole, Int32(exactly: whole) != nil else { throw wrong("a 32-bit integer", field) }
            return whole
        case .bool(let value): return value ? 1 : 0
        default: throw wrong("an integer", field)
        }
    }

    func asInt(_ field: StaticString, default value: Int = 0) throws(WireError) -> Int {
        try asOptionalInt(field) ?? value
    }

    func asOptionalLong(_ field: StaticString) throws(WireError) -> Int? {
        switch self {
        case .absent: return nil
        case .integer(let value): return value
        case .double(let value):
            guard let whole = Int(exactly: value) else { throw wrong("an integer", field) }
            return whole
        default: throw wrong("an integer", field)
        }
    }

    func asLong(_ field: StaticString, default value: Int = 0) throws(WireError) -> Int {
        try asOptionalLong(field) ?? value
    }

    func asOptionalDouble(_ field: StaticString) throws(WireError) -> Double? {
        switch self {
        case .absent: return nil
        case .integer(let value): return Double(value)
        case .double(let value): return value
        case .decimal(let value): return value.double
        default: throw wrong("a number", field)
        }
    }

    func asDouble(_ field: StaticString, default value: Double = 0) throws(WireError) -> Double {
        try asOptionalDouble(field) ?? value
    }

    func asDecimal(_ field: StaticString) throws(WireError) -> ExactDecimal? {
        switch self {
        case .absent: return nil
        case .integer(let value): return ExactDecimal(value)
        case .decimal(let value): return value
        case .double(let value):
            guard let exact = ExactDecimal(value) else { throw wrong("a finite decimal", field) }
            return exact
        default: throw wrong("a number", field)
        }
    }

    func asString(_ field: StaticString) throws(WireError) -> String {
        switch self {
        case .absent: return ""
        case .string(let text): return text
        default: throw wrong("a text", field)
        }
    }

    func asWord<Word: VocabularyWord>(_ field: StaticString) throws(WireError) -> Word {
        Word(try asString(field))
    }

    func asBool(_ field: StaticString, default value: Bool = false) throws(WireError) -> Bool {
        switch self {
        case .absent: return value
        case .bool(let flag): return flag
        default: throw wrong("true or false", field)
        }
    }

    func asStructure<Value: WireStructure>(_ field: StaticString, _ type: Value.Type) throws(WireError) -> Value? {
        switch self {
        case .absent: return nil
        case .structure(let value):
            guard let value = value as? Value else { throw wrong("a \(Value.structureName)", field) }
            return value
        default: throw wrong("a \(Value.structureName)", field)
        }
    }

    func asList<Value>(
        _ field: StaticString,
        _ element: (FieldValue) throws(WireError) -> Value
    ) throws(WireError) -> [Value] {
        switch self {
        case .absent: return []
        case .list(let values):
            var result: [Value] = []
            result.reserveCapacity(values.count)
            for value in values { result.append(try element(value)) }
            return result
        default: throw wrong("a list", field)
        }
    }
}
