/// Wilder's relative strength index: 100 if the closes only rose, 0 if they only fell, 50 if they did not move.
///
/// J. Welles Wilder, New Concepts in Technical Trading Systems, 1978.
package struct RelativeStrength: Indicator {
    /// See ``Indicator/outputs``.
    package static let outputs = ["value"]
    /// See ``Indicator/needsBars``.
    package static let needsBars = false
    private var gains: ExponentialAverage
    private var losses: ExponentialAverage
    private var last: Double?

    /// Covers `length` changes, in ``IndicatorLength/range``.
    package init(_ length: Int) {
        gains = ExponentialAverage(length, weight: 1 / Double(length))
        losses = ExponentialAverage(length, weight: 1 / Double(length))
    }

    package mutating func push(_ bar: IndicatorBar) {
        guard bar.isFinite else { return }
        defer { last = bar.close }
        guard let last else { return }
        gains.add(max(0, bar.close - last))
        losses.add(max(0, last - bar.close))
    }

    package var values: [Double]? {
        guard let gain = gains.value, let loss = losses.value else { return nil }
        return [gain + loss == 0 ? 50 : 100 * gain / (gain + loss)]
    }
}

/// The difference of a fast and a slow exponential average, the average of that difference, and the gap between the
/// two.
package struct Convergence: Indicator {
    /// See ``Indicator/outputs``.
    package static let outputs = ["value", "signal", "histogram"]
    /// See ``Indicator/needsBars``.
    package static let needsBars = false
    private var fast: ExponentialAverage
    private var slow: ExponentialAverage
    private var signal: ExponentialAverage

    /// Makes an indicator with lengths in ``IndicatorLength/range``; 12, 26 and 9 are usual.
    package init(fast: Int, slow: Int, signal: Int) {
        self.fast = ExponentialAverage(fast)
        self.slow = ExponentialAverage(slow)
        self.signal = ExponentialAverage(signal)
    }

    package mutating func push(_ bar: IndicatorBar) {
        fast.push(bar)
        slow.push(bar)
        if let difference, bar.isFinite { signal.add(difference) }
    }

    private var difference: Double? { fast.value.flatMap { fast in slow.value.map { fast - $0 } } }

    package var values: [Double]? {
        guard let difference, let signal = signal.value else { return nil }
        return [difference, signal, difference - signal]
    }
}

/// The position of the close between the lowest low and the highest high, from 0 to 100, averaged; and the average of
/// that.
///
/// It is 50 where high and low are equal.
package struct Stochastic: Indicator {
    /// See ``Indicator/outputs``.
    package static let outputs = ["k", "d"]
    /// See ``Indicator/needsBars``.
    package static let needsBars = true
    private var highest: RollingExtreme
    private var lowest: RollingExtreme
    private var smoothed: SimpleAverage
    private var signal: SimpleAverage

    /// Makes an indicator with lengths in ``IndicatorLength/range``; 14, 3 and 3 are usual.
    package init(_ length: Int, smooth: Int, signal: Int) {
        highest = RollingExtreme(length, isHighest: true)
        lowest = RollingExtreme(length, isHighest: false)
        smoothed = SimpleAverage(smooth)
        self.signal = SimpleAverage(signal)
    }

    package mutating func push(_ bar: IndicatorBar) {
        guard bar.isFinite else { return }
        highest.push(bar.high)
        lowest.push(bar.low)
        guard let high = highest.value, let low = lowest.value else { return }
        smoothed.push(high == low ? 50 : 100 * (bar.close - low) / (high - low))
        if let value = smoothed.value { signal.push(value) }
    }

    package var values: [Double]? { smoothed.value.flatMap { value in signal.value.map { [value, $0] } } }
}
