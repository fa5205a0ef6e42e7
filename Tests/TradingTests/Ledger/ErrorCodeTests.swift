import TWSWire
import Testing
import Trading

/// The table of codes against what the ledger makes of them.
@Suite struct ErrorCodeTests {
    /// The codes on which ib_async keeps an order alive, besides 2100 to 2199 (ib_async `wrapper.py`, `error`), and those of a
    /// client's own cancel and of presets.
    private static let harmless: Set<Int> = [165, 202, 399, 404, 492, 10_167, 10_311, 10_349]

    @Test func noticesAreTheCodesThatNeverRefuse() {
        for code in Self.harmless.union([2_104, 2_158]) { #expect(ErrorCode.of(code)?.kind == .notice, "\(code)") }
        for code in [103, 105, 110, 162, 200, 201, 321, 326, 354, 1_100, 10_147, 10_148, 10_168, 10_197] {
            #expect(ErrorCode.of(code).map { $0.kind != .notice } == true, "\(code)")
        }
        for code in ErrorCode.all {
            #expect(OrderLedger.isAdvisory(code.code) == (code.kind == .notice), "\(code.code)")
        }
        #expect(OrderLedger.isAdvisory(2_199) && !OrderLedger.isAdvisory(2_200) && !OrderLedger.isAdvisory(31_337))
    }

    @Test func everyCodeIsExplainedOnceInSentences() {
        #expect(Set(ErrorCode.all.map(\.code)).count == ErrorCode.all.count)
        #expect(ErrorCode.all.count > 90)
        for code in ErrorCode.all {
            #expect(code.meaning.hasSuffix(".") && code.remedy?.hasSuffix(".") != false, "\(code.code)")
            // What needs nobody to act may have no remedy; a refusal has one.
            #expect(code.kind == .notice || code.remedy != nil, "\(code.code)")
        }
        #expect(ErrorCode.of(31_337) == nil)
    }
}
