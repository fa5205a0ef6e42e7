/// The mean of the last closes.
package struct SimpleAverage: Indicator {
    /// See ``Indicator/outputs``.
    package static let outputs = ["value"]
    /// See ``Indicator/needsBars``.
    package static let needsBars = false
    private var sum: RollingSum

    /// Covers `length` closes, in ``IndicatorLength/range``.
    package init(_ length: Int) { sum = RollingSum(length) }

    package mutating func push(_ bar: IndicatorBar) {
        if bar.isFinite { sum.push(bar.close) }
    }

    package var values: [Double]? { value.map { [$0] } }

    package var value: Double? { sum.window.isFull ? sum.sum / Double(sum.window.length) : nil }
}

/// The average in which each close has the weight 2 / (length + 1), and everything before it the rest; it starts with
/// the mean of the first closes.
package struct ExponentialAverage: Indicator {
    /// See ``Indicator/outputs``.
    package static let outputs = ["value"]
    /// See ``Indicator/needsBars``.
    package static let needsBars = false
    private let length: Int
    private let weight: Double
    private var count = 0
    private var sum = 0.0
    private var average: Double?

    /// Covers `length` closes, in ``IndicatorLength/range``.
    package init(_ length: Int) { self.init(length, weight: 2 / Double(length + 1)) }

    /// Gives each close the weight `weight`; `1 / length` is Wilder's.
    init(_ length: Int, weight: Double) {
        precondition(IndicatorLength.range.contains(length), "a length in range")
        self.length = length
        self.weight = weight
    }

    package mutating func push(_ bar: IndicatorBar) {
        if bar.isFinite { add(bar.close) }
    }

    mutating func add(_ number: Double) {
        if let average {
            self.average = average + weight * (number - average)
            return
        }
        count += 1
        sum += number
        if count == length { average = sum / Double(length) }
    }

    package var values: [Double]? { value.map { [$0] } }

    package var value: Double? { average }
}

/// The average in which the last close counts `length` times, the one before it one time less, and so on.
package struct WeightedAverage: Indicator {
    /// See ``Indicator/outputs``.
    package static let outputs = ["value"]
    /// See ``Indicator/needsBars``.
    package static let needsBars = false
    private let length: Int
    private var plain: RollingSum
    private var weighted = 0.0

    /// Covers `length` closes, in ``IndicatorLength/range``.
    package init(_ length: Int) {
        self.length = length
        plain = RollingSum(length)
    }

    package mutating func push(_ bar: IndicatorBar) {
        guard bar.isFinite else { return }
        // Every close that stays counts one time less than before.
        let before = plain.sum
        let wasFull = plain.window.isFull
        let count = wasFull ? length : plain.window.all.count + 1
        plain.push(bar.close)
        weighted += Double(count) * bar.close - (wasFull ? before : 0)
    }

    package var values: [Double]? {
        plain.window.isFull ? [weighted / (Double(length) * Double(length + 1) / 2)] : nil
    }
}
