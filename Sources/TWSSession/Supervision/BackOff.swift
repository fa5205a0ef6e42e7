/// How long to wait before the next attempt: 1 s after the first failure, then twice as long each time, up to 60 s.
///
/// A random part of up to a quarter is subtracted, so that programs that lost the same TWS do not all return at the
/// same moment.
package struct BackOff: Sendable, Hashable {
    /// The number of failures in a row so far.
    package private(set) var failures = 0

    /// The longest wait.
    package static let longest: Duration = .seconds(60)

    /// Makes a back-off without failures.
    package init() {}

    /// Counts a failure.
    ///
    /// - Returns: How long to wait now.
    package mutating func fail(using random: inout some RandomNumberGenerator) -> Duration {
        failures += 1
        let doublings = min(failures - 1, 6)
        let whole = min(Duration.seconds(1 << doublings), Self.longest).wholeNanoseconds
        return .nanoseconds(whole - Int64.random(in: 0...whole / 4, using: &random))
    }
}
