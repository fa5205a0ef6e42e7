/// An exact decimal number: a size, a quantity, a volume.
///
/// `coefficient / 10^scale`, with at most 18 decimal places. Two numbers of equal value are equal, whatever their
/// scale; the scale is kept so that a text such as `100.0` is written as it was read.
public struct ExactDecimal: Sendable {
    /// The digits without the decimal point.
    public let coefficient: Int64
    /// The number of decimal places, 0…18.
    public let scale: UInt8

    /// Zero.
    public static let zero = ExactDecimal(0)

    /// Makes a whole number.
    public init(_ value: Int) {
        coefficient = Int64(value)
        scale = 0
    }

    /// Makes `coefficient / 10^scale`; `nil` if the scale is above 18.
    public init?(coefficient: Int64, scale: Int) {
        guard (0...18).contains(scale) else { return nil }
        self.coefficient = coefficient
        self.scale = UInt8(scale)
    }

    /// Makes `digits / 10^places` for a reader that has checked that there are at most 18 places.
    @inline(__always)
    init(digits: Int64, places: Int) {
        coefficient = digits
        scale = UInt8(truncatingIfNeeded: places)
    }

    /// Makes the number from the shortest decimal text of `value`; `nil` for NaN, infinity and what 18 digits cannot
    /// hold.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        if let whole = Int(exactly: value) {
            self.init(whole)
        } else {
            self.init(value.description)
        }
    }

    /// Parses decimal text such as `-12.50` or `1E-7`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        var digits: Int64 = 0
        var fraction = 0
        var seenPoint = false
        var seenDigit = false
        var negative = false
        var exponent = 0
        var rest = text.utf8[...]
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            negative = sign == UInt8(ascii: "-")
            rest.removeFirst()
        }
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "."), !seenPoint {
                seenPoint = true
            } else if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
                guard let power = Int(String(decoding: rest, as: UTF8.self)), (-40...40).contains(power) else {
                    return nil
                }
                exponent = power
                rest = rest[rest.endIndex...]
            } else {
                let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
                let digit = byte &- 0x30
                guard digit <= 9, !overflow else { return nil }
                let (sum, carry) = product.addingReportingOverflow(Int64(digit))
                guard !carry else { return nil }
                digits = sum
                seenDigit = true
                if seenPoint { fraction += 1 }
            }
        }
        guard seenDigit, let value = Self.shifted(digits, scale: fraction - exponent) else { return nil }
        coefficient = negative ? -value.0 : value.0
        scale = value.1
    }

    /// Brings a scale outside 0…18 into the range without losing a digit.
    private static func shifted(_ digits: Int64, scale: Int) -> (Int64, UInt8)? {
        var digits = digits
        var scale = scale
        while scale < 0 {
            let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            digits = product
            scale += 1
        }
        while scale > 18 {
            guard digits % 10 == 0 else { return nil }
            digits /= 10
            scale -= 1
        }
        return (digits, UInt8(scale))
    }

    /// The number without trailing zeros after the decimal point.
    public var normalized: ExactDecimal {
        var digits = coefficient
        var places = Int(scale)
        while places > 0, digits % 10 == 0 {
            digits /= 10
            places -= 1
        }
        return ExactDecimal(coefficient: digits, scale: places) ?? self
    }

    /// The value as an integer; `nil` if it has a fraction.
    public var whole: Int? {
        if scale == 0 { return Int(coefficient) }
        let number = normalized
        return number.scale == 0 ? Int(number.coefficient) : nil
    }

    /// The nearest double.
    public var double: Double {
        Double(coefficient) / Self.powers[Int(scale)]
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    ]
}

extension ExactDecimal: Hashable {
    /// Whether both have the same value.
    public static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.scale == right.scale { return left.coefficient == right.coefficient }
        let left = left.normalized
        let right = right.normalized
        return left.coefficient == right.coefficient && left.scale == right.scale
    }

    /// Hashes the value, regardless of the scale.
    public func hash(into hasher: inout Hasher) {
        let number = normalized
        hasher.combine(number.coefficient)
        hasher.combine(number.scale)
    }
}

extension ExactDecimal: Comparable {
    /// Whether `left` is smaller.
    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.scale == right.scale { return left.coefficient < right.coefficient }
        let (before, after) = (left.coefficient.signum(), right.coefficient.signum())
        if before != after { return before < after }
        let scale = max(left.scale, right.scale)
        return left.units(at: scale) < right.units(at: scale)
    }

    /// The sum; digits that do not fit are rounded off after the decimal point, and it saturates at the ends of the
    /// range.
    public static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        if left.scale == 0, right.scale == 0 {
            let (sum, overflow) = left.coefficient.addingReportingOverflow(right.coefficient)
            if !overflow { return ExactDecimal(digits: sum, places: 0) }
        }
        let scale = max(left.scale, right.scale)
        return fitted(left.units(at: scale) + right.units(at: scale), scale: Int(scale))
    }

    /// The difference; rounds and saturates as the sum does.
    public static func - (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        if left.scale == 0, right.scale == 0 {
            let (difference, overflow) = left.coefficient.subtractingReportingOverflow(right.coefficient)
            if !overflow { return ExactDecimal(digits: difference, places: 0) }
        }
        let scale = max(left.scale, right.scale)
        return fitted(left.units(at: scale) - right.units(at: scale), scale: Int(scale))
    }

    /// The product with a whole number; rounds and saturates as the sum does.
    public static func * (left: ExactDecimal, right: Int) -> ExactDecimal {
        if left.scale == 0 {
            let (product, overflow) = left.coefficient.multipliedReportingOverflow(by: Int64(right))
            if !overflow { return ExactDecimal(digits: product, places: 0) }
        }
        return fitted(Int128(left.coefficient) * Int128(right), scale: Int(left.scale))
    }

    /// The number with the opposite sign.
    public static prefix func - (value: ExactDecimal) -> ExactDecimal {
        zero - value
    }

    /// Returns the digits with `places` decimal places, not fewer than there are.
    private func units(at places: UInt8) -> Int128 {
        var digits = Int128(coefficient)
        for _ in scale..<places { digits *= 10 }
        return digits
    }

    /// Returns the number with 64-bit digits nearest to `digits / 10^scale`.
    private static func fitted(_ digits: Int128, scale: Int) -> ExactDecimal {
        var divisor: Int128 = 1
        var scale = scale
        while Int64(exactly: digits / divisor) == nil, scale > 0 {
            divisor *= 10
            scale -= 1
        }
        var (quotient, rest) = digits.quotientAndRemainder(dividingBy: divisor)
        if rest.magnitude * 2 >= divisor.magnitude { quotient += digits.signum() }
        return (ExactDecimal(coefficient: Int64(clamping: quotient), scale: scale) ?? .zero).normalized
    }
}

extension ExactDecimal: CustomStringConvertible, ExpressibleByIntegerLiteral {
    /// Decimal text, as it goes to the wire: `100`, `0.5`, `-3.25`.
    public var description: String {
        guard scale > 0 else { return String(coefficient) }
        let digits = String(coefficient.magnitude)
        let places = Int(scale)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
        let point = padded.index(padded.endIndex, offsetBy: -places)
        return (coefficient < 0 ? "-" : "") + padded[..<point] + "." + padded[point...]
    }

    /// Makes a whole number.
    public init(integerLiteral value: Int) { self.init(value) }
}
