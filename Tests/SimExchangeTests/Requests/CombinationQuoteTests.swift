import TWSWire
import Testing

@testable import SimExchange

/// Market data of combinations: what their legs' quotes come to.
@Suite struct CombinationQuoteTests {
    private static let microsoftID = 272_093

    /// Long two AAPL, short one MSFT.
    private static func pair(_ ratio: Int = 2) -> Contract {
        func leg(_ conID: Int, _ ratio: Int, _ action: OrderAction) -> ComboLeg {
            var leg = ComboLeg()
            (leg.conId, leg.ratio, leg.action, leg.exchange) = (conID, ratio, action, "SMART")
            return leg
        }
        var contract = Contract()
        (contract.symbol, contract.secType, contract.exchange, contract.currency) = (
            "AAPL,MSFT", .combination, "SMART", "USD"
        )
        contract.comboLegs = [leg(Bench.aaplID, ratio, .buy), leg(microsoftID, 1, .sell)]
        return contract
    }

    private static func stream(_ change: (inout ClientMessage.ReqMktData) -> Void = { _ in })
        -> ClientMessage.ReqMktData
    {
        var request = ClientMessage.ReqMktData()
        (request.reqId, request.contract) = (5, pair())
        change(&request)
        return request
    }

    @Test func theQuoteIsThatOfTheLegs() {
        var bench = Bench()
        var view = TickView(bench.send(Self.stream()))
        for _ in 1...100 {
            let (apple, microsoft) = (bench.book(), bench.book(Self.microsoftID))
            #expect(view.prices[1] == cents(2 * apple.bid - microsoft.ask))
            #expect(view.prices[2] == cents(2 * apple.ask - microsoft.bid))
            #expect(view.sizes[0] == min(apple.bidSize / 2, microsoft.askSize))
            #expect(view.sizes[3] == min(apple.askSize / 2, microsoft.bidSize))
            view.take(bench.wait(milliseconds: 300))
        }
        #expect(view.repeated == 0 && view.prices[4] == nil)
    }

    /// AAPL less MSFT is a credit: bid and ask are below zero, the bid the lower one.
    @Test func pricesMayBeNegative() throws {
        var bench = Bench()
        let view = TickView(bench.send(Self.stream { $0.contract = Self.pair(1) }))
        let (bid, ask) = (try #require(view.prices[1]), try #require(view.prices[2]))
        #expect(bid < ask && ask < 0)
    }

    /// A market order pays the quote that a stream would show when it arrives.
    @Test func ordersFillAtTheQuote() throws {
        var bench = Bench.punctual()
        var view = TickView(bench.send(Self.stream()))
        _ = bench.place(.order(1, of: Self.pair()) { $0.totalQuantity = 10 })
        view.take(bench.wait(milliseconds: 100))
        let ask = try #require(view.prices[2])
        #expect(bench.wait(milliseconds: 1000).executions.last?.price == ask)
    }

    @Test func snapshotsEndAndStreamsCanBeCancelled() {
        var bench = Bench()
        #expect(bench.send(Self.stream { $0.snapshot = true }).last?.name == "tickSnapshotEnd")
        #expect(bench.wait(milliseconds: 5000).isEmpty && bench.exchange.market.followed.isEmpty)
        _ = bench.send(Self.stream())
        #expect(bench.send(Self.stream()).codes == [102])
        var cancel = ClientMessage.CancelMktData()
        cancel.reqId = 5
        #expect(bench.send(cancel).isEmpty)
        #expect(bench.wait(milliseconds: 5000).isEmpty && bench.exchange.market.followed.isEmpty)
        #expect(bench.send(cancel).codes == [300])
    }

    @Test func aLegsOwnStreamLivesOn() {
        var bench = Bench()
        var own = ClientMessage.ReqMktData()
        (own.reqId, own.contract) = (6, .aapl)
        _ = bench.send(Self.stream())
        _ = bench.send(own)
        var cancel = ClientMessage.CancelMktData()
        cancel.reqId = 5
        _ = bench.send(cancel)
        #expect(!bench.wait(milliseconds: 5000).isEmpty)
        #expect(Array(bench.exchange.market.followed) == [Bench.aaplID])
    }

    @Test func marksAreTheMiddleAndOtherGenericTicksAreNamed() {
        var bench = Bench()
        let told = bench.send(Self.stream { $0.genericTickList = "221,233" })
        let view = TickView(told)
        let (bid, ask) = (view.prices[1] ?? .nan, view.prices[2] ?? .nan)
        #expect(abs((view.prices[37] ?? .nan) - (bid + ask) / 2) < 1e-6)
        #expect(told.codes == [10090] && told.errorTexts.contains { $0.contains("233(RTVolume)") })
    }

    @Test(arguments: [
        (314, [ComboLeg]()), (313, [pair().comboLegs[0], ComboLeg()]),
    ])
    func whatIsNoCombinationIsRefused(code: Int, legs: [ComboLeg]) {
        var bench = Bench()
        #expect(bench.send(Self.stream { $0.contract.comboLegs = legs }).codes == [code])
    }

    @Test func withoutDataThereAreNoQuotes() {
        var none = Bench { $0.data = .none }
        #expect(none.send(Self.stream()).codes == [354])
        var delayed = Bench { $0.data = .delayed }
        var type = ClientMessage.ReqMarketDataType()
        type.marketDataType = 3
        _ = delayed.send(type)
        let view = TickView(delayed.send(Self.stream()))
        #expect(view.prices[66] != nil && view.prices[1] == nil)
    }
}
