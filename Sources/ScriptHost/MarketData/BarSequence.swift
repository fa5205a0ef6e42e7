internal import TWSWire

/// Bars in the order of their times, each time once: as TWS gave them, grown by updates, and filled in after a gap.
///
/// The last bar of one that grows may still be forming. A bar is told as complete once, when a later one is there; while
/// bars may be missing none is.
struct BarSequence {
    /// Most bars that are kept; the oldest go first.
    static let longest = 200_000

    /// Oldest first.
    private(set) var bars: [Bar]
    /// Dates of the bars that were missed at first.
    private(set) var filled: Set<String> = []
    /// Whether bars may be missing, so that none is told.
    private(set) var isHeld = false
    /// The time of the last bar that was told as complete, or needed no telling.
    private var told: Double
    private let longest: Int

    /// The time of the last bar that is known to be complete, in seconds; the first one's where none is.
    var lastComplete: Double { told > -.infinity ? told : bars.first.flatMap(Self.time) ?? 0 }

    /// The bars of a first answer: what it brings is not told.
    init(_ bars: [Bar], atMost longest: Int = longest) {
        self.bars = bars
        self.longest = longest
        told = bars.dropLast().last.flatMap(Self.time) ?? -.infinity
    }

    /// Nothing comes any more for a while.
    mutating func hold() { isHeld = true }

    /// An update of the last bar, or the first of a new one.
    ///
    /// - Returns: the bars that are complete now, oldest first.
    mutating func update(_ bar: Bar) -> [Bar] {
        guard let time = Self.time(bar) else { return [] }
        let place = place(of: time)
        if place == bars.count {
            bars.append(bar)
        } else if Self.time(bars[place]) == time {
            bars[place] = bar
        }
        return tell()
    }

    /// Fills in what a new answer has and this has not; what was told before stays as it is.
    ///
    /// - Returns: the bars that are complete now, oldest first.
    mutating func merge(_ answer: [Bar]) -> [Bar] {
        isHeld = false
        let first = bars.first.flatMap(Self.time) ?? -.infinity
        for (number, bar) in answer.enumerated() {
            guard let time = Self.time(bar), time >= first, time > told else { continue }
            let place = place(of: time)
            if place < bars.count, Self.time(bars[place]) == time {
                bars[place] = bar
            } else {
                bars.insert(bar, at: place)
            }
            // The last bar of an answer is the one that forms now.
            if number < answer.count - 1 { filled.insert(bar.date) }
        }
        return tell()
    }

    /// Nothing more can be filled in.
    ///
    /// - Returns: the bars that are complete now, oldest first.
    mutating func release() -> [Bar] {
        isHeld = false
        return tell()
    }

    private mutating func tell() -> [Bar] {
        guard !isHeld, let newest = bars.dropLast().last.flatMap(Self.time), newest > told else { return [] }
        let complete = Array(bars[placeAfter(told)...].dropLast())
        told = newest
        trim()
        return complete
    }

    private mutating func trim() {
        guard bars.count > longest else { return }
        // In one go, so that a new bar does not move all others.
        let surplus = longest / 10
        if !filled.isEmpty { for bar in bars.prefix(surplus) { filled.remove(bar.date) } }
        bars.removeFirst(surplus)
    }

    /// The place of the first bar at or after a time; the last ones are asked for most.
    private func place(of time: Double) -> Int {
        var place = bars.count
        while place > 0, let other = Self.time(bars[place - 1]), other >= time { place -= 1 }
        return place
    }

    private func placeAfter(_ time: Double) -> Int {
        var place = bars.count
        while place > 0, let other = Self.time(bars[place - 1]), other > time { place -= 1 }
        return place
    }

    private static func time(_ bar: Bar) -> Double? { BarTime.seconds(bar.date) }
}
