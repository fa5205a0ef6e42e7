/// A moment on a monotonic clock that the caller owns: the machine's for a live run, the simulation's for a backtest.
///
/// Sessions never read a clock; every event carries its moment. Only differences are meaningful.
package struct SessionInstant: Sendable, Hashable, Comparable {
    /// Nanoseconds since the clock's own zero.
    package var nanoseconds: Int64

    /// The moment `nanoseconds` after the clock's zero.
    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Whether the left moment is earlier.
    package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The moment `duration` later.
    package static func + (instant: Self, duration: Duration) -> Self {
        Self(nanoseconds: instant.nanoseconds + duration.wholeNanoseconds)
    }

    /// How much later the left moment is; negative when it is earlier.
    package static func - (left: Self, right: Self) -> Duration {
        .nanoseconds(left.nanoseconds - right.nanoseconds)
    }
}

extension Duration {
    /// The duration in nanoseconds, truncated towards zero.
    package var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
