/// Bars in the order of their times, each time once: as TWS gave them, grown by updates, and filled in after a gap.
///
/// The last bar of one that grows still forms, so it does not count yet. A bar is told as complete once, when a later one is
/// there; while bars may be missing none is.
struct BarSequence {
    /// Most bars that are kept of one that grows; the oldest go first.
    static let longest = 200_000

    /// Oldest first; those from ``count`` on are not told yet.
    private var all: [SeriesBar]
    /// How many bars are complete and told.
    private(set) var count: Int
    /// Times of the bars that were missed at first.
    private(set) var filled: Set<Int> = []
    /// Whether bars may be missing, so that none is told.
    private(set) var isHeld = false
    /// The time of the last bar that was told as complete, or needed no telling.
    private var told: Int
    private let longest: Int

    /// The time of the last bar that is known to be complete; the first one's where none is.
    var lastComplete: Int { told > .min ? told : all.first?.time ?? 0 }

    /// The complete bars, oldest first.
    var complete: ArraySlice<SeriesBar> { all[..<count] }

    /// The bar that forms; `nil` in one that does not grow, and while bars may be missing.
    var forming: SeriesBar? { isHeld || all.count != count + 1 ? nil : all.last }

    /// A complete bar by its place from 0.
    subscript(place: Int) -> SeriesBar { all[place] }

    /// The bars of a first answer: what it brings is not told.
    init(_ bars: [SeriesBar], isLive: Bool = false, atMost longest: Int = longest) {
        all = bars
        count = isLive ? max(0, bars.count - 1) : bars.count
        self.longest = longest
        told = count > 0 ? bars[count - 1].time : .min
    }

    /// Nothing comes any more for a while.
    mutating func hold() { isHeld = true }

    /// An update of the last bar, or the first of a new one.
    ///
    /// - Returns: the bars that are complete now, oldest first.
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

    /// Whether ``succeed(_:by:)`` does the same as two updates: the bar that is over is the one that forms, or is complete.
    func canSucceed(_ bar: SeriesBar?, by next: SeriesBar) -> Bool {
        guard !isHeld, let bar else { return false }
        guard let last = all.last else { return false }
        return last.time == bar.time && next.time > bar.time && (all.count == count + 1 || told == bar.time)
    }

    /// Whether a bar has been completed by nothing but its time: none forms.
    var isClosed: Bool { all.count == count }

    /// A bar is over, and the next one forms; see ``canSucceed(_:by:)``.
    ///
    /// - Returns: whether the bar that is over has become complete by it.
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

    /// Fills in what a new answer has and this has not; what was told before stays as it is.
    ///
    /// - Returns: the bars that are complete now, oldest first.
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
            // The last bar of an answer is the one that forms now.
            if number < answer.count - 1 { filled.insert(bar.time) }
        }
        return tell()
    }

    /// Nothing more can be filled in.
    ///
    /// - Returns: the bars that are complete now, oldest first.
    mutating func release() -> [SeriesBar] {
        isHeld = false
        return tell()
    }

    /// The bar that forms is complete: its time is over, and no later one has come.
    ///
    /// - Returns: the bars that are complete now, oldest first.
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
        // In one go, so that a new bar does not move all others.
        let surplus = min(count, longest / 10)
        if !filled.isEmpty { for bar in all.prefix(surplus) { filled.remove(bar.time) } }
        all.removeFirst(surplus)
        count -= surplus
    }

    /// The place of the first bar at or after a time; the last ones are asked for most.
    private func place(of time: Int) -> Int {
        var place = all.count
        while place > 0, all[place - 1].time >= time { place -= 1 }
        return place
    }
}
