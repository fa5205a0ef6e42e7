/// A span of time as people write it: `0.4 s`, `42 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`.
package enum SpanText {
    /// Returns the two largest units; below ten seconds, one decimal place.
    package static func of(seconds: Double) -> String {
        guard seconds >= 9.95 else { return "\((max(0, seconds) * 10).rounded() / 10) s" }
        let whole = Int(min(seconds.rounded(), 1e12))
        let parts = [(whole / 86_400, "d"), (whole / 3600 % 24, "h"), (whole / 60 % 60, "min"), (whole % 60, "s")]
        let first = parts.firstIndex { $0.0 > 0 } ?? 3
        return parts[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
}
