internal import Trading

extension RunInstant {
    /// Seconds since the epoch in decimal digits, to the microsecond and without an exponent: `1767625203.12`.
    var secondsText: String {
        let (microseconds, isBefore) = (nanoseconds.magnitude / 1_000, nanoseconds < 0)
        let (whole, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let sign = isBefore && microseconds > 0 ? "-" : ""
        guard rest > 0 else { return "\(sign)\(whole)" }
        // A leading one keeps the zeros after the point.
        var digits = String(1_000_000 + rest).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(sign)\(whole).\(digits)"
    }
}
