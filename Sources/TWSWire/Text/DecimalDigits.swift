/// Decimal digits without the strings that `description` allocates.
extension [UInt8] {
    /// Appends the digits of `magnitude` with `places` of them after the decimal point; no point if `places` is 0.
    mutating func appendDigits(_ magnitude: UInt64, places: Int = 0) {
        // 20 digits for the largest magnitude; 19 for a scale of 18.
        var digits = InlineArray<24, UInt8>(repeating: 0x30)
        var first = digits.count
        var rest = magnitude
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            first &-= 1
            digits[first] = 0x30 | UInt8(truncatingIfNeeded: digit)
            rest = quotient
        } while rest != 0
        let point = digits.count &- places
        first = Swift.min(first, point &- 1)
        append(addingCapacity: 25) { output in
            for index in first..<digits.count {
                if index == point { output.append(0x2E) }
                output.append(digits[index])
            }
        }
    }

    /// Appends an integer.
    package mutating func appendInteger(_ value: Int64) {
        if value < 0 { append(0x2D) }
        appendDigits(value.magnitude)
    }

    /// Appends an exact decimal in the form of its `description`.
    package mutating func appendDecimal(_ value: ExactDecimal) {
        if value.coefficient < 0 { append(0x2D) }
        appendDigits(value.coefficient.magnitude, places: Int(value.scale))
    }

    /// Appends a floating-point number in the form of its `description`, the shortest text that reads back as the same
    /// number.
    package mutating func appendShortest(_ value: Double) {
        let magnitude = value.magnitude
        // A decimal of at most 15 digits that reads back equal is the shortest: no two such decimals share a double.
        if magnitude == 0 || (magnitude >= 0.001 && magnitude < 1e15) {
            if let digits = Self.digits(magnitude, times: 10) {
                return appendShortest(digits, places: 1, negative: value.sign == .minus)
            }
            if let digits = Self.digits(magnitude, times: 1e4) {
                return appendShortest(digits, places: 4, negative: value.sign == .minus)
            }
            if let digits = Self.digits(magnitude, times: 1e8) {
                return appendShortest(digits, places: 8, negative: value.sign == .minus)
            }
        }
        append(contentsOf: value.description.utf8)
    }

    /// Returns `value * scale` if it is a whole number of at most 15 digits that stands for exactly this value.
    private static func digits(_ value: Double, times scale: Double) -> UInt64? {
        let product = value * scale
        guard product < 1e15 else { return nil }
        let digits = UInt64(product + 0.5)
        return Double(digits) / scale == value ? digits : nil
    }

    /// Appends a number with one decimal place, or as many as it needs.
    private mutating func appendShortest(_ digits: UInt64, places: Int, negative: Bool) {
        var digits = digits
        var places = places
        while places > 1, digits % 10 == 0 {
            digits /= 10
            places &-= 1
        }
        if negative { append(0x2D) }
        appendDigits(digits, places: places)
    }
}
