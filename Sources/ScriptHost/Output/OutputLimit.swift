internal import Trading

/// Limits what a script may print and log: 2,000 lines in any minute, 1 MB in an hour. Lines dropped are counted.
struct OutputLimit {
    static let linesPerMinute = 2_000
    static let bytesPerHour = 1_000_000

    /// What to do with a line.
    enum Verdict: Equatable {
        /// It may be shown.
        case show
        /// It is dropped, and this text is shown instead.
        case say(String)
        /// It is dropped, as already reported.
        case drop
    }

    /// A span of time in which lines or bytes are counted.
    private struct Window {
        let length: Int64
        private var start = Int64.min
        private(set) var count = 0
        private var hasSaid = false

        init(seconds: Int64) { length = seconds * 1_000_000_000 }

        mutating func turn(to now: Int64) {
            let (age, isFar) = now.subtractingReportingOverflow(start)
            if isFar || age >= length { (start, count, hasSaid) = (now, 0, false) }
        }

        mutating func add(_ amount: Int) { count += amount }

        /// Returns the line that is shown once per window.
        mutating func refuse(_ text: String) -> Verdict {
            defer { hasSaid = true }
            return hasSaid ? .drop : .say(text)
        }
    }

    private var minute = Window(seconds: 60)
    private var hour = Window(seconds: 3_600)
    /// The number of `print` lines not shown.
    private(set) var cutPrints = 0
    /// The number of `log` lines not shown.
    private(set) var cutLogs = 0

    /// Counts a line and returns whether it may be shown.
    ///
    /// - Parameter isPrint: Whether it comes from `print` rather than `log`.
    mutating func admit(_ text: String, isPrint: Bool = true, at now: RunInstant) -> Verdict {
        minute.turn(to: now.nanoseconds)
        hour.turn(to: now.nanoseconds)
        let bytes = text.utf8.count + 1
        let isTooMuch = hour.count + bytes > Self.bytesPerHour
        guard !isTooMuch, minute.count < Self.linesPerMinute else {
            if isPrint { cutPrints += 1 } else { cutLogs += 1 }
            return isTooMuch
                ? hour.refuse("output is capped at 1 MB an hour: what follows is not shown")
                : minute.refuse("output is capped at 2000 lines a minute: lines are left out")
        }
        minute.add(1)
        hour.add(bytes)
        return .show
    }

    /// What was dropped, reported at the end of the run; `nil` if nothing was.
    var loss: String? {
        let parts = [(cutPrints, "print"), (cutLogs, "log")].filter { $0.0 > 0 }.map { count, name in
            "\(CountText.of(count)) \(count == 1 ? "line" : "lines") of \(name)"
        }
        guard !parts.isEmpty else { return nil }
        let verb = cutPrints + cutLogs == 1 ? "was" : "were"
        return parts.joined(separator: " and ") + " \(verb) not shown; csv and json write data uncut"
    }
}
