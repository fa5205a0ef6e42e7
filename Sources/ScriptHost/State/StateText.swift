internal import LuaBridge

/// Values of `state` as text: JSON in which a float always has a point or an exponent, so that it is read back as a
/// float.
enum StateText {
    private static let deepest = 16

    /// Returns the text of a plain value.
    ///
    /// - Throws: What cannot be stored, with its path.
    static func text(of value: LuaValue, path: [StateFault.Step]) throws(StateFault) -> String {
        switch value {
        case .nil: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .integer(let number): return "\(number)"
        case .number(let number):
            guard number.isFinite else { throw StateFault(path) { "\($0): \(number) cannot be kept" } }
            return "\(number)"
        case .string(let text): return quoted(text)
        case .array(let elements):
            var parts: [String] = []
            for (place, element) in elements.enumerated() {
                parts.append(try Self.text(of: element, path: path + [.place(place + 1)]))
            }
            return "[" + parts.joined(separator: ",") + "]"
        case .table(let entries):
            var parts: [String] = []
            for (key, value) in entries {
                guard Int(key) == nil else { throw badKey(key, of: entries.map(\.key), path) }
                parts.append(quoted(key) + ":" + (try Self.text(of: value, path: path + [.name(key)])))
            }
            return "{" + parts.joined(separator: ",") + "}"
        case .object, .function:
            throw unkept(value.kind, path)
        }
    }

    static func unkept(_ kind: String, _ path: [StateFault.Step]) -> StateFault {
        StateFault(path, remedy: "keep numbers, texts, booleans and tables of them; of a trade its key or orderId") {
            "\($0): \(kind) cannot be kept"
        }
    }

    /// Returns the error for a key that is a number, in a table that is no list: it may have been meant as one.
    private static func badKey(_ key: String, of keys: [String], _ path: [StateFault.Step]) -> StateFault {
        let places = keys.compactMap { Int($0) }
        if places.count == keys.count, places.first == 1, let hole = zip(places, 1...).first(where: { $0 != $1 })?.1 {
            return StateFault(path, .key, remedy: "put false there, or leave out what is nil") {
                "\($0)[\(hole)] is nil: a list that is kept has no holes"
            }
        }
        return StateFault(path, .key, remedy: "write a letter before the number") {
            "\($0): the key \(ShownText.of(key)): keys of a table that is kept are names, or 1 to n"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// Returns the value of a text; `nil` if the text is not one of ours.
    static func value(of text: String) -> LuaValue? {
        var rest = Array(text.utf8)[...]
        guard let value = value(&rest, depth: 0), rest.isEmpty else { return nil }
        return value
    }

    private static func value(_ rest: inout ArraySlice<UInt8>, depth: Int) -> LuaValue? {
        guard depth <= deepest, let first = rest.first else { return nil }
        switch first {
        case UInt8(ascii: "\""): return string(&rest).map(LuaValue.string)
        case UInt8(ascii: "["):
            var elements: [LuaValue] = []
            let isWhole = list(&rest, until: UInt8(ascii: "]")) { rest in
                guard let element = value(&rest, depth: depth + 1) else { return false }
                elements.append(element)
                return true
            }
            return isWhole ? .array(elements) : nil
        case UInt8(ascii: "{"):
            var entries: [(key: String, value: LuaValue)] = []
            let isWhole = list(&rest, until: UInt8(ascii: "}")) { rest in
                guard let key = string(&rest), rest.popFirst() == UInt8(ascii: ":"),
                    let value = value(&rest, depth: depth + 1)
                else { return false }
                entries.append((key, value))
                return true
            }
            return isWhole ? .table(entries) : nil
        default: return word(&rest)
        }
    }

    /// Parses a bracketed list with commas between its elements.
    private static func list(
        _ rest: inout ArraySlice<UInt8>,
        until end: UInt8,
        _ read: (inout ArraySlice<UInt8>) -> Bool
    ) -> Bool {
        rest.removeFirst()
        if rest.first == end {
            rest.removeFirst()
            return true
        }
        while read(&rest) {
            switch rest.popFirst() {
            case UInt8(ascii: ","): continue
            case end: return true
            default: return false
            }
        }
        return false
    }

    private static func word(_ rest: inout ArraySlice<UInt8>) -> LuaValue? {
        let word = rest.prefix { ![UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}")].contains($0) }
        rest = rest.dropFirst(word.count)
        let text = String(decoding: word, as: UTF8.self)
        switch text {
        case "null": return .nil
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            if let whole = Int(text) { return .integer(whole) }
            return Double(text).map(LuaValue.number)
        }
    }

    private static func string(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return nil }
                bytes.append(escaped == UInt8(ascii: "n") ? 0x0A : escaped)
            default: bytes.append(byte)
            }
        }
        return nil
    }
}
