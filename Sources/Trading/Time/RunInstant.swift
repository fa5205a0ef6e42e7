/// A point in time on a run's clock: nanoseconds since 1970-01-01 00:00 UTC.
///
/// The clock is the exchange's on the simulator and the wall clock elsewhere. Nothing in this target reads a clock.
package struct RunInstant: Hashable, Comparable, Sendable {
    /// Nanoseconds since the epoch.
    package let nanoseconds: Int64

    /// Creates an instant from nanoseconds since the epoch.
    package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// Creates an instant from seconds since the epoch, clamped to the range of the type.
    package init(seconds: Double) {
        nanoseconds = Int64(exactly: (seconds * 1_000_000_000).rounded()) ?? (seconds < 0 ? .min : .max)
    }

    /// Seconds since the epoch.
    package var seconds: Double { Double(nanoseconds) / 1_000_000_000 }

    /// Returns the instant `seconds` later.
    package func adding(_ seconds: Double) -> RunInstant {
        let (sum, isOver) = nanoseconds.addingReportingOverflow(Int64((seconds * 1_000_000_000).rounded()))
        return RunInstant(nanoseconds: isOver ? .max : sum)
    }

    /// Whether `left` is earlier.
    package static func < (left: RunInstant, right: RunInstant) -> Bool { left.nanoseconds < right.nanoseconds }
}
