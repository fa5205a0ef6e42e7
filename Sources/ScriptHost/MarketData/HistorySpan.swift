internal import Trading

/// The legal requests that together cover a span, oldest first.
struct HistorySpan: Hashable, Sendable {
    /// One request.
    struct Part: Hashable, Sendable {
        /// Bars from this time on are its own, in seconds.
        let from: Int
        /// Bars before this time are; the request ends then.
        let to: Int
        /// What is asked for: at least from `from` on, however few of the days are trading days.
        let duration: String
    }

    let size: HistoryBarSize
    let from: Int
    let to: Int
    /// Where the next part begins.
    private(set) var place: Int

    /// A span in seconds since the epoch, its end excluded.
    init(_ size: HistoryBarSize, from: Int, to: Int) {
        (self.size, self.from, self.to, place) = (size, from, to, from)
    }

    /// How many requests there are in all.
    var count: Int { max(0, to - from - 1) / size.part + 1 }

    /// The next request; `nil` after the last.
    mutating func next() -> Part? {
        guard place < to else { return nil }
        let begin = place
        // The first ends where whole parts begin, so that a run that is taken up again asks for the same.
        let end = min(to, (begin / size.part + 1) * size.part)
        place = end
        return Part(from: begin, to: end, duration: Self.duration(covering: end - begin, size))
    }

    /// A duration whose trading time, days or years reach over so many seconds by the calendar.
    ///
    /// Days count sessions, of which the last may have just begun, so there is one more than the calendar has.
    static func duration(covering seconds: Int, _ size: HistoryBarSize) -> String {
        if size.seconds < 60 { return "\(max(seconds, 30)) S" }
        let days = (seconds + 86_399) / 86_400 + 1
        return days <= 365 && !(size.isDay && days > 360) ? "\(days) D" : "\((days + 364) / 365) Y"
    }
}
