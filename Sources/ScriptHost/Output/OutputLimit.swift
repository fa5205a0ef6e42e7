internal import Trading

/// Caps what a script may print and log: 2,000 lines in any minute, 1 MB in a run.
struct OutputLimit {
    static let linesPerMinute = 2_000
    static let bytesPerRun = 1_000_000

    /// What to do with a line.
    enum Verdict: Equatable {
        /// It may be shown.
        case show
        /// It is dropped, and this is said instead.
        case say(String)
        /// It is dropped, as was said before.
        case drop
    }

    private var minuteStart = RunInstant(nanoseconds: .min)
    private var lines = 0
    private var bytes = 0
    private var saidLines = false
    private var saidBytes = false

    /// Counts a line and tells whether it may be shown.
    mutating func admit(_ text: String, at now: RunInstant) -> Verdict {
        if now.nanoseconds.subtractingReportingOverflow(minuteStart.nanoseconds).overflow
            || now.nanoseconds - minuteStart.nanoseconds >= 60_000_000_000
        {
            (minuteStart, lines, saidLines) = (now, 0, false)
        }
        guard bytes + text.utf8.count + 1 <= Self.bytesPerRun else {
            defer { saidBytes = true }
            return saidBytes ? .drop : .say("output is capped at 1 MB a run: what follows is not shown")
        }
        guard lines < Self.linesPerMinute else {
            defer { saidLines = true }
            return saidLines ? .drop : .say("output is capped at 2000 lines a minute: lines are left out")
        }
        lines += 1
        bytes += text.utf8.count + 1
        return .show
    }
}
