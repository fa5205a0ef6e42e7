/// Parses numbers as TWS and its clients usually write them, in one pass over their bytes.
extension TextReader {
    /// A field of digits with at most a sign and a decimal point.
    struct PlainNumber {
        /// The digits as a signed number; exact up to 18 of them.
        var value: Int
        /// The number of digits.
        var digits: Int
        /// How many of them follow the decimal point.
        var places: Int
        /// The offset after the field.
        var end: Int
    }

    /// A decimal point, less the digit zero, which ends a run of digits.
    private static var point: UInt8 { 0xFE }
    private static var terminator: UInt8 { 0xD0 }

    /// Adds the digits from `position` on to `value`; returns the byte that ends them, less the digit zero.
    ///
    /// At the end of the bytes, it returns the last digit, or zero, neither of which ends a run.
    @inline(__always)
    private func takeDigits(at position: inout Int, into value: inout Int) -> UInt8 {
        let count = bytes.count
        var digit: UInt8 = 0
        while position < count {
            digit = bytes[position] &- 0x30
            guard digit <= 9 else { break }
            value = value &* 10 &+ Int(digit)
            position &+= 1
        }
        return digit
    }

    /// Reads the next field in one pass; `nil`, consuming nothing, if it has no digit or another form.
    @inline(__always)
    func plainNumber() -> PlainNumber? {
        var position = offset
        guard position < bytes.count else { return nil }
        let isNegative = bytes[position] == 0x2D
        if isNegative { position &+= 1 }
        let first = position
        var value = 0
        var end = takeDigits(at: &position, into: &value)
        var digits = position &- first
        var places = 0
        if end == Self.point {
            position &+= 1
            let point = position
            end = takeDigits(at: &position, into: &value)
            places = position &- point
            digits &+= places
        }
        guard end == Self.terminator, digits > 0 else { return nil }
        return PlainNumber(value: isNegative ? 0 &- value : value, digits: digits, places: places, end: position &+ 1)
    }

    /// Reads the next field as a plain integer, with the offset after it; `nil`, consuming nothing, for any other
    /// field.
    @inline(__always)
    func plainInteger() -> (value: Int, end: Int)? {
        var position = offset
        guard position < bytes.count else { return nil }
        let isNegative = bytes[position] == 0x2D
        if isNegative { position &+= 1 }
        let first = position
        var value = 0
        let end = takeDigits(at: &position, into: &value)
        guard end == Self.terminator, first < position, position &- first <= 18 else { return nil }
        return (isNegative ? 0 &- value : value, position &+ 1)
    }

    /// Whether the text is DBL_MAX in one of its usual forms: `1.79`, digits, `E308` or `e+308`.
    func isMaximum(_ range: Range<Int>) -> Bool {
        guard range.count >= 8, bytes[range.lowerBound] == 0x31, bytes[range.lowerBound &+ 1] == 0x2E,
            bytes[range.lowerBound &+ 2] == 0x37, bytes[range.lowerBound &+ 3] == 0x39
        else { return false }
        var position = range.lowerBound &+ 4
        while position < range.upperBound, bytes[position] &- 0x30 <= 9 { position &+= 1 }
        guard position < range.upperBound, bytes[position] | 0x20 == 0x65 else { return false }
        position &+= 1
        if position < range.upperBound, bytes[position] == 0x2B { position &+= 1 }
        return range.upperBound &- position == 3 && bytes[position] == 0x33 && bytes[position &+ 1] == 0x30
            && bytes[position &+ 2] == 0x38
    }
}
