/// The last numbers of a series, oldest first.
struct Window: Sendable {
    let length: Int
    private var numbers: [Double] = []
    /// Place of the oldest once it is full.
    private var first = 0

    init(_ length: Int) {
        precondition(IndicatorLength.range.contains(length), "a length in range")
        self.length = length
    }

    var isFull: Bool { numbers.count == length }

    /// Adds a number; gives the one that falls out.
    @discardableResult
    mutating func push(_ number: Double) -> Double? {
        guard isFull else {
            numbers.append(number)
            return nil
        }
        defer { first = (first + 1) % length }
        return exchange(&numbers[first], number)
    }

    private func exchange(_ place: inout Double, _ number: Double) -> Double {
        defer { place = number }
        return place
    }

    /// The numbers, in no order.
    var all: [Double] { numbers }
}

/// The sum of the last numbers of a series.
///
/// It is added up anew each time the window has gone round, so that rounding does not pile up over a long day.
struct RollingSum: Sendable {
    private(set) var window: Window
    private(set) var sum = 0.0
    private var pushed = 0

    init(_ length: Int) { window = Window(length) }

    mutating func push(_ number: Double) {
        sum += number - (window.push(number) ?? 0)
        pushed += 1
        if pushed % window.length == 0 { sum = window.all.reduce(0, +) }
    }
}

/// The highest or lowest of the last numbers, without looking at all of them each time.
struct RollingExtreme: Sendable {
    private let length: Int
    private let isHighest: Bool
    /// Those that may still become the extreme, the present one first.
    private var candidates: [(number: Double, turn: Int)] = []
    private var first = 0
    private(set) var turn = 0

    init(_ length: Int, isHighest: Bool) {
        self.length = length
        self.isHighest = isHighest
    }

    /// `nil` until there are as many numbers as it looks back.
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
