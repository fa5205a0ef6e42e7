/// Bars in order of time, one per time: as TWS sent them, extended by updates and filled in after a gap.
///
/// In a growing sequence, the last bar is still forming and does not count yet. A bar is reported as complete once,
/// when a later one exists; while bars may be missing, none is.
struct BarSequence {
    /// The largest number of bars kept in a growing sequence; the oldest are dropped first.
    static let longest = 200_000

    /// Oldest first; those from ``count`` on are not yet reported.
    private var all: [SeriesBar]
    /// The number of complete, reported bars.
    private(set) var count: Int
    /// Times of the bars that were missed at first.
    private(set) var filled: Set<Int> = []
    /// Whether bars may be missing, so that none is reported.
    private(set) var isHeld = false
    /// The time of the last bar that was reported as complete or did not need to be.
    private var told: Int
    private let longest: Int

    /// The time of the last bar known to be complete; if there is none, the time of the first bar.
    var lastComplete: Int { told > .min ? told : all.first?.time ?? 0 }

    /// The complete bars, oldest first.
    var complete: ArraySlice<SeriesBar> { all[..<count] }

    /// The forming bar; `nil` in a sequence that does not grow, and while bars may be missing.
    var forming: SeriesBar? { isHeld || all.count != count + 1 ? nil : all.last }

    /// Returns a complete bar by its index from 0.
    subscript(place: Int) -> SeriesBar { all[place] }

    /// Creates a sequence from a first answer, whose bars are not reported.
    init(_ bars: [SeriesBar], isLive: Bool = false, atMost longest: Int = longest) {
        all = bars
        count = isLive ? max(0, bars.count - 1) : bars.count
        self.longest = longest
        told = count > 0 ? bars[count - 1].time : .min
    }

    /// Suspends reporting because nothing arrives for a while.
    mutating func hold() { isHeld = true }

    /// Applies an update of the last bar, or adds the first of a new one.
    ///
    /// - Returns: The bars that are now complete, oldest first.
    mutating func update(_ bar: SeriesBar) -> [SeriesBar] {
        guard bar.time > told else { return [] }
        let place = place(of: bar.time)
        if place == all.count {
            all.append(bar)
        } else if all[place].time == bar.time {
            all[place] = bar
        }
        return tell()
    }

    /// Whether ``succeed(_:by:)`` does the same as two updates: the bar that has ended is the forming one, or is
    /// complete.
    func canSucceed(_ bar: SeriesBar?, by next: SeriesBar) -> Bool {
        guard !isHeld, let bar else { return false }
        guard let last = all.last else { return false }
        return last.time == bar.time && next.time > bar.time && (all.count == count + 1 || told == bar.time)
    }

    /// Whether no bar is forming, because the last one was completed by time alone.
    var isClosed: Bool { all.count == count }

    /// Ends a bar and begins to form the next one; see ``canSucceed(_:by:)``.
    ///
    /// - Returns: Whether this completed the bar that has ended.
    mutating func succeed(_ bar: SeriesBar, by next: SeriesBar) -> Bool {
        guard all.count > count else {
            all.append(next)
            return false
        }
        all[count] = bar
        all.append(next)
        count += 1
        told = bar.time
        if all.count > longest { trim() }
        return true
    }

    /// Fills in what a new answer has and this sequence lacks; bars already reported stay as they are.
    ///
    /// - Returns: The bars that are now complete, oldest first.
    mutating func merge(_ answer: [SeriesBar]) -> [SeriesBar] {
        isHeld = false
        let first = all.first?.time ?? .min
        for (number, bar) in answer.enumerated() where bar.time >= first && bar.time > told {
            let place = place(of: bar.time)
            if place < all.count, all[place].time == bar.time {
                all[place] = bar
            } else {
                all.insert(bar, at: place)
            }
            // The last bar of an answer is the one that is forming now.
            if number < answer.count - 1 { filled.insert(bar.time) }
        }
        return tell()
    }

    /// Resumes reporting, because nothing more can be filled in.
    ///
    /// - Returns: The bars that are now complete, oldest first.
    mutating func release() -> [SeriesBar] {
        isHeld = false
        return tell()
    }

    /// Completes the forming bar: its time is over, and no later one has arrived.
    ///
    /// - Returns: The bars that are now complete, oldest first.
    mutating func close() -> [SeriesBar] {
        guard let bar = forming else { return [] }
        (count, told) = (all.count, bar.time)
        trim()
        return [bar]
    }

    private mutating func tell() -> [SeriesBar] {
        guard !isHeld, all.count > count + 1 else { return [] }
        let complete = Array(all[count..<all.count - 1])
        count = all.count - 1
        told = all[count - 1].time
        trim()
        return complete
    }

    private mutating func trim() {
        guard all.count > longest else { return }
        // Dropping many at once avoids moving all others for every new bar.
        let surplus = min(count, longest / 10)
        if !filled.isEmpty { for bar in all.prefix(surplus) { filled.remove(bar.time) } }
        all.removeFirst(surplus)
        count -= surplus
    }

    /// Returns the index of the first bar at or after a time; most lookups are for the last ones.
    private func place(of time: Int) -> Int {
        var place = all.count
        while place > 0, all[place - 1].time >= time { place -= 1 }
        return place
    }
}
