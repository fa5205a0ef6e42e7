import Foundation
import Indicators
import Testing

/// Against TA-Lib 0.8.2 (`dev/indicator-reference.py`), bar by bar, over 300 bars with a stretch in which nothing moves.
@Suite("Indicators beside TA-Lib")
struct ReferenceTests {
    private struct Row {
        let bar: IndicatorBar
        let reference: [String: Double]
    }

    private static func rows() throws -> [Row] {
        let url = try #require(Bundle.module.url(forResource: "talib", withExtension: "tsv", subdirectory: "Reference"))
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        let names = lines[0].split(separator: "\t").map(String.init)
        return try lines.dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            let pairs = zip(names, cells).compactMap { name, cell in Double(cell).map { (name, $0) } }
            let values = Dictionary(uniqueKeysWithValues: pairs)
            let bar = IndicatorBar(
                high: try #require(values["high"]),
                low: try #require(values["low"]),
                close: try #require(values["close"]),
                volume: try #require(values["volume"])
            )
            return Row(bar: bar, reference: values)
        }
    }

    /// Pushes every bar; each output must be the column of the same place, and be there when it is.
    private func compare(
        _ indicator: some Indicator,
        _ columns: [String],
        skipping isSkipped: (Int) -> Bool = { _ in false }
    )
        throws
    {
        var indicator = indicator
        var compared = 0
        for (place, row) in try Self.rows().enumerated() {
            indicator.push(row.bar)
            if isSkipped(place) { continue }
            let expected = columns.map { row.reference[$0] }
            guard !expected.contains(nil) else {
                #expect(indicator.values == nil || expected.contains { $0 != nil }, "bar \(place)")
                continue
            }
            let values = try #require(indicator.values, "bar \(place)")
            for (value, expected) in zip(values, expected.compactMap(\.self)) {
                #expect(abs(value - expected) <= 1e-9 * max(1, abs(expected)), "\(columns), bar \(place)")
            }
            compared += 1
        }
        #expect(compared > 200)
    }

    @Test("averages") func averages() throws {
        try compare(SimpleAverage(10), ["sma"])
        try compare(ExponentialAverage(10), ["ema"])
        try compare(WeightedAverage(10), ["wma"])
    }

    @Test("relative strength, and the difference of averages") func oscillators() throws {
        try compare(RelativeStrength(14), ["rsi"])
        try compare(Convergence(fast: 12, slow: 26, signal: 9), ["macd", "signal"])
    }

    @Test("stochastic, but for bars without a range, where TA-Lib says 0") func stochastic() throws {
        try compare(Stochastic(14, smooth: 3, signal: 3), ["k", "d"]) { (160..<176).contains($0) }
    }

    @Test("ranges and directional movement") func ranges() throws {
        try compare(AverageTrueRange(14), ["atr"])
        try compare(DirectionalMovement(14), ["adx", "plus", "minus"])
    }

    @Test("bands") func bands() throws {
        try compare(BollingerBands(20, width: 2), ["middle", "upper", "lower"])
        var channel = DonchianChannel(20)
        var (average, range) = (ExponentialAverage(10), AverageTrueRange(14))
        var keltner = KeltnerChannel(10, range: 14, width: 1.5)
        for row in try Self.rows() {
            channel.push(row.bar)
            average.push(row.bar)
            range.push(row.bar)
            keltner.push(row.bar)
            if let highest = row.reference["highest"], let lowest = row.reference["lowest"] {
                #expect(channel.values == [(highest + lowest) / 2, highest, lowest])
            }
            if let middle = row.reference["ema"], let reach = row.reference["atr"] {
                let values = try #require(keltner.values)
                #expect(abs(values[0] - middle) < 1e-9)
                #expect(abs(values[1] - middle - 1.5 * reach) < 1e-9)
                #expect(abs(values[2] - middle + 1.5 * reach) < 1e-9)
            }
        }
    }
}
