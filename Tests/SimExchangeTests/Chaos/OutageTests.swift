import TWSWire
import Testing

@testable import SimExchange

/// The plans in which TWS loses its connection to IB: 1100-midfill, 1101, 1102.
@Suite struct OutageTests {
    /// An order so large that it fills in several parts, in 20 s; a second client looks on.
    private static func largeOrder(_ plans: [ChaosPlan]) -> ChaosBench {
        var bench = ChaosBench(plans)
        bench.connect(8, as: 2)
        bench.wait(milliseconds: 500)
        bench.send(ClientMessage.PlaceOrder.order(1) { $0.totalQuantity = 5000 })
        bench.wait(milliseconds: 20_000)
        return bench
    }

    @Test func newsOfOrdersIsLostForTenSecondsFromTheFirstFillOn() throws {
        let calm = Self.largeOrder([])
        var bench = Self.largeOrder([.lostMidFill])
        let fills = calm.times { $0.isExecution }
        let first = try #require(fills.first)
        let execution = try #require(calm.log.compactMap(\.output.message).executions.first)
        #expect(try #require(execution.cumQty) < 5000)
        for number in [1, 2] {
            #expect(bench.times(to: number) { $0.isError(1100) } == [first])
            #expect(bench.times(to: number) { $0.isError(1102) } == [first + 10_000])
        }
        let isNews: (ServerMessage) -> Bool = { $0.isExecution || $0.isCommission || $0.isStatus(.submitted) }
        #expect(calm.times(isNews).contains { $0 >= first && $0 < first + 10_000 })
        #expect(bench.times(isNews) == calm.times(isNews).filter { $0 < first || $0 >= first + 10_000 })
        let truth = calm.log.compactMap(\.output.message).executions
        #expect(truth.count > 1 && bench.recovered().executions.map(\.execId) == truth.map(\.execId))
    }

    /// While connectivity is lost questions are answered, and a client that connects is told.
    @Test func questionsAreAnsweredMeanwhile() throws {
        var bench = ChaosBench([.lostMidFill])
        bench.send(ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 10))
        bench.send(ClientMessage.PlaceOrder.order(2))
        bench.wait(milliseconds: 1000)
        #expect(bench.times { $0.isError(1100) }.count == 1)
        #expect(bench.recovered().executions.map(\.orderId) == [2])
        #expect(bench.send(ClientMessage.ReqOpenOrders()).story.first == "openOrder 1 Submitted")
        #expect(bench.connect(8, as: 2).compactMap(\.message).codes.last == 1100)
        #expect(bench.times { $0.isStatus(.filled) }.isEmpty)
    }

    @Test func marketDataIsDeadAfter1101UntilRequestedAgain() throws {
        var bench = ChaosBench([.restoredDataLost])
        let requests = Self.streams
        for request in requests { _ = bench.exchange.receive(request, from: bench.client, at: bench.exchange.now) }
        bench.wait(milliseconds: 60_000)
        let lost = try #require(bench.times { $0.isError(1100) }.first)
        #expect(bench.times { $0.isError(1101) } == [lost + 5000])
        #expect((10_000...30_000).contains(lost))
        let ticks = bench.times { $0.isTick }
        #expect(ticks.contains { $0 < lost })
        #expect(!ticks.contains { $0 > lost })
        for request in requests {
            let told = bench.exchange.receive(request, from: bench.client, at: bench.exchange.now)
            #expect(told.compactMap(\.message).codes.isEmpty)
        }
        bench.wait(milliseconds: 60_000)
        #expect(bench.times { if case .realtimeBar = $0 { true } else { false } }.contains { $0 > 60_000 })
        #expect(bench.times { if case .tickByTick = $0 { true } else { false } }.contains { $0 > 60_000 })
        #expect(bench.times { if case .tickPrice = $0 { true } else { false } }.contains { $0 > 60_000 })
        #expect(bench.times { $0.isError(1100) }.count == 1)
    }

    private static var streams: [ClientMessage] {
        var quotes = ClientMessage.ReqMktData()
        (quotes.reqId, quotes.contract) = (100, .aapl)
        var ticks = ClientMessage.ReqTickByTickData()
        (ticks.reqId, ticks.contract, ticks.tickType) = (101, .aapl, "BidAsk")
        var bars = ClientMessage.ReqRealTimeBars()
        (bars.reqId, bars.contract, bars.barSize, bars.whatToShow) = (102, .aapl, 5, "TRADES")
        return [quotes.clientMessage, ticks.clientMessage, bars.clientMessage]
    }

    /// But for the two notices, and that the news of the outage comes at its end, everything is as without the plan.
    @Test func nothingIsLostWith1102() throws {
        func run(_ plans: [ChaosPlan]) -> ChaosBench {
            var bench = ChaosBench(plans)
            bench.subscribeToAccount()
            bench.send(ClientMessage.PlaceOrder.order(1))
            for second in 2...40 {
                bench.send(ClientMessage.PlaceOrder.order(second, second % 2 == 0 ? .buy : .sell))
                bench.wait(milliseconds: 1000)
            }
            return bench
        }
        let (calm, bench) = (run([]), run([.restoredDataKept]))
        let lost = try #require(bench.times { $0.isError(1100) }.first)
        #expect((10_000...30_000).contains(lost))
        #expect(bench.times { $0.isError(1102) } == [lost + 5000])
        let rest = bench.log.filter { $0.output.message.map { $0.isError(1100) || $0.isError(1102) } != true }
        #expect(rest.map(\.output) == calm.log.map(\.output))
        let isOutage = { (time: Int64) in time >= lost && time < lost + 5000 }
        let expected = calm.log.map { line in
            isOutage(calm.milliseconds(line.time)) ? lost + 5000 : calm.milliseconds(line.time)
        }
        #expect(rest.map { bench.milliseconds($0.time) } == expected)
        #expect(expected.contains(lost + 5000) && calm.times(Self.isAccountNews).contains(where: isOutage))
    }

    /// Positions, portfolio and account values, which come from IB too.
    private static func isAccountNews(_ message: ServerMessage) -> Bool {
        switch message {
        case .position, .updatePortfolio, .updateAccountValue, .updateAccountTime, .accountSummary, .pnl: true
        default: false
        }
    }

    /// While connectivity is lost the account is silent too, in each of the plans; it speaks again when it is back.
    @Test(arguments: [ChaosPlan.lostMidFill, .restoredDataLost, .restoredDataKept])
    func accountIsSilentMeanwhile(plan: ChaosPlan) throws {
        var bench = ChaosBench([plan])
        bench.subscribeToAccount()
        var profit = ClientMessage.ReqPnL()
        profit.reqId = 8
        bench.send(profit)
        for id in 1...60 {
            bench.send(ClientMessage.PlaceOrder.order(id, id % 2 == 0 ? .sell : .buy))
            bench.wait(milliseconds: 1000)
        }
        let lost = try #require(bench.times { $0.isError(1100) }.first)
        let back = try #require(bench.times { $0.isError(1101) || $0.isError(1102) }.first)
        let news = bench.times(Self.isAccountNews)
        #expect(news.contains { $0 < lost } && news.contains(back) && news.contains { $0 > back + 1000 })
        #expect(!news.contains { $0 > lost && $0 < back })
        // The last position that was told is the one that holds: 30 bought and 30 sold.
        let positions = bench.log.compactMap { line -> ExactDecimal? in
            if case .position(let position)? = line.output.message { position.position } else { nil }
        }
        #expect(positions.last == bench.exchange.snapshot.positions.first?.position ?? 0)
    }
}
