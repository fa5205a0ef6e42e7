import TWSWire
import Testing

@testable import SimExchange

/// Orders, data and lists of contracts when their last trade is over.
@Suite struct ExpiredContractTests {
    @Test func openOrdersEndAndNewOnesAreRefused() {
        var bench = Bench.beforeFutureEnds(seconds: 10)
        _ = bench.place(
            .order(1, .buy, .limit, limit: 5000, of: .mes) { ($0.totalQuantity, $0.tif) = (1, .goodTillCancelled) }
        )
        _ = bench.place(.order(2, .buy, .limit, limit: 5000, of: .mes) { ($0.totalQuantity, $0.transmit) = (1, false) })
        _ = bench.wait(milliseconds: 9950)
        let late = bench.place(.order(3, of: .mes) { $0.totalQuantity = 1 })
        #expect(late.story.isEmpty)
        let told = bench.wait(milliseconds: 1000)
        #expect(told.story.filter { $0.hasSuffix(" 1 Cancelled") || $0 == "error 1 202" }.count == 2)
        #expect([1, 2, 3].allSatisfy { bench.status($0) == .cancelled })
        #expect(bench.place(.order(4, of: .mes) { $0.totalQuantity = 1 }).story == ["error 4 200"])
        #expect(told.executions.isEmpty)
    }

    /// The last trade is over when the question reaches the exchange.
    @Test func aWhatIfThatComesTooLateIsAnsweredWithAnError() {
        var bench = Bench.beforeFutureEnds(seconds: 1)
        _ = bench.wait(milliseconds: 950)
        #expect(bench.place(.order(1, of: .mes) { ($0.totalQuantity, $0.whatIf) = (1, true) }).isEmpty)
        #expect(bench.wait(milliseconds: 1000).story == ["error 1 200"])
    }

    /// A combination ends with its first leg.
    @Test func combinationsEndWithALeg() {
        var bench = Bench.beforeOptionsEnd(seconds: 10)
        let legs = [Contract.option(.call, 190), .option(.call, 190, "20260220")].enumerated().map { number, contract in
            var leg = ComboLeg()
            leg.conId = bench.exchange.market.source.catalogue.find(ContractQuery(contract))[0].conId
            (leg.ratio, leg.action, leg.exchange) = (1, number == 0 ? .sell : .buy, "SMART")
            return leg
        }
        var spread = Contract.stock("AAPL")
        (spread.secType, spread.comboLegs) = (.combination, legs)
        _ = bench.place(
            .order(1, .buy, .limit, limit: 0.01, of: spread) { ($0.totalQuantity, $0.tif) = (1, .goodTillCancelled) }
        )
        _ = bench.wait(milliseconds: 5000)
        #expect(bench.status(1) == .submitted)
        _ = bench.wait(milliseconds: 10_000)
        #expect(bench.status(1) == .cancelled)
        #expect(bench.place(.order(2, .buy, of: spread) { $0.totalQuantity = 1 }).codes == [313])
    }

    @Test func streamsFallSilent() {
        var bench = Bench.beforeFutureEnds(seconds: 30)
        var quotes = ClientMessage.ReqMktData()
        (quotes.reqId, quotes.contract) = (100, .mes)
        var ticks = ClientMessage.ReqTickByTickData()
        (ticks.reqId, ticks.contract, ticks.tickType) = (101, .mes, "BidAsk")
        var bars = ClientMessage.ReqRealTimeBars()
        (bars.reqId, bars.contract, bars.barSize, bars.whatToShow) = (102, .mes, 5, "TRADES")
        let requests = [quotes.clientMessage, ticks.clientMessage, bars.clientMessage]
        for request in requests { _ = bench.exchange.receive(request, from: bench.client, at: bench.exchange.now) }
        #expect(bench.wait(until: Bench.futureEnd).contains { $0.name == "realtimeBar" })
        #expect(bench.wait(milliseconds: 60_000).isEmpty)
        var cancel = ClientMessage.CancelMktData()
        cancel.reqId = 100
        #expect(bench.send(cancel).isEmpty)
        for request in requests {
            let told = bench.exchange.receive(request, from: bench.client, at: bench.exchange.now).map(\.message)
            #expect(told.codes == [200] || request.name == "reqRealTimeBars")
        }
    }

