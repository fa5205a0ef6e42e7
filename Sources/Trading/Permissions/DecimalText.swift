/// A finite decimal number read from text and compared without rounding.
///
/// Quantities reach the gate as text, so that a limit of 100 cannot be passed by 100.00000000000000000001.
struct DecimalText: Comparable {
    /// Longest accepted text; more digits than any size has.
    static let longestText = 64

    let isNegative: Bool
    /// Digits before the point, without leading zeros.
    let whole: [UInt8]
    /// Digits after the point, without trailing zeros.
    let fraction: [UInt8]

    /// Reads `digits[.digits]` with an optional minus sign.
    ///
    /// An exponent, a plus sign, blanks, hexadecimal digits, `nan` and `inf` are not accepted: `nil`.
    init?(_ text: String) {
        var bytes = Array(text.utf8)
        guard bytes.count <= Self.longestText else { return nil }
        let negative = bytes.first == UInt8(ascii: "-")
        if negative { bytes.removeFirst() }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = parts.first, !whole.isEmpty else { return nil }
        let fraction = parts.count == 2 ? parts[1] : []
        guard parts.count == 1 || !fraction.isEmpty else { return nil }
        guard (whole + fraction).allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.init(isNegative: negative, whole: Array(whole), fraction: Array(fraction))
    }

    /// The value that the shortest text of a double names; `nil` unless it is finite.
    init?(_ value: Double) {
        guard value.isFinite else { return nil }
        let text = "\(value.magnitude)"
        let parts = text.split(separator: "e", maxSplits: 1)
        guard let mantissa = parts.first else { return nil }
        let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let sides = mantissa.split(separator: ".", maxSplits: 1)
        var whole = Array((sides.first ?? "0").utf8)
        var fraction = sides.count == 2 ? Array(sides[1].utf8) : []
        for _ in 0..<max(0, exponent) { whole.append(fraction.isEmpty ? 0x30 : fraction.removeFirst()) }
        for _ in 0..<max(0, -exponent) { fraction.insert(whole.popLast() ?? 0x30, at: 0) }
        self.init(isNegative: value < 0, whole: whole, fraction: fraction)
    }

    private init(isNegative: Bool, whole: [UInt8], fraction: [UInt8]) {
        var fraction = fraction
        while fraction.last == 0x30 { fraction.removeLast() }
        self.whole = Array(whole.drop { $0 == 0x30 })
        self.fraction = fraction
        self.isNegative = isNegative && !(self.whole.isEmpty && fraction.isEmpty)
    }

    var isZero: Bool { whole.isEmpty && fraction.isEmpty }
    var isWhole: Bool { fraction.isEmpty }

    static func < (left: DecimalText, right: DecimalText) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.magnitudeIsLess(than: left) : left.magnitudeIsLess(than: right)
    }

    private func magnitudeIsLess(than other: DecimalText) -> Bool {
        if whole.count != other.whole.count { return whole.count < other.whole.count }
        if whole != other.whole { return whole.lexicographicallyPrecedes(other.whole) }
        return fraction.lexicographicallyPrecedes(other.fraction)
    }
}
