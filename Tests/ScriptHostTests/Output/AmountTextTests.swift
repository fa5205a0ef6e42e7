import RandomTesting
import ScriptHost
import Testing

@Suite("prices and amounts for people")
struct AmountTextTests {
    @Test(
        "A price has all its digits, at least two after the point",
        arguments: [
            (190, "190.00"), (10.5, "10.50"), (10.405, "10.405"), (0.1 + 0.2, "0.30000000000000004"), (-0.5, "-0.50"),
            (1e15, "1000000000000000.00"), (1e16, "1e+16"), (1.5e-7, "1.5e-07"), (.infinity, "inf"), (.nan, "nan"),
        ] as [(Double, String)]
    )
    func price(value: Double, text: String) { #expect(AmountText.price(value) == text) }

    @Test(
        "An amount has two to four places, and zero no sign",
        arguments: [
            (1, "1.00"), (0.34521, "0.3452"), (-2.83333, "-2.8333"), (-0.00001, "0.00"), (1e11, "100000000000.00"),
        ] as [(Double, String)]
    )
    func amount(value: Double, text: String) { #expect(AmountText.amount(value) == text) }

    @Test("Every price reads back as the same number")
    func readingBack() {
        var random = SplitMix(seed: 5)
        for _ in 0..<20_000 {
            let value = Double(random.number(-1_000_000...1_000_000)) / [1, 4, 10, 100, 1e4, 3e6][random.number(0...5)]
            #expect(Double(AmountText.price(value)) == value)
        }
    }
}
