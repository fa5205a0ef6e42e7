import Indicators
import Testing

@Suite("Indicators")
struct IndicatorTests {
    /// The worked example of StockCharts' ChartSchool, "Relative Strength Index": 14 changes of QQQQ.
    @Test("the worked example of the relative strength")
    func relativeStrength() {
        let closes = [
            44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826, 45.8931, 46.0328,
            45.6140, 46.2820, 46.2820, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439,
        ]
        var index = RelativeStrength(14)
        var values: [Double] = []
        for close in closes {
            index.push(close)
            if let value = index.value { values.append(value) }
        }
        let expected = [70.53, 66.32, 66.55, 69.41, 66.36, 57.97]
        #expect(values.count == expected.count)
        for (value, expected) in zip(values, expected) { #expect(abs(value - expected) < 0.05) }
    }

    /// The worked example of StockCharts' ChartSchool, "Moving Averages": ten closes of INTC, then the next.
    @Test("the worked example of the averages")
    func averages() throws {
        let closes = [
            22.27, 22.19, 22.08, 22.17, 22.18, 22.13, 22.23, 22.43, 22.24, 22.29, 22.15, 22.39, 22.38, 22.61, 23.36,
        ]
        var (simple, exponential) = (SimpleAverage(10), ExponentialAverage(10))
        var found: [(Double, Double)] = []
        for close in closes {
            simple.push(close)
            exponential.push(close)
            if let first = simple.value, let second = exponential.value { found.append((first, second)) }
        }
        let expected = [(22.22, 22.22), (22.21, 22.21), (22.23, 22.24), (22.26, 22.27), (22.31, 22.33), (22.42, 22.52)]
        #expect(found.count == expected.count)
        for (found, expected) in zip(found, expected) {
            #expect(abs(found.0 - expected.0) < 0.01)
            #expect(abs(found.1 - expected.1) < 0.01)
        }
    }

    @Test("the average price by volume is money over volume; a bar's own average counts before its typical price")
    func volumeWeighted() {
        var price = VolumeWeightedPrice()
        price.push(IndicatorBar(high: 12, low: 9, close: 9, volume: 100))
        #expect(price.value == 10)
        price.push(IndicatorBar(high: 30, low: 30, close: 30, volume: 100, wap: 20))
        #expect(price.value == 15)
        price.push(IndicatorBar(high: 99, low: 99, close: 99, volume: 0))
        #expect(price.value == 15)
    }

    @Test("what is not a number is passed over, and spoils nothing")
    func notANumber() {
        var average = SimpleAverage(2)
        for number in [1, .nan, 3, .infinity] { average.push(number) }
        #expect(average.value == 2)
        var range = AverageTrueRange(1)
        range.push(IndicatorBar(high: 2, low: 1, close: 1.5))
        range.push(IndicatorBar(high: .nan, low: 1, close: 1.5))
        range.push(IndicatorBar(high: 3, low: 2, close: 2))
        #expect(range.value == 1.5)
    }

    @Test("rounding does not pile up: after a million values a sum is as good as new")
    func longSeries() throws {
        var average = SimpleAverage(7)
        for number in 0..<1_000_000 { average.push(number % 2 == 0 ? 1e9 : 0.1) }
        for _ in 0..<7 { average.push(0.1) }
        // Up to one window is added up at a time, so that what large values left is gone within two.
        for _ in 0..<7 { average.push(0.1) }
        #expect(abs(try #require(average.value) - 0.1) < 1e-15)
    }

    @Test("the extreme of a window is that of its numbers")
    func extremes() throws {
        var state: UInt64 = 5
        var channel = DonchianChannel(9)
        var numbers: [Double] = []
        for _ in 0..<2_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let number = Double(state >> 60)
            numbers.append(number)
            channel.push(number)
            guard numbers.count >= 9 else {
                #expect(channel.values == nil)
                continue
            }
            let last = numbers.suffix(9)
            let (high, low) = (try #require(last.max()), try #require(last.min()))
            #expect(channel.values == [(high + low) / 2, high, low])
        }
    }

    @Test("a crossing is told once, at the first pair on the other side; a touch is none")
    func crossings() {
        var crossing = Crossing()
        let told = [(1, 2), (2, 2), (1, 2), (3, 2), (4, 2), (2, 2), (1, 2), (.nan, 2), (3, 2)].map {
            crossing.push($0.0, $0.1)?.rawValue
        }
        #expect(told == [nil, nil, nil, "above", nil, nil, "below", nil, "above"])
    }
}
