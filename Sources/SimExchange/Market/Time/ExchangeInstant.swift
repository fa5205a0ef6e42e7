/// A point in the exchange's (real or virtual) time.
package struct ExchangeInstant: Comparable, Hashable, Sendable {
    /// 2026-01-05 10:00:00 New York, where the virtual clock starts.
    package static let virtualStart = ExchangeInstant(seconds: 1_767_625_200)

    /// Nanoseconds since 1970-01-01 00:00:00 UTC, not counting leap seconds.
    package let nanoseconds: Int64

    /// Makes the instant `nanoseconds` after the Unix epoch.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Makes the instant `seconds` after the Unix epoch, clamped to the years 1678 to 2262.
    package init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        nanoseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// Makes the instant `milliseconds` after the Unix epoch, with the same range as `init(seconds:)`.
    package init(milliseconds: Int64) {
        let (product, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        nanoseconds = overflow ? (milliseconds < 0 ? .min : .max) : product
    }

    /// Whole seconds since the epoch, rounded down.
    package var seconds: Int64 { Self.floorDivide(nanoseconds, 1_000_000_000) }

    /// Whole milliseconds since the epoch, rounded down.
    package var milliseconds: Int64 { Self.floorDivide(nanoseconds, 1_000_000) }

    /// Returns the instant `nanoseconds` later; saturates at the ends of the range.
    package func adding(nanoseconds delta: Int64) -> ExchangeInstant {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(delta)
        return ExchangeInstant(nanoseconds: overflow ? (delta < 0 ? .min : .max) : sum)
    }

    /// Returns the instant `milliseconds` later.
    package func adding(milliseconds: Int64) -> ExchangeInstant {
        adding(nanoseconds: ExchangeInstant(milliseconds: milliseconds).nanoseconds)
    }

    /// Returns the instant `seconds` later.
    package func adding(seconds: Int64) -> ExchangeInstant {
        adding(nanoseconds: ExchangeInstant(seconds: seconds).nanoseconds)
    }

    /// Returns the nanoseconds from `other` to this instant; negative if `other` is later.
    package func nanoseconds(since other: ExchangeInstant) -> Int64 {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
        return overflow ? (nanoseconds < other.nanoseconds ? .min : .max) : difference
    }

    /// Earlier instants come first.
    package static func < (left: ExchangeInstant, right: ExchangeInstant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Returns the earlier of two instants that may be missing.
    static func earlier(_ first: ExchangeInstant?, _ second: ExchangeInstant?) -> ExchangeInstant? {
        guard let first else { return second }
        return second.map { min(first, $0) } ?? first
    }

    /// Returns a quotient rounded towards minus infinity.
    static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}
