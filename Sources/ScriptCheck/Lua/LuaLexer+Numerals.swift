extension LuaLexer {
    /// Reads everything that looks like a numeral and then judges it, as Lua does: `3x` is one malformed number.
    mutating func readNumeral() throws(LuaSyntaxError) -> LuaToken.Kind {
        let start = position
        let isHex = byte() == 0x30 && (byte(1) == UInt8(ascii: "x") || byte(1) == UInt8(ascii: "X"))
        position += isHex ? 2 : 1
        let exponent: [UInt8] = isHex ? Array("pP".utf8) : Array("eE".utf8)
        while let next = byte() {
            if exponent.contains(next) {
                position += 1
                if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { position += 1 }
            } else if Self.hexValue(next) != nil || next == UInt8(ascii: ".") {
                position += 1
            } else {
                break
            }
        }
        if let next = byte(), Self.isLetter(next) { position += 1 }
        let numeral = text(start..<position)
        guard let value = Self.value(of: Array(bytes[start..<position]), isHex: isHex) else {
            throw failure("malformed number", near: "'\(numeral)'")
        }
        return .number(value, text: numeral)
    }

    private static func value(of numeral: [UInt8], isHex: Bool) -> Double? {
        let digits = isHex ? numeral.dropFirst(2) : numeral[...]
        let mark = isHex ? UInt8(ascii: "p") : UInt8(ascii: "e")
        let parts = digits.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 | 0x20 == mark }
        guard let mantissa = parts.first, parts.count < 2 || isExponent(parts[1]) else { return nil }
        let sides = mantissa.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard sides.count <= 2, sides.contains(where: { !$0.isEmpty }) else { return nil }
        let isLegal = sides.joined().allSatisfy { isHex ? hexValue($0) != nil : isDigit($0) }
        guard isLegal else { return nil }
        if isHex { return hexNumber(sides, exponent: parts.count == 2 ? parts[1] : []) }
        return Double(normalized(sides, exponent: parts.count == 2 ? parts[1] : []))
    }

    private static func isExponent(_ text: ArraySlice<UInt8>) -> Bool {
        let digits = text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "-") ? text.dropFirst() : text
        return !digits.isEmpty && digits.allSatisfy(isDigit)
    }

    private static func normalized(_ sides: [ArraySlice<UInt8>], exponent: ArraySlice<UInt8>) -> String {
        let whole = String(decoding: sides[0], as: UTF8.self)
        let fraction = sides.count == 2 ? String(decoding: sides[1], as: UTF8.self) : ""
        let power = exponent.isEmpty ? "" : "e" + String(decoding: exponent, as: UTF8.self)
        return (whole.isEmpty ? "0" : whole) + "." + (fraction.isEmpty ? "0" : fraction) + power
    }

    private static func hexNumber(_ sides: [ArraySlice<UInt8>], exponent: ArraySlice<UInt8>) -> Double {
        var value = 0.0
        var shift = 0
        for digit in sides[0] { value = value * 16 + Double(hexValue(digit) ?? 0) }
        for digit in sides.count == 2 ? sides[1] : [] {
            value = value * 16 + Double(hexValue(digit) ?? 0)
            shift -= 4
        }
        let power = Int(String(decoding: exponent, as: UTF8.self)) ?? 0
        let bounded = max(-100_000, min(100_000, power)) + shift
        return Double(sign: .plus, exponent: bounded, significand: value)
    }
}
