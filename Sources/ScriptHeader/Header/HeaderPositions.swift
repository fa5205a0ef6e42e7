internal import ScriptCheck

/// The position of each key in a well-formed TOML text, which the parser does not report.
///
/// Used only after the parser has accepted the text; it finds keys and skips values.
struct HeaderPositions {
    struct Place {
        /// The line within the text, from 1.
        let line: Int
        /// The byte within the line, from 1.
        let column: Int
        /// The number of keys before it.
        let order: Int
    }

    private(set) var places: [[String]: Place] = [:]
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
        var table: [String] = []
        while skipBlanks(), let next = byte() {
            if next == UInt8(ascii: "[") {
                table = readTableName()
            } else {
                guard readEntry(in: table) else { return }
            }
        }
    }

    private func byte(_ ahead: Int = 0) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    private mutating func advance() {
        if byte() == 0x0A {
            line += 1
            lineStart = position + 1
        }
        position += 1
    }

    /// Skips blanks, line ends, commas and comments; returns whether anything is left.
    private mutating func skipBlanks() -> Bool {
        while let next = byte() {
            if next == UInt8(ascii: "#") {
                while let end = byte(), end != 0x0A { position += 1 }
            } else if [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ",")].contains(next) {
                advance()
            } else {
                return true
            }
        }
        return false
    }

    private mutating func readTableName() -> [String] {
        while byte() == UInt8(ascii: "[") { position += 1 }
        let name = readKey(in: [])
        while byte() == UInt8(ascii: "]") { position += 1 }
        return name
    }

    /// Reads `key = value`; returns whether it made progress.
    private mutating func readEntry(in table: [String]) -> Bool {
        let start = position
        let path = readKey(in: table)
        if byte() == UInt8(ascii: "=") { position += 1 }
        skipValue(path)
        return position > start
    }

    /// Reads a dotted key and records the position of each of its components.
    private mutating func readKey(in table: [String]) -> [String] {
        var path = table
        while true {
            skipSpaces()
            let column = position - lineStart + 1
            guard let part = readKeyPart() else { return path }
            path.append(part)
            if places[path] == nil { places[path] = Place(line: line, column: column, order: places.count) }
            skipSpaces()
            guard byte() == UInt8(ascii: ".") else { return path }
            position += 1
        }
    }

    private mutating func skipSpaces() {
        while byte() == 0x20 || byte() == 0x09 { position += 1 }
    }

    private mutating func readKeyPart() -> String? {
        let start = position
        if let quote = byte(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            skipQuoted(quote)
            return String(decoding: bytes[start..<position].dropFirst().dropLast(), as: UTF8.self)
        }
        while let next = byte(), LuaLexer.isLetter(next) || LuaLexer.isDigit(next) || next == UInt8(ascii: "-") {
            position += 1
        }
        return start == position ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func skipValue(_ path: [String]) {
        guard skipBlanks(), let first = byte() else { return }
        switch first {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): skipQuoted(first)
        case UInt8(ascii: "["): skipList(until: UInt8(ascii: "]")) { $0.skipValue(path + ["#"]) }
        case UInt8(ascii: "{"): skipList(until: UInt8(ascii: "}")) { _ = $0.readEntry(in: path) }
        default:
            while let next = byte(), !"#,]}\n".utf8.contains(next) { position += 1 }
        }
    }

    private mutating func skipList(until end: UInt8, _ element: (inout HeaderPositions) -> Void) {
        position += 1
        while skipBlanks(), byte() != end {
            let start = position
            element(&self)
            if position == start { return }
        }
        position += 1
    }

    private mutating func skipQuoted(_ quote: UInt8) {
        let isLong = byte(1) == quote && byte(2) == quote
        position += isLong ? 3 : 1
        while let next = byte() {
            if next == quote, !isLong || (byte(1) == quote && byte(2) == quote) {
                position += isLong ? 3 : 1
                while isLong, byte() == quote { position += 1 }
                return
            }
            if next == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { advance() }
            advance()
        }
    }
}
