/// Splits Lua 5.4 source text into tokens.
///
/// Like Lua, it reads bytes, not characters: text outside ASCII is legal only in strings and comments.
package struct LuaLexer {
    /// The text.
    package let bytes: [UInt8]
    /// The offset of the next byte to read.
    package internal(set) var position = 0
    var line = 1
    var lineStart = 0
    /// The long comments skipped so far.
    package private(set) var longComments: [LongComment] = []

    /// A comment in long brackets, with its position and the bytes between the brackets.
    package struct LongComment {
        /// The line of its first `-`, from 1.
        package let line: Int
        /// The byte of its first `-` within the line, from 1.
        package let column: Int
        /// The offsets of the text between the brackets, without a line end right after the opening.
        package let body: Range<Int>
    }

    /// The reserved words.
    package static let words: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]

    /// Starts after a byte order mark and a first line that begins with `#`, like Lua's file loader.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        if byte() == UInt8(ascii: "#") {
            while let next = byte(), !Self.isNewline(next) { position += 1 }
        }
    }

    func byte(_ ahead: Int = 0) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    /// Reads all tokens, and with them all comments.
    ///
    /// - Returns: `false` if a malformed token stops it before the end of the text.
    package mutating func readToEnd() -> Bool {
        do {
            while try next().kind != .endOfFile {}
            return true
        } catch {
            return false
        }
    }

    /// Returns the next token, after blanks and comments.
    mutating func next() throws(LuaSyntaxError) -> LuaToken {
        try skipBlanksAndComments()
        let start = (line: line, column: position - lineStart + 1)
        let kind = try readKind()
        return LuaToken(kind: kind, line: start.line, column: start.column, endLine: line)
    }

    private mutating func readKind() throws(LuaSyntaxError) -> LuaToken.Kind {
        guard let first = byte() else { return .endOfFile }
        if Self.isLetter(first) { return readWord() }
        if Self.isDigit(first) || (first == UInt8(ascii: ".") && byte(1).map(Self.isDigit) == true) {
            return try readNumeral()
        }
        switch first {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return try readQuoted(first)
        case UInt8(ascii: "["):
            if let level = try longBracketLevel() { return try readLongString(level) }
            return readOperator(first)
        default: return readOperator(first)
        }
    }

    private mutating func readWord() -> LuaToken.Kind {
        let start = position
        while let next = byte(), Self.isLetter(next) || Self.isDigit(next) { position += 1 }
        let word = text(start..<position)
        return Self.words.contains(word) ? .reserved(word) : .name(word)
    }

    private mutating func readOperator(_ first: UInt8) -> LuaToken.Kind {
        for length in [3, 2] where position + length <= bytes.count {
            let candidate = text(position..<position + length)
            guard Self.operators.contains(candidate) else { continue }
            position += length
            return .reserved(candidate)
        }
        position += 1
        guard (0x20...0x7E).contains(first) else { return .reserved("<\\\(first)>") }
        return .reserved(text(position - 1..<position))
    }

    private static let operators: Set<String> = ["...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"]

    private mutating func skipBlanksAndComments() throws(LuaSyntaxError) {
        while let next = byte() {
            if Self.isNewline(next) {
                takeNewline()
            } else if next == 0x20 || (0x09...0x0C).contains(next) {
                position += 1
            } else if next == UInt8(ascii: "-"), byte(1) == UInt8(ascii: "-") {
                try skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(LuaSyntaxError) {
        let start = (line: line, column: position - lineStart + 1)
        position += 2
        if let level = bracketLevel() {
            let body = try skipLongBrackets(level, what: "comment", startLine: line)
            longComments.append(LongComment(line: start.line, column: start.column, body: body))
            return
        }
        while let next = byte(), !Self.isNewline(next) { position += 1 }
    }

    /// Consumes a line end; `\r\n` and `\n\r` count once.
    mutating func takeNewline() {
        let first = byte()
        position += 1
        if let second = byte(), Self.isNewline(second), second != first { position += 1 }
        line += 1
        lineStart = position
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    func failure(_ message: String, near: String) -> LuaSyntaxError {
        LuaSyntaxError(line: line, column: max(1, position - lineStart + 1), message: "\(message) near \(near)")
    }

    /// Whether a byte ends a line.
    package static func isNewline(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
    /// Whether a byte is a decimal digit.
    package static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    /// Whether a byte is an ASCII letter or `_`.
    package static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    }

    static func hexValue(_ byte: UInt8?) -> UInt32? {
        switch byte {
        case .some(0x30...0x39): byte.map { UInt32($0) - 0x30 }
        case .some(0x41...0x46): byte.map { UInt32($0) - 0x37 }
        case .some(0x61...0x66): byte.map { UInt32($0) - 0x57 }
        default: nil
        }
    }
}
