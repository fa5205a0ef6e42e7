internal import LuaBridge
internal import TWSWire

/// The text of a record in `tostring`: `<orderStatus orderId=7, status=Submitted, filled=0, …>`.
///
/// Absent fields are left out. Zeros are shown at the top level; in a nested structure, false, 0 and empty values carry
/// no information and are left out. Fields added by a script are not shown.
enum RecordText {
    /// The longest list shown in full.
    private static let longestList = 20

    static func of(_ entries: [(key: String, value: LuaValue)], _ type: any WireStructure.Type) -> String {
        text(entries, type, isNested: false)
    }

    private static func text(
        _ entries: [(key: String, value: LuaValue)],
        _ type: any WireStructure.Type,
        isNested: Bool
    ) -> String {
        var parts: [String] = []
        for (key, value) in entries {
            guard let field = type.fields.first(where: { $0.name == key }), !(isNested && isEmpty(value)),
                let shown = text(value, field.type)
            else { continue }
            parts.append("\(key)=\(shown)")
        }
        return "<"
            + ([type.structureName] + [parts.joined(separator: ", ")]).filter { !$0.isEmpty }
            .joined(separator: " ") + ">"
    }

    private static func text(_ value: LuaValue, _ type: FieldType) -> String? {
        switch (value, type) {
        case (.table(let entries), .structure(let inner)):
            return text(entries, inner, isNested: true)
        case (.array(let elements), .list(let element)):
            let shown = elements.prefix(longestList).compactMap { text($0, element) }
            let rest = elements.count - shown.count
            return "[" + shown.joined(separator: ", ") + (rest > 0 ? ", … \(rest) more]" : "]")
        default: return text(value)
        }
    }

    /// Returns the text of a plain value; tables, functions and objects are not shown.
    static func text(_ value: LuaValue) -> String? {
        switch value {
        case .bool(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): ShownText.of(text)
        default: nil
        }
    }

    private static func isEmpty(_ value: LuaValue) -> Bool {
        switch value {
        case .nil, .bool(false), .integer(0): true
        case .number(let number): number == 0
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .table(let entries): entries.isEmpty
        default: false
        }
    }
}
