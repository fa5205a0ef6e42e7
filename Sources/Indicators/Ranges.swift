/// How far a price moved in a bar, including the gap from the previous close.
struct TrueRange: Sendable {
    private var last: Double?

    /// Returns the range of the next bar; `nil` for the first bar, which has no previous close.
    mutating func next(_ bar: IndicatorBar) -> Double? {
        defer { last = bar.close }
        guard let last else { return nil }
        return max(bar.high, last) - min(bar.low, last)
    }
}

/// Wilder's average of the true range, which starts with the mean of the first ranges.
package struct AverageTrueRange: Indicator {
    /// See ``Indicator/outputs``.
    package static let outputs = ["value"]
    /// See ``Indicator/needsBars``.
    package static let needsBars = true
    private var range = TrueRange()
    private var average: ExponentialAverage

    /// Covers `length` bars, in ``IndicatorLength/range``.
    package init(_ length: Int) { average = ExponentialAverage(length, weight: 1 / Double(length)) }

    package mutating func push(_ bar: IndicatorBar) {
        guard bar.isFinite, let range = range.next(bar) else { return }
        average.add(range)
    }

    package var values: [Double]? { average.values }
}

/// Wilder's directional movement: the strength of a trend from 0 to 100, and that of rises and of falls.
package struct DirectionalMovement: Indicator {
    /// See ``Indicator/outputs``.
    package static let outputs = ["value", "plus", "minus"]
    /// See ``Indicator/needsBars``.
    package static let needsBars = true
    private let length: Int
    private var range = TrueRange()
    private var ranges: WilderSum
    private var rises: WilderSum
    private var falls: WilderSum
    private var index: ExponentialAverage
    private var last: IndicatorBar?

    /// Covers `length` bars, at least 2, in ``IndicatorLength/range``.
    package init(_ length: Int) {
        self.length = length
        ranges = WilderSum(length)
        rises = WilderSum(length)
        falls = WilderSum(length)
        index = ExponentialAverage(length, weight: 1 / Double(length))
    }

    package mutating func push(_ bar: IndicatorBar) {
        guard bar.isFinite else { return }
        defer { last = bar }
        guard let moved = range.next(bar), let last else { return }
        let up = bar.high - last.high
        let down = last.low - bar.low
        ranges.add(moved)
        rises.add(up > down && up > 0 ? up : 0)
        falls.add(down > up && down > 0 ? down : 0)
        guard let plus, let minus else { return }
        index.add(plus + minus == 0 ? 0 : 100 * abs(plus - minus) / (plus + minus))
    }

    private var plus: Double? { share(rises) }
    private var minus: Double? { share(falls) }

    private func share(_ sum: WilderSum) -> Double? {
        guard let part = sum.value, let whole = ranges.value else { return nil }
        return whole == 0 ? 0 : 100 * part / whole
    }

    package var values: [Double]? {
        guard let index = index.value, let plus, let minus else { return nil }
        return [index, plus, minus]
    }

    /// The sum of `length - 1` numbers, a part of which drops out with each new number.
    private struct WilderSum: Sendable {
        let length: Int
        private var count = 0
        private var sum = 0.0

        init(_ length: Int) { self.length = length }

        var value: Double? { count >= length ? sum : nil }

        mutating func add(_ number: Double) {
            count += 1
            sum += number - (count >= length ? sum / Double(length) : 0)
        }
    }
}
