/// The last numbers of a series, oldest first.
struct Window: Sendable {
    let length: Int
    private var numbers: [Double] = []
    /// The index of the oldest number once the window is full.
    private var first = 0

    init(_ length: Int) {
        precondition(IndicatorLength.range.contains(length), "a length in range")
        self.length = length
    }

    var isFull: Bool { numbers.count == length }

    /// Adds a number and returns the one that drops out.
    @discardableResult
    mutating func push(_ number: Double) -> Double? {
        guard isFull else {
            numbers.append(number)
            return nil
        }
        defer { first = first + 1 == length ? 0 : first + 1 }
        return exchange(&numbers[first], number)
    }

    private func exchange(_ place: inout Double, _ number: Double) -> Double {
        defer { place = number }
        return place
    }

    /// The numbers, in no particular order.
    var all: [Double] { numbers }
}

/// The sum of the last numbers of a series.
///
/// It is recomputed each time the window has gone round, so that rounding errors do not build up over a long day.
struct RollingSum: Sendable {
    private(set) var window: Window
    private(set) var sum = 0.0
    private var pushed = 0

    init(_ length: Int) { window = Window(length) }

    mutating func push(_ number: Double) {
        sum += number - (window.push(number) ?? 0)
        pushed += 1
        guard pushed == window.length else { return }
        pushed = 0
        sum = window.all.reduce(0, +)
    }
}

/// The highest or lowest of the last numbers, without comparing all of them each time.
struct RollingExtreme: Sendable {
    private let length: Int
    private let isHighest: Bool
    /// The numbers that may still become the extreme, the current extreme first.
    private var candidates: [(number: Double, turn: Int)] = []
    private var first = 0
    private(set) var turn = 0

    init(_ length: Int, isHighest: Bool) {
        self.length = length
        self.isHighest = isHighest
    }

    /// The extreme; `nil` until the window is full.
    var value: Double? { turn >= length ? candidates[first].number : nil }

    mutating func push(_ number: Double) {
        turn += 1
        while candidates.count > first, let last = candidates.last,
            isHighest ? last.number <= number : last.number >= number
        {
            candidates.removeLast()
        }
        candidates.append((number, turn))
        while candidates[first].turn <= turn - length { first += 1 }
        if first > length {
            candidates.removeFirst(first)
            first = 0
        }
    }
}
