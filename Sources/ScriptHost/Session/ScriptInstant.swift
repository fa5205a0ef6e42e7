/// A moment as scripts see it: nanoseconds since 1970-01-01 00:00 UTC.
///
/// The exchange's time on the simulator, the wall clock elsewhere; the host itself never reads a clock.
public struct ScriptInstant: Hashable, Comparable, Sendable {
    /// Nanoseconds since the epoch.
    public let nanoseconds: Int64

    /// A moment in nanoseconds since the epoch.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// A moment in seconds since the epoch; the range of the type bounds it.
    public init(seconds: Double) {
        nanoseconds = Int64(exactly: (seconds * 1_000_000_000).rounded()) ?? (seconds < 0 ? .min : .max)
    }

    /// Seconds since the epoch.
    public var seconds: Double { Double(nanoseconds) / 1_000_000_000 }

    /// Whether `left` is earlier.
    public static func < (left: ScriptInstant, right: ScriptInstant) -> Bool { left.nanoseconds < right.nanoseconds }
}
