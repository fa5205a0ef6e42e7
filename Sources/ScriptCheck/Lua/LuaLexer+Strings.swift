extension LuaLexer {
    /// Reads a quoted string; the first byte is its delimiter.
    mutating func readQuoted(_ quote: UInt8) throws(LuaSyntaxError) -> LuaToken.Kind {
        let delimiter = String(decoding: [quote], as: UTF8.self)
        var content: [UInt8] = []
        position += 1
        while let next = byte(), next != quote {
            if Self.isNewline(next) {
                let shown = String(decoding: content, as: UTF8.self)
                throw failure("unfinished string", near: "'\(delimiter)\(shown)'")
            }
            if next == UInt8(ascii: "\\") {
                try readEscape(&content, quote: delimiter)
            } else {
                content.append(next)
                position += 1
            }
        }
        guard byte() != nil else { throw failure("unfinished string", near: "<eof>") }
        position += 1
        return .string(String(decoding: content, as: UTF8.self), opening: delimiter, closing: delimiter)
    }

    private static let simpleEscapes: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
        UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11, UInt8(ascii: "\\"): 0x5C,
        UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27,
    ]

    private mutating func readEscape(_ content: inout [UInt8], quote: String) throws(LuaSyntaxError) {
        let start = position
        position += 1
        guard let letter = byte() else { return }
        if let value = Self.simpleEscapes[letter] {
            content.append(value)
            position += 1
            return
        }
        do throws(EscapeFault) {
            switch letter {
            case UInt8(ascii: "x"): content.append(try readHexEscape())
            case UInt8(ascii: "u"): content += try readUnicodeEscape()
            case UInt8(ascii: "z"): skipBlanks()
            case 0x0A, 0x0D:
                takeNewline()
                content.append(0x0A)
            default: content.append(try readDecimalEscape())
            }
        } catch {
            // Built only here: building the text before the escape for each escape took quadratic time.
            let before = quote + String(decoding: content, as: UTF8.self)
            throw failure(error.message, near: "'\(before)\(text(start..<min(position + 1, bytes.count)))'")
        }
    }

    /// What is wrong with an escape that ends at the current position.
    private struct EscapeFault: Error {
        let message: String

        init(_ message: String) { self.message = message }
    }

    private mutating func skipBlanks() {
        position += 1
        while let next = byte(), next == 0x20 || (0x09...0x0D).contains(next) {
            if Self.isNewline(next) { takeNewline() } else { position += 1 }
        }
    }

    private mutating func readHexEscape() throws(EscapeFault) -> UInt8 {
        var value: UInt32 = 0
        for _ in 0..<2 {
            position += 1
            guard let digit = Self.hexValue(byte()) else { throw EscapeFault("hexadecimal digit expected") }
            value = value * 16 + digit
        }
        position += 1
        return UInt8(truncatingIfNeeded: value)
    }

    private mutating func readUnicodeEscape() throws(EscapeFault) -> [UInt8] {
        position += 1
        guard byte() == UInt8(ascii: "{") else { throw EscapeFault("missing '{'") }
        position += 1
        guard var value = Self.hexValue(byte()) else { throw EscapeFault("hexadecimal digit expected") }
        position += 1
        while let digit = Self.hexValue(byte()) {
            guard value <= 0x7FFF_FFFF >> 4 else { throw EscapeFault("UTF-8 value too large") }
            value = value * 16 + digit
            position += 1
        }
        guard byte() == UInt8(ascii: "}") else { throw EscapeFault("missing '}'") }
        position += 1
        return Self.utf8(value)
    }

    private mutating func readDecimalEscape() throws(EscapeFault) -> UInt8 {
        var value: UInt32 = 0
        var count = 0
        while count < 3, let digit = byte(), Self.isDigit(digit) {
            value = value * 10 + UInt32(digit - 0x30)
            count += 1
            position += 1
        }
        guard count > 0 else { throw EscapeFault("invalid escape sequence") }
        guard value <= 255 else { throw EscapeFault("decimal escape too large") }
        return UInt8(truncatingIfNeeded: value)
    }

    /// Returns the bytes of a code point in the original UTF-8 with up to six bytes, which Lua accepts.
    private static func utf8(_ value: UInt32) -> [UInt8] {
        guard value >= 0x80 else { return [UInt8(truncatingIfNeeded: value)] }
        var rest = value
        var tail: [UInt8] = []
        var room: UInt32 = 0x3F
        repeat {
            tail.insert(UInt8(truncatingIfNeeded: 0x80 | (rest & 0x3F)), at: 0)
            rest >>= 6
            room >>= 1
        } while rest > room
        return [UInt8(truncatingIfNeeded: (~room << 1) | rest)] + tail
    }
}
