internal import TWSWire
internal import Testing

@Suite struct ExactDecimalTests {
    @Test(
        "Text to number",
        arguments: [
            ("100", 100, 0), ("-12.50", -1250, 2), ("+3", 3, 0), (".5", 5, 1), ("5.", 5, 0), ("1E-7", 1, 7),
            ("1e3", 1000, 0),
            ("0.000000000000000001", 1, 18), ("9223372036854775807", 9_223_372_036_854_775_807, 0), ("1.5E2", 150, 0),
        ]
    )
    func parses(_ text: String, _ coefficient: Int64, _ scale: UInt8) {
        let number = ExactDecimal(text)
        #expect(number?.coefficient == coefficient)
        #expect(number?.scale == scale)
    }

    @Test(
        "No number",
        arguments: [
            "", "-", ".", "1.2.3", "1e", "1e41", "9223372036854775808", "0.0000000000000000001", "12a", "١", " 1", "1 ",
            "nan",
            "inf", "0x1",
        ]
    )
    func refuses(_ text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test func equalValuesOfDifferentScaleAreEqual() {
        #expect(ExactDecimal("1.50") == ExactDecimal("1.5"))
        #expect(ExactDecimal("100.0") == 100)
        #expect(Set([ExactDecimal("1.50"), ExactDecimal("1.5")]).count == 1)
        #expect(ExactDecimal("100.0")?.description == "100.0")
    }

    @Test func addsWithoutError() {
        var sum = ExactDecimal.zero
        for _ in 0..<1000 { sum = sum + (ExactDecimal("0.1") ?? 0) }
        #expect(sum == 100)
        #expect(sum - 100 == 0)
        #expect((ExactDecimal("0.3") ?? 0) - (ExactDecimal("0.1") ?? 0) == ExactDecimal("0.2"))
    }

    @Test func saturatesInsteadOfTrapping() {
        let largest = ExactDecimal(Int.max)
        let smallest = ExactDecimal(Int.min)
        #expect(largest + largest == largest)
        #expect(smallest + smallest == smallest)
        #expect(-smallest == largest)
        #expect(largest > smallest)
        #expect(smallest - largest == smallest)
    }

    @Test func comparesAcrossScales() throws {
        let small = try #require(ExactDecimal(coefficient: .max, scale: 18))
        #expect(small < 10)
        #expect(small < ExactDecimal(Int.max))
        #expect(ExactDecimal(Int.min) < -small)
        let same = try #require(ExactDecimal("1.10"))
        let other = try #require(ExactDecimal("1.1"))
        #expect(!(same < other) && !(other < same))
    }

    @Test("The order of any two numbers is that of their digits at 18 places")
    func ordersAsWithAllPlaces() throws {
        var numbers: [(number: ExactDecimal, digits: Int128)] = []
        for coefficient in [Int64.min, -1_000, -7, -1, 0, 1, 7, 10, 1_000, .max] {
            for scale in [0, 1, 3, 17, 18] {
                let number = try #require(ExactDecimal(coefficient: coefficient, scale: scale))
                numbers.append((number, (scale..<18).reduce(Int128(coefficient)) { digits, _ in digits * 10 }))
            }
        }
        for left in numbers {
            for right in numbers { #expect((left.number < right.number) == (left.digits < right.digits)) }
        }
    }

    @Test func roundsOffWhatDoesNotFit() throws {
        let fine = try #require(ExactDecimal("0.123456789012344499"))
        #expect((fine + 1000).description == "1000.123456789012344")
        #expect((-fine - 1000).description == "-1000.123456789012344")
        #expect(fine + ExactDecimal(Int.max) == ExactDecimal(Int.max))
    }

    @Test func doublesBecomeTheirShortestText() {
        #expect(ExactDecimal(0.1) == ExactDecimal("0.1"))
        #expect(ExactDecimal(1e-7) == ExactDecimal("0.0000001"))
        #expect(ExactDecimal(Double.nan) == nil)
        #expect(ExactDecimal(Double.infinity) == nil)
        #expect(ExactDecimal(1e300) == nil)
    }
}
