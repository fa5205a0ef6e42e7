internal import Notation
internal import Trading

/// A table of the header with the position of each key, in file order.
struct HeaderTable {
    struct Entry {
        let key: String
        let line: Int
        let column: Int
        let value: HeaderValue
    }

    /// The table's name in messages: `[trade]`, `inputs.qty`, or empty for the header itself.
    let name: String
    /// The script's file.
    let file: String
    /// The line of the file on which the table starts.
    let line: Int
    let entries: [Entry]

    func entry(_ key: String) -> Entry? { entries.first { $0.key == key } }

    /// Creates an error at the position of a key, or of the table if it has no such key.
    func failure(_ code: HeaderError.Code, _ key: String?, _ message: String) -> HeaderError {
        let entry = key.flatMap { self.entry($0) }
        let place = [name, key ?? ""].filter { !$0.isEmpty }.joined(separator: name.hasPrefix("[") ? " " : ".")
        return HeaderError(
            code: code,
            message: place.isEmpty ? message : "\(place): \(message)",
            file: file,
            line: entry?.line ?? line,
            column: entry?.column ?? 1
        )
    }

    /// Refuses every key that is not among the known ones.
    func allowOnly(_ known: [String]) throws(HeaderError) {
        for entry in entries where !known.contains(entry.key) {
            let hint = NearestName.hint(for: entry.key, among: known)
            let remedy = hint.isEmpty ? "; known are \(known.joined(separator: ", "))" : hint
            throw failure(.unknownKey, entry.key, "no such key\(remedy)")
        }
    }
}

/// A value of the header.
indirect enum HeaderValue {
    case string(String)
    case integer(Int64)
    case number(Double)
    case boolean(Bool)
    /// A local time as `HH:MM:SS`.
    case time(String)
    /// A date, or a date with a time; no header key has this type.
    case date
    case array([HeaderValue])
    case table(HeaderTable)

    /// The type in words, for messages.
    var type: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .number: "a number"
        case .boolean: "a boolean"
        case .time: "a time"
        case .date: "a date"
        case .array: "a list"
        case .table: "a table"
        }
    }
}
