internal import LuaBridge

/// Values of `state` as text: JSON in which a float always has a point or an exponent, so that it is read back as a
/// float.
enum StateText {
    private static let deepest = 16

    /// Returns the text of a plain value.
    ///
    /// - Throws: An error with the path of a value that cannot be stored.
    static func text(of value: LuaValue, path: String) throws(LuaRaise) -> String {
        switch value {
        case .nil: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .integer(let number): return "\(number)"
        case .number(let number):
            guard number.isFinite else { throw LuaRaise(message: "\(path): \(number) cannot be kept") }
            return "\(number)"
        case .string(let text): return quoted(text)
        case .array(let elements):
            var parts: [String] = []
            for (place, element) in elements.enumerated() {
                parts.append(try Self.text(of: element, path: "\(path)[\(place + 1)]"))
            }
            return "[" + parts.joined(separator: ",") + "]"
        case .table(let entries):
            var parts: [String] = []
            for (key, value) in entries {
                guard Int(key) == nil else {
                    throw LuaRaise(
                        message:
                            "\(path): the key \(ShownText.of(key)): keys of a table that is kept are names, or 1 to n",
                        remedy: "write a letter before the number"
                    )
                }
                parts.append(quoted(key) + ":" + (try Self.text(of: value, path: "\(path).\(ShownText.of(key))")))
            }
            return "{" + parts.joined(separator: ",") + "}"
        case .object, .function:
            throw unkept(value.kind, path)
        }
    }

    static func unkept(_ kind: String, _ path: String) -> LuaRaise {
        LuaRaise(
            message: "\(path): \(kind) cannot be kept",
            remedy: "keep numbers, texts, booleans and tables of them; of a trade its key or orderId"
        )
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
