internal import Testing

@testable internal import Trading

@Suite struct DecimalTextTests {
    @Test(arguments: [
        "", "-", ".", "1.", ".5", "+1", " 1", "1 ", "1e3", "0x10", "nan", "inf", "1,5", "1..2", "١", "--1",
    ])
    func refusesWhatIsNoPlainDecimal(_ text: String) {
        #expect(DecimalText(text) == nil)
    }

    @Test func refusesTextsBeyondAnySize() {
        #expect(DecimalText(String(repeating: "1", count: 64)) != nil)
        #expect(DecimalText(String(repeating: "1", count: 65)) == nil)
    }

    private static let ascending = [
        "-100.5", "-100.25", "-1", "-0.001", "0", "0.0000000001", "0.5", "0.51", "9", "10", "99.9",
        "100", "100.00000000000000000001", "10000", "123456789012345678901234567890",
    ]

    @Test func ordersExactly() throws {
        let numbers = try Self.ascending.map { try #require(DecimalText($0)) }
        for (low, lower) in numbers.enumerated() {
            for (high, higher) in numbers.enumerated() { #expect((lower < higher) == (low < high)) }
        }
    }

    @Test func zerosDoNotMatter() {
        #expect(DecimalText("007.500") == DecimalText("7.5"))
        #expect(DecimalText("-0.0") == DecimalText("0"))
        #expect(DecimalText("100.0")?.isWhole == true)
        #expect(DecimalText("100.10")?.isWhole == false)
    }

    @Test(arguments: [
        0.5, 1, 10_000, 0.1, 1e-7, 1e16, 1.5e20, 123_456.789, 2.2250738585072014e-308, 1.7976931348623157e308,
    ])
    func readsTheShortestTextOfADouble(_ value: Double) throws {
        let read = try #require(DecimalText(value))
        let text =
            String(decoding: read.whole.isEmpty ? [0x30] : read.whole, as: UTF8.self) + "."
            + String(decoding: read.fraction.isEmpty ? [0x30] : read.fraction, as: UTF8.self)
        #expect(Double(text) == value)
    }

    @Test func aDoubleThatIsNotFiniteIsNoDecimal() {
        #expect(DecimalText(.nan) == nil)
        #expect(DecimalText(.infinity) == nil)
    }
}
