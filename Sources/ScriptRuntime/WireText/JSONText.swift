/// A JSON value whose numbers keep their text, so that decimals stay exact, and whose objects keep their order.
indirect enum JSONText {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONText])
    case object([(key: String, value: JSONText)])

    /// The error for a malformed text, with its place.
    struct Malformed: Error, CustomStringConvertible {
        let offset: Int
        let reason: String
        var description: String { "JSON, byte \(offset): \(reason)" }
    }

    /// A word for the kind of value.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// Returns the members of the object in `text`.
    static func object(_ text: String) throws(Malformed) -> [(key: String, value: JSONText)] {
        var parser = JSONParser(text)
        guard case .object(let members) = try parser.document() else {
            throw Malformed(offset: 0, reason: "an object is needed")
        }
        return members
    }
}

/// Reads JSON (RFC 8259); nesting is limited.
private struct JSONParser {
    private static let maximumDepth = 32
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func document() throws(JSONText.Malformed) -> JSONText {
        let value = try value()
        skipBlanks()
        guard position == bytes.count else { throw malformed("text after the value") }
        return value
    }

    private func malformed(_ reason: String) -> JSONText.Malformed {
        JSONText.Malformed(offset: position, reason: reason)
    }

    private mutating func skipBlanks() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(JSONText.Malformed) -> JSONText {
        skipBlanks()
        guard position < bytes.count else { throw malformed("a value is missing") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONText.Malformed) in try parser.members() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONText.Malformed) in try parser.elements() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONText.Malformed) -> JSONText
    ) throws(JSONText.Malformed) -> JSONText {
        depth += 1
        guard depth <= Self.maximumDepth else { throw malformed("nested too deep") }
        position += 1
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func members() throws(JSONText.Malformed) -> JSONText {
        var members: [(key: String, value: JSONText)] = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipBlanks()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw malformed("a name is missing")
            }
            let key = try string()
            guard take(UInt8(ascii: ":")) else { throw malformed("a colon is missing") }
            members.append((key, try value()))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw malformed("} is missing") }
        return .object(members)
    }

    private mutating func elements() throws(JSONText.Malformed) -> JSONText {
        var elements: [JSONText] = []
        if take(UInt8(ascii: "]")) { return .array(elements) }
        repeat { elements.append(try value()) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw malformed("] is missing") }
        return .array(elements)
    }

    private mutating func word(_ word: StaticString, _ value: JSONText) throws(JSONText.Malformed) -> JSONText {
        let wanted = Array("\(word)".utf8)
        guard bytes[position...].starts(with: wanted) else { throw malformed("not a value") }
        position += wanted.count
        return value
    }

    private mutating func number() throws(JSONText.Malformed) -> JSONText {
        let start = position
        skip(UInt8(ascii: "-"))
        let whole = digits()
        var isNumber = whole == 1 || (whole > 1 && bytes[position - whole] != UInt8(ascii: "0"))
        if skip(UInt8(ascii: ".")) { isNumber = digits() > 0 && isNumber }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            if !skip(UInt8(ascii: "+")) { skip(UInt8(ascii: "-")) }
            isNumber = digits() > 0 && isNumber
        }
        guard isNumber else {
            position = start
            throw malformed("not a value")
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    /// Skips the byte if it is next.
    @discardableResult
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// Skips the digits that are next; returns their number.
    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        return position - start
    }

    private mutating func string() throws(JSONText.Malformed) -> String {
        position += 1
        var units: [UInt16] = []
        var plain = position
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                position += 1
                continue
            }
            units += Array(String(decoding: bytes[plain..<position], as: UTF8.self).utf16)
            position += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: units, as: UTF16.self) }
            units.append(try escape())
            plain = position
        }
        throw malformed("the text does not end")
    }

    private mutating func escape() throws(JSONText.Malformed) -> UInt16 {
        guard position < bytes.count else { throw malformed("the text does not end") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(byte)
        case UInt8(ascii: "u"):
            guard position + 4 <= bytes.count,
                let unit = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
            else { throw malformed("\\u needs four hexadecimal digits") }
            position += 4
            return unit
        default: throw malformed("no such escape")
        }
    }
}
