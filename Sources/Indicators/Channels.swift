/// The mean of the last closes, and bands a number of standard deviations above and below it.
package struct BollingerBands: Indicator {
    /// See ``Indicator/outputs``.
    package static let outputs = ["middle", "upper", "lower"]
    /// See ``Indicator/needsBars``.
    package static let needsBars = false
    private let width: Double
    private var window: Window

    /// Covers `length` closes, in ``IndicatorLength/range``; 20 and 2 are usual.
    package init(_ length: Int, width: Double) {
        self.width = width
        window = Window(length)
    }

    package mutating func push(_ bar: IndicatorBar) {
        if bar.isFinite { window.push(bar.close) }
    }

    package var values: [Double]? {
        guard window.isFull else { return nil }
        let count = Double(window.length)
        let mean = window.all.reduce(0, +) / count
        let variance = window.all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let band = width * variance.squareRoot()
        return [mean, mean + band, mean - band]
    }
}

/// The highest high and the lowest low of the last bars, and their midpoint.
package struct DonchianChannel: Indicator {
    /// See ``Indicator/outputs``.
    package static let outputs = ["middle", "upper", "lower"]
    /// See ``Indicator/needsBars``.
    package static let needsBars = true
    private var highest: RollingExtreme
    private var lowest: RollingExtreme

    /// Covers `length` bars, in ``IndicatorLength/range``.
    package init(_ length: Int) {
        highest = RollingExtreme(length, isHighest: true)
        lowest = RollingExtreme(length, isHighest: false)
    }

    package mutating func push(_ bar: IndicatorBar) {
        guard bar.isFinite else { return }
        highest.push(bar.high)
        lowest.push(bar.low)
    }

    package var values: [Double]? {
        guard let high = highest.value, let low = lowest.value else { return nil }
        return [(high + low) / 2, high, low]
    }
}

/// An exponential average of the closes, and bands a number of average true ranges above and below it.
package struct KeltnerChannel: Indicator {
    /// See ``Indicator/outputs``.
    package static let outputs = ["middle", "upper", "lower"]
    /// See ``Indicator/needsBars``.
    package static let needsBars = true
    private let width: Double
    private var average: ExponentialAverage
    private var range: AverageTrueRange

    /// Makes a channel with lengths in ``IndicatorLength/range``; 20, 10 and 2 are usual.
    package init(_ length: Int, range: Int, width: Double) {
        self.width = width
        average = ExponentialAverage(length)
        self.range = AverageTrueRange(range)
    }

    package mutating func push(_ bar: IndicatorBar) {
        average.push(bar)
        range.push(bar)
    }

    package var values: [Double]? {
        guard let middle = average.value, let range = range.value else { return nil }
        return [middle, middle + width * range, middle - width * range]
    }
}

/// The volume-weighted average price since the beginning; for each bar, its own average or (high + low + close) / 3.
package struct VolumeWeightedPrice: Indicator {
    /// See ``Indicator/outputs``.
    package static let outputs = ["value"]
    /// See ``Indicator/needsBars``.
    package static let needsBars = true
    private var money = 0.0
    private var volume = 0.0

    /// Makes an indicator without any trades.
    package init() {}

    package mutating func push(_ bar: IndicatorBar) {
        guard bar.isFinite, bar.volume > 0 else { return }
        let price = bar.wap.flatMap { $0.isFinite ? $0 : nil } ?? bar.typical
        money += price * bar.volume
        volume += bar.volume
    }

    package var values: [Double]? { volume > 0 ? [money / volume] : nil }
}
