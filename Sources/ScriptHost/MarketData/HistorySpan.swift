internal import Trading

/// The valid requests that together cover a span, oldest first.
struct HistorySpan: Hashable, Sendable {
    /// One request.
    struct Part: Hashable, Sendable {
        /// The start of the part's own bars, in seconds.
        let from: Int
        /// The end of the part's own bars, exclusive, and of the request.
        let to: Int
        /// The requested duration: it reaches back to `from` at least, however few of the days are trading days.
        let duration: String
    }

    let size: HistoryBarSize
    let from: Int
    let to: Int
    /// Where the next part starts.
    private(set) var place: Int

    /// Creates a span in seconds since the epoch, its end excluded.
    init(_ size: HistoryBarSize, from: Int, to: Int) {
        (self.size, self.from, self.to, place) = (size, from, to, from)
    }

    /// The total number of requests.
    var count: Int { max(0, to - from - 1) / size.part + 1 }

    /// Returns the next request; `nil` after the last.
    mutating func next() -> Part? {
        guard place < to else { return nil }
        let begin = place
        // The first part ends on a part boundary, so that a resumed run makes the same requests.
        let end = min(to, (begin / size.part + 1) * size.part)
        place = end
        return Part(from: begin, to: end, duration: Self.duration(covering: end - begin, size))
    }

    /// Returns a duration whose trading time, days or years cover a number of calendar seconds.
    ///
    /// Days count sessions, of which the last may have just started, so there is one more than in the calendar.
    static func duration(covering seconds: Int, _ size: HistoryBarSize) -> String {
        if size.seconds < 60 { return "\(max(seconds, 30)) S" }
        let days = (seconds + 86_399) / 86_400 + 1
        return days <= 365 && !(size.isDay && days > 360) ? "\(days) D" : "\((days + 364) / 365) Y"
    }
}
