internal import Glibc

/// Maps values to positions along one side of a chart.
struct ChartScale: Sendable {
    /// The values at both ends.
    let range: ClosedRange<Double>
    /// The positions of both ends.
    let (start, end): (Double, Double)

    init(_ values: some Sequence<Double>, from start: Double, to end: Double) {
        var (low, high) = (Double.infinity, -Double.infinity)
        for value in values where value.isFinite {
            low = min(low, value)
            high = max(high, value)
        }
        if low > high { (low, high) = (0, 1) }
        if low == high {
            let margin = max(abs(low) * 0.01, 1e-6)
            (low, high) = (low - margin, high + margin)
        }
        range = low...high
        (self.start, self.end) = (start, end)
    }

    /// Returns the position of a value, with one decimal place.
    func place(_ value: Double) -> String {
        let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        return NumberText.fixed(start + share * (end - start), places: 1)
    }

    /// Returns about `count` round values within the range.
    func ticks(_ count: Int) -> [Double] {
        let rough = (range.upperBound - range.lowerBound) / Double(count)
        let power = pow(10, log10(rough).rounded(.down))
        let step = power * ([1, 2, 2.5, 5, 10].first { $0 * power >= rough } ?? 10)
        let first = (range.lowerBound / step).rounded(.up)
        let last = (range.upperBound / step).rounded(.down)
        guard first <= last, last - first < 100 else { return [] }
        return (0...Int(last - first)).map { (first + Double($0)) * step }
    }

    /// Returns equidistant values, including both ends.
    func spread(_ count: Int) -> [Double] {
        (0..<count).map {
            range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(count - 1)
        }
    }
}
