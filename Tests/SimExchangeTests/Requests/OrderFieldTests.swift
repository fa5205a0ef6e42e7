import TWSWire
import Testing

@testable import SimExchange

/// Fields of orders and requests of which only one may be set, and what is remarked on others.
@Suite struct OrderFieldTests {
    /// erdewit/ib_insync#88 quotes the words.
    @Test func aTrailingLimitHasALimitOrAnOffset() {
        var bench = Bench()
        let both = ClientMessage.PlaceOrder.order(1, .sell, .trailLimit, limit: 187.9, stop: 1) {
            ($0.trailStopPrice, $0.lmtPriceOffset) = (188, 0.1)
        }
        #expect(
            bench.place(both).errorTexts.first?
                .hasSuffix("You must specify one value: limit price or limit price offset value.") == true
        )
        let offset = ClientMessage.PlaceOrder.order(2, .sell, .trailLimit, stop: 1) {
            ($0.trailStopPrice, $0.lmtPriceOffset) = (188, 0.1)
        }
        #expect(bench.place(offset).codes.isEmpty)
        let percent = ClientMessage.PlaceOrder.order(3, .sell, .trail, stop: 1) { $0.trailingPercent = 2 }
        #expect(bench.place(percent).codes == [321])
    }

    @Test func fractionsOfSharesGoByCash() {
        var bench = Bench()
        #expect(bench.place(.order(1) { $0.totalQuantity = ExactDecimal(0.5) }).codes == [10243])
        #expect(bench.place(.order(2) { ($0.totalQuantity, $0.cashQty) = (0, 1000) }).codes.isEmpty)
        var bitcoin = Contract()
        (bitcoin.symbol, bitcoin.secType, bitcoin.exchange, bitcoin.currency) = ("BTC", .crypto, "PAXOS", "USD")
        #expect(bench.place(.order(3, of: bitcoin) { $0.totalQuantity = ExactDecimal(0.012) }).codes.isEmpty)
        #expect(bench.place(.order(4, of: bitcoin) { ($0.totalQuantity, $0.cashQty) = (0, 500) }).codes.isEmpty)
        _ = bench.wait(milliseconds: 5000)
        #expect([2, 3, 4].map(bench.status) == [.filled, .filled, .filled])
        let bought = bench.exchange.snapshot.positions.first { $0.contract.symbol == "BTC" }?.position.double ?? 0
        #expect(bought > 0.012 + 500 / 110_000 && bought < 0.012 + 500 / 80_000)
    }

    @Test(arguments: [(OrderType.market, true), (.marketOnClose, true), (.limit, false)])
    func outsideRthIsIgnoredWhereItMeansNothing(type: OrderType, isIgnored: Bool) throws {
        var bench = Bench()
        let order = ClientMessage.PlaceOrder.order(1, .buy, type, limit: type == .limit ? 150 : nil) {
            $0.outsideRth = true
        }
        let told = bench.place(order) + bench.wait(milliseconds: 1000)
        #expect(told.codes.contains(2109) == isIgnored)
        #expect(told.terms.first?.outsideRth == !isIgnored)
    }

    /// IB's minimum for EUR is 20,000.
    @Test func smallCurrencyOrdersAreOddLots() {
        var bench = Bench()
        let told = bench.place(.order(1, of: .euro) { $0.totalQuantity = 500 }) + bench.wait(milliseconds: 1000)
        #expect(told.errorTexts.contains { $0.contains("EUR 20000 IdealPro minimum") } && told.codes == [399])
        let preview =
            bench.place(.order(2, of: .euro) { ($0.totalQuantity, $0.whatIf) = (500, true) })
            + bench.wait(milliseconds: 1000)
        guard case .openOrder(let open)? = preview.first else { return #expect(Bool(false), "no openOrder") }
        #expect(open.orderState.warningText.contains("odd lot"))
        #expect(
            (bench.place(.order(3, of: .euro) { $0.totalQuantity = 20_000 }) + bench.wait(milliseconds: 1000)).codes
                .isEmpty
        )
    }

    @Test func aWhatIfWithoutTheMoneySaysSo() {
        var bench = Bench()
        let told =
            bench.place(.order(1) { ($0.totalQuantity, $0.whatIf) = (100_000, true) }) + bench.wait(milliseconds: 1000)
        guard case .openOrder(let open)? = told.first else { return #expect(Bool(false), "no openOrder") }
        #expect(open.orderState.warningText.contains("must exceed the Initial Margin"))
    }
}
