internal import Notation
internal import TWSWire

/// Structures of the protocol as JSON, through their field lists.
enum MessageJSON {
    /// Returns a message as one object, its name first.
    static func text(_ message: any WireStructure) -> String {
        let name = EscapedText.json(type(of: message).structureName)
        let fields = members(message)
        return "{\"message\":" + name + (fields.isEmpty ? "" : "," + fields) + "}"
    }

    /// Returns a structure inside a message as an object.
    static func object(_ structure: any WireStructure) -> String { "{" + members(structure) + "}" }

    /// Returns a message as one object, its name first, with only the fields that differ from a fresh message.
    static func shortText(_ message: some WireStructure) -> String {
        let name = EscapedText.json(type(of: message).structureName)
        let fields = members(message, setOnly: true)
        return "{\"message\":" + name + (fields.isEmpty ? "" : "," + fields) + "}"
    }

    private static func members(_ structure: some WireStructure, setOnly: Bool = false) -> String {
        let type = type(of: structure)
        let fresh = setOnly ? type.init() : nil
        var parts: [String] = []
        for (index, field) in type.fields.enumerated() {
            let given = structure.value(at: index)
            if let fresh, value(fresh.value(at: index)) == value(given) { continue }
            if setOnly, case .structure(let inner) = given {
                let fields = members(inner, setOnly: true)
                if !fields.isEmpty { parts.append(EscapedText.json(field.name) + ":{" + fields + "}") }
                continue
            }
            guard let value = value(given) else { continue }
            parts.append(EscapedText.json(field.name) + ":" + value)
        }
        return parts.joined(separator: ",")
    }

    /// Returns the JSON of a value; `nil` for a missing value, including empty lists and empty structures.
    private static func value(_ value: FieldValue) -> String? {
        switch value {
        case .absent: return nil
        case .integer(let number): return String(number)
        case .double(let number): return number.isFinite ? number.description : EscapedText.json("\(number)")
        case .decimal(let number): return number.description
        case .string(let text): return EscapedText.json(text)
        case .bool(let flag): return flag ? "true" : "false"
        case .structure(let structure): return "{" + members(structure) + "}"
        case .list(let values):
            guard !values.isEmpty else { return nil }
            return "[" + values.map { self.value($0) ?? "\"\"" }.joined(separator: ",") + "]"
        }
    }

    /// Makes a structure from an object's members.
    ///
    /// - Throws: `WireError` with code `unknownField` or `wrongType`, naming the field.
    static func structure<Value: WireStructure>(
        _ type: Value.Type,
        _ object: [(key: String, value: JSONText)]
    ) throws(WireError) -> Value {
        var result = Value()
        for (key, value) in object {
            guard let index = Value.index(of: key) else {
                throw WireError(.unknownField, field: key, detail: "\(Value.structureName) has no such field")
            }
            try result.set(try field(value, Value.fields[index].type, key), at: index)
        }
        return result
    }

    private static func field(_ value: JSONText, _ type: FieldType, _ key: String) throws(WireError) -> FieldValue {
        switch (value, type) {
        case (.null, _): return .absent
        case (.bool(let flag), _): return .bool(flag)
        case (.string(let text), .double):
            guard text == "inf" || text == "Infinity" else { break }
            return .double(.infinity)
        case (.string(let text), _): return text.isEmpty ? .absent : .string(text)
        case (.number(let text), .decimal):
            guard let number = ExactDecimal(text) else { break }
            return .decimal(number)
        case (.number(let text), .int), (.number(let text), .long):
            guard let number = Int(text) else { break }
            return .integer(number)
        case (.number(let text), _):
            guard let number = Double(text) else { break }
            return .double(number)
        case (.object(let members), .structure(let type)): return .structure(try structure(type, members))
        case (.array(let values), .list(let element)):
            var list: [FieldValue] = []
            for value in values { list.append(try field(value, element, key)) }
            return .list(list)
        default: break
        }
        throw WireError(.wrongType, field: key, detail: "\(value.kind) does not fit")
    }
}
