import TWSWire
import Testing

@testable import SimExchange

/// What streams and snapshots of options carry besides prices.
@Suite struct OptionStreamTests {
    private let call = Contract.option(.call, 195)

    private func stream(_ contract: Contract, _ change: (inout ClientMessage.ReqMktData) -> Void = { _ in })
        -> ClientMessage.ReqMktData
    {
        var request = ClientMessage.ReqMktData()
        (request.reqId, request.contract) = (1001, contract)
        change(&request)
        return request
    }

    @Test func bidAskLastAndModelAreExplained() throws {
        var bench = Bench()
        let told = bench.send(stream(call)).figures
        #expect(told.map(\.tickType) == [10, 11, 12, 13])
        let stock = bench.book().midpoint
        for figures in told {
            #expect(figures.undPrice == stock)
            let (delta, volatility) = (try #require(figures.delta), try #require(figures.impliedVol))
            #expect(delta > 0.05 && delta < 0.6 && volatility > 0.1 && volatility < 0.6)
        }
        let (bid, ask, model) = (told[0], told[1], told[3])
        #expect(try #require(bid.impliedVol) < #require(ask.impliedVol))
        #expect(try #require(bid.optPrice) < #require(model.optPrice) + 0.011)
        let later = bench.wait(milliseconds: 20_000).figures
        #expect(later.contains { $0.tickType == 13 } && later.contains { $0.tickType == 10 })
    }

    @Test func snapshotsHaveThem() {
        var bench = Bench()
        let told = bench.send(stream(call) { $0.snapshot = true })
        #expect(told.figures.count == 4 && told.last?.name == "tickSnapshotEnd")
    }

    @Test func delayedStreamsHaveTypesOfTheirOwn() {
        var bench = Bench { $0.data = .delayed }
        var type = ClientMessage.ReqMarketDataType()
        type.marketDataType = 3
        _ = bench.send(type)
        #expect(bench.send(stream(call)).figures.map(\.tickType) == [80, 81, 82, 83])
    }

    /// A price below what exercise brings has no volatility.
    @Test func calculationsAnswer() throws {
        var bench = Bench()
        var price = ClientMessage.CalculateOptionPrice()
        (price.reqId, price.contract, price.volatility, price.underPrice) = (5, call, 0.3, 190)
        let told = try #require(bench.send(price).figures.first)
        #expect(told.tickType == 53 && told.reqId == 5 && told.impliedVol == 0.3)
        var volatility = ClientMessage.CalculateImpliedVolatility()
        (volatility.reqId, volatility.contract, volatility.underPrice) = (6, call, 190)
        volatility.optionPrice = try #require(told.optPrice)
        #expect(abs(try #require(bench.send(volatility).figures.first?.impliedVol) - 0.3) < 1e-6)
        (volatility.underPrice, volatility.optionPrice) = (200, 4)
        #expect(bench.send(volatility).figures.first?.impliedVol == nil)
        (volatility.contract, volatility.optionPrice) = (.aapl, 4)
        #expect(bench.send(volatility).codes == [321])
    }

    @Test func interestAndVolatilityComeAsGenericTicks() throws {
        var bench = Bench()
        let stock = bench.send(stream(.aapl) { $0.genericTickList = "100,101,104,106" })
        #expect(Set(TickView(stock).sizes.keys).isSuperset(of: [27, 28, 29, 30]))
        let generic = stock.compactMap { message -> Int? in
            if case .tickGeneric(let tick) = message { tick.tickType } else { nil }
        }
        #expect(generic.contains(23) && generic.contains(24))
        let option = bench.send(stream(call) { ($0.reqId, $0.genericTickList) = (1002, "101") })
        let sizes = TickView(option).sizes
        #expect(try #require(sizes[27]) > 0 && sizes[28] == nil)
    }

    @Test func anIndexHasNoQuotes() {
        var bench = Bench()
        var index = Contract()
        (index.symbol, index.secType, index.exchange, index.currency) = ("SPX", .index, "CBOE", "USD")
        let view = TickView(bench.send(stream(index)))
        #expect(view.prices[1] == nil && view.prices[2] == nil && view.prices[4] != nil && view.sizes[0] == nil)
        #expect(bench.place(.order(1, of: index) { $0.totalQuantity = 1 }).codes == [387])
    }
}

extension [ServerMessage] {
    /// The tickOptionComputation messages.
    var figures: [ServerMessage.TickOptionComputation] {
        compactMap { message in
            if case .tickOptionComputation(let figures) = message { figures } else { nil }
        }
    }
}