    /// Of futures two years are told to who says includeExpired, of options nothing.
    @Test func detailsAndHistory() throws {
        var bench = Bench.beforeFutureEnds(seconds: -3600)
        func details(_ contract: Contract, _ bench: inout Bench) -> [ServerMessage] {
            var request = ClientMessage.ReqContractDetails()
            (request.reqId, request.contract) = (1, contract)
            return bench.send(request)
        }
        var expired = Contract.mes
        expired.includeExpired = true
        #expect(details(.mes, &bench).codes == [200])
        #expect(details(expired, &bench).map(\.name) == ["contractDetails", "contractDetailsEnd"])
        var option = Contract.option(.call, 190)
        option.includeExpired = true
        #expect(details(option, &bench).codes == [200])
        var old = expired
        old.lastTradeDateOrContractMonth = "202312"
        #expect(details(old, &bench).codes == [200])

        var history = ClientMessage.ReqHistoricalData()
        (history.reqId, history.contract, history.durationStr, history.barSizeSetting) = (2, .mes, "600 S", "1 min")
        (history.whatToShow, history.useRTH, history.formatDate) = ("TRADES", false, 2)
        #expect(bench.send(history).codes == [200])
        history.contract = expired
        guard case .historicalData(let answer)? = bench.send(history).first else { throw Missing() }
        let last = try #require(answer.bars.last.flatMap { Int64($0.date) })
        #expect(answer.bars.count == 10 && last == Bench.futureEnd.seconds - 60)
        #expect(bench.place(.order(1, of: expired) { $0.totalQuantity = 1 }).codes == [200])
    }

    /// The chain loses its first week and gains one behind the last, the futures one quarter; a day of no expiry
    /// changes nothing.
    @Test func listsMoveOn() throws {
        var bench = Bench.beforeOptionsEnd(seconds: 10)
        func expirations(_ bench: Bench) -> [String]? {
            bench.exchange.market.source.catalogue.optionChains(underlyingConId: Bench.aaplID).first?.expirations
        }
        func futures(_ bench: Bench) -> [String] {
            bench.exchange.market.source.catalogue.find(ContractQuery(symbol: "ES", secType: "FUT")).map(\.localSymbol)
        }
        #expect(expirations(bench)?.first == "20260116" && expirations(bench)?.count == 12)
        _ = bench.wait(milliseconds: 10_000)
        let weeks = ["20260123", "20260130", "20260206", "20260213", "20260220"]
        let next = weeks + ["20260320", "20260417", "20260515", "20260618", "20260717", "20270115", "20280121"]
        #expect(expirations(bench) == next && futures(bench) == ["ESH6", "ESM6"])
        _ = bench.wait(until: Bench.futureEnd.adding(nanoseconds: -1))
        #expect(expirations(bench)?.first == "20260320" && futures(bench) == ["ESH6", "ESM6"])
        _ = bench.wait(until: Bench.futureEnd)
        #expect(expirations(bench)?.first == "20260320" && futures(bench) == ["ESM6", "ESU6"])
        var september = Contract.mes
        september.lastTradeDateOrContractMonth = "202609"
        #expect(bench.fill(.order(1, of: september) { $0.totalQuantity = 1 }).size == 1)
    }

    /// An exchange that is stopped before an expiry and goes on after it comes to the same; its lists are those of the
    /// later day.
    @Test func goesOnOverAnExpiry() throws {
        var bench = Bench.beforeOptionsEnd(seconds: 60)
        _ = bench.fill(.order(1, of: .option(.call, 170)) { $0.totalQuantity = 2 })
        _ = bench.fill(.order(2, .sell, of: .option(.put, 170)) { $0.totalQuantity = 1 })
        let resting = ClientMessage.PlaceOrder.order(3, .buy, .limit, limit: 1, of: .option(.call, 170)) {
            ($0.totalQuantity, $0.tif) = (1, .goodTillCancelled)
        }
        _ = bench.place(resting)
        _ = bench.wait(milliseconds: 1000)
        var configuration = bench.exchange.configuration
        var restored = try SimExchange(configuration: configuration, restoring: bench.exchange.state)
        configuration.start = Bench.optionEnd.adding(seconds: 9 * 86_400)
        _ = restored.advance(to: configuration.start)
        _ = bench.wait(until: configuration.start)
        #expect(try restored.state == bench.exchange.state)
        #expect(restored.snapshot.positions.map(\.position) == [200])
        let again = try SimExchange(configuration: configuration, restoring: restored.state)
        #expect(
            again.market.source.catalogue.optionChains(underlyingConId: Bench.aaplID).first?.expirations.first
                == "20260130"
        )
        #expect(try again.state == restored.state)
    }

    private struct Missing: Error {}
}
