internal import TWSWire
internal import WireSchema

/// Assigns the fields of a text body to the rows of `messages.tsv`, from gates, conditions and counts alone.
///
/// An interpreter that shares nothing with the generated coders.
struct TableWalk {
    /// One field on the wire and the row it belongs to.
    struct Field {
        let row: Row
        /// Where the value lives, seen from the message.
        let path: String
        /// Element indices inside groups.
        let indices: [Int]
        let text: String
    }

    private(set) var fields: [Field] = []
    /// Fields behind the last row.
    var leftOver: Int { texts.count - position }
    /// Rows for which no field was left.
    private(set) var missing: [String] = []

    private let texts: [String]
    private let serverVersion: Int
    private var position = 0

    /// Walks over `texts`, the fields behind the message id.
    init(_ message: Message, texts: [String], serverVersion: Int) {
        self.texts = texts
        self.serverVersion = serverVersion
        var names: [String: String] = [:]
        walk(message.rows, prefix: "", indices: [], names: &names)
    }

    private mutating func walk(_ rows: [Row], prefix: String, indices: [Int], names: inout [String: String]) {
        for row in rows where isPresent(row, names) {
            guard position < texts.count else {
                missing.append(row.wireName)
                continue
            }
            let text = texts[position]
            position += 1
            names[row.wireName] = text
            let path = row.path == "." ? String(prefix.dropLast()) : prefix + row.path
            fields.append(Field(row: row, path: path, indices: indices, text: text))
            guard row.type == "count" else { continue }
            for element in 0..<(Int(text) ?? 0) {
                var inner = names
                walk(row.members, prefix: path + ".", indices: indices + [element], names: &inner)
            }
        }
    }

    private func isPresent(_ row: Row, _ names: [String: String]) -> Bool {
        if let since = row.since, serverVersion < since { return false }
        if let until = row.until, serverVersion > until { return false }
        return row.condition.map { holds($0, names) } ?? true
    }

    private func holds(_ condition: Condition, _ names: [String: String]) -> Bool {
        switch condition {
        case .and(let left, let right): return holds(left, names) && holds(right, names)
        case .or(let left, let right): return holds(left, names) || holds(right, names)
        case .member(let name, let literals): return literals.contains { equal(value(name, names), $0) }
        case .comparison(let name, let operation, let literal):
            let value = value(name, names)
            if operation == "==" { return equal(value, literal) }
            if operation == "!=" { return !equal(value, literal) }
            // A size comparison with nothing is false.
            guard let left = Double(value), left < 1.79e308, let right = Double(literal) else { return false }
            switch operation {
            case "<": return left < right
            case "<=": return left <= right
            case ">": return left > right
            default: return left >= right
            }
        }
    }

    private func value(_ name: String, _ names: [String: String]) -> String {
        if name == "$remaining" { return String(texts.count - position) }
        // A message whose version field is gone has every field.
        return names[name] ?? (name == "version" ? "1000000" : "")
    }

    private func equal(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        guard let left = Double(left), let right = Double(right) else { return false }
        return left == right
    }
}
