internal import TWSWire
internal import WireSchema

/// Compares values with each other and with texts on the wire, as a row of the table says it.
enum FieldMeaning {
    /// Whether `text` is how `value` is written in the row.
    static func text(_ text: String, means value: FieldValue, in row: Row) -> Bool {
        switch value {
        case .absent: return isUnset(text, row)
        case .string(let value): return unescaped(text) == value
        case .integer(let value): return Int(text) == value
        case .double(let value):
            return value == .infinity ? text == "Infinity" : Double(text) == value
        case .decimal(let value): return ExactDecimal(text) == value
        case .bool(let value): return text == flag(value, row)
        case .structure(let value): return structure(value, row) == text
        case .list(let values): return row.type == "count" ? text == "\(values.count)" : text == tags(values)
        }
    }

    /// Whether both are the same, seen through the row.
    static func same(_ left: FieldValue, _ right: FieldValue, in row: Row) -> Bool {
        switch (left, right) {
        case (.absent, .absent): return true
        case (.string(let left), .string(let right)): return left == right
        case (.integer(let left), .integer(let right)): return left == right
        case (.double(let left), .double(let right)): return left == right
        case (.decimal(let left), .decimal(let right)): return left == right
        case (.bool(let left), .bool(let right)): return left == right
        // What is inside has rows of its own, except for flags and tag lists.
        case (.structure(let left), .structure(let right)): return structure(left, row) == structure(right, row)
        case (.list(let left), .list(let right)):
            return left.count == right.count && (row.type == "count" || tags(left) == tags(right))
        default: return false
        }
    }

    private static func flag(_ value: Bool, _ row: Row) -> String {
        switch row.type {
        case "andor": value ? "a" : "o"
        case "truefalse": value ? "true" : "false"
        default: value ? "1" : "0"
        }
    }

    /// A structure's field: whether it is there, or its flags as the bits of a number.
    private static func structure(_ value: any WireStructure, _ row: Row) -> String {
        guard row.type.hasPrefix("flags:") else { return "1" }
        let tree = ValueTree(value)
        var mask = 0
        for (bit, name) in row.type.dropFirst(6).split(separator: ",").enumerated() {
            if case .bool(true) = tree.value(at: String(name), indices: []) { mask |= 1 << bit }
        }
        return "\(mask)"
    }

    private static func tags(_ values: [FieldValue]) -> String {
        values.map { value in
            guard case .structure(let pair) = value, let pair = pair as? TagValue else { return "?" }
            return "\(pair.tag)=\(pair.value);"
        }.joined()
    }

    /// Whether `text` is what the row says for an absent value; a part of an absent structure is zero.
    private static func isUnset(_ text: String, _ row: Row) -> Bool {
        switch row.unset {
        case "max", "MAX": isMaximum(text)
        case "", "empty": text.isEmpty || (!["string", "tagvalues"].contains(row.type) && text == "0")
        default: text == row.unset
        }
    }

    private static func isMaximum(_ text: String) -> Bool {
        text == "2147483647" || (Double(text) ?? 0) > 1.79e308
    }

    private static func unescaped(_ text: String) -> String {
        text.split(separator: "\\u005c", omittingEmptySubsequences: false).joined(separator: "\\")
    }
}
