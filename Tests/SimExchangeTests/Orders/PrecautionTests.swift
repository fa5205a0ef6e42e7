import SimExchange
import TWSWire
import Testing

/// What TWS's settings and IB's systems refuse.
@Suite struct PrecautionTests {
    @Test func sizeLimit() {
        var bench = Bench { $0.precautions = .init() }
        let told = bench.place(.order(1) { $0.totalQuantity = 650 })
        #expect(told.codes == [383])
        #expect(
            told.errorTexts == [
                "The following order \"BUY 650 AAPL NASDAQ.NMS\" size exceeds the Size Limit of 500. "
                    + "Restriction is specified in Precautionary Settings of Global Configuration/Presets."
            ]
        )
        #expect(bench.place(.order(1) { $0.totalQuantity = 500 }).isEmpty)
    }

    @Test func directRouting() {
        var bench = Bench { $0.precautions = .init() }
        #expect(bench.place(.order(1, of: .stock("AAPL", exchange: "ARCA"))).codes == [10311])
        var bypassed = Bench()
        #expect(bypassed.place(.order(1, of: .stock("AAPL", exchange: "ARCA"))).isEmpty)
    }

    @Test func restrictedSecurity() {
        var bench = Bench { $0.restrictedSymbols = ["MSFT"] }
        let told = bench.place(.order(1, of: .stock("MSFT")))
        #expect(told.errorTexts == ["The security MSFT is not available or allowed for this account."])
        #expect(told.codes == [203])
    }

    @Test func shortSaleOfWhatCannotBeBorrowed() {
        var bench = Bench.punctual { $0.notShortableSymbols = ["AAPL"] }
        let told = bench.place(.order(1, .sell)) + bench.wait(milliseconds: 1000)
        #expect(told.story == ["openOrder 1 Inactive", "orderStatus 1 Inactive", "error 1 201"])
        #expect(told.errorTexts == ["Order rejected - reason:The contract is not available for short sale."])
        _ = bench.place(.order(2)) + bench.wait(milliseconds: 1000)
        _ = bench.place(.order(3, .sell)) + bench.wait(milliseconds: 1000)
        #expect(bench.status(3) == .filled, "what is there may be sold")
    }
}
