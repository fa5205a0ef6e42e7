import SimExchange
import TWSWire
import Testing

/// Quotes, depth, tick by tick and bars as streams.
@Suite struct MarketStreamTests {
    private func stream(_ change: (inout ClientMessage.ReqMktData) -> Void = { _ in }) -> ClientMessage.ReqMktData {
        var request = ClientMessage.ReqMktData()
        (request.reqId, request.contract) = (1001, .aapl)
        change(&request)
        return request
    }

    @Test func beginsAsCapturedAndSendsChangesOnly() throws {
        var bench = Bench()
        let first = bench.send(stream())
        #expect(first.prefix(4).map(\.name) == ["tickReqParams", "marketDataType", "tickPrice", "tickPrice"])
        var view = TickView(first)
        let quote = try #require(bench.exchange.market.source.quote(265_598, at: bench.exchange.now))
        #expect(view.prices[1] == quote.bid && view.prices[2] == quote.ask && view.prices[4] == quote.last)
        #expect(view.prices[6] == quote.high && view.prices[7] == quote.low && view.prices[9] == quote.close)
        for _ in 1...120 {
            let told = bench.wait(milliseconds: 250)
            view.take(told)
            let now = try #require(bench.exchange.market.source.quote(265_598, at: bench.exchange.now))
            #expect(view.prices[1] == now.bid && view.prices[2] == now.ask && view.prices[4] == now.last)
            #expect(view.sizes[0] == now.bidSize && view.sizes[3] == now.askSize && view.sizes[8] == now.volume)
            #expect(view.prices[6] == now.high && view.prices[7] == now.low)
            #expect(!told.contains { $0.name == "marketDataType" })
        }
        #expect(view.repeated == 0)
    }

    @Test func cancelEndsTheStream() {
        var bench = Bench()
        _ = bench.send(stream())
        #expect(bench.send(stream()).story == ["error 1001 102"])
        #expect(!bench.wait(milliseconds: 2000).isEmpty)
        var cancel = ClientMessage.CancelMktData()
        cancel.reqId = 1001
        #expect(bench.send(cancel).isEmpty)
        #expect(bench.wait(milliseconds: 5000).isEmpty)
        #expect(
            bench.exchange.nextEvent(after: bench.exchange.now.adding(seconds: 2)) == nil
                || bench.wait(milliseconds: 5000).isEmpty
        )
        #expect(bench.send(cancel).story == ["error 1001 300"])
    }

    @Test func snapshotEnds() {
        var bench = Bench()
        #expect(bench.send(stream { $0.snapshot = true }).last?.name == "tickSnapshotEnd")
        #expect(bench.wait(milliseconds: 5000).isEmpty)
    }

    @Test func dataModes() {
        var none = Bench { $0.data = .none }
        #expect(none.send(stream()).story == ["error 1001 354"])
        var delayed = Bench { $0.data = .delayed }
        #expect(delayed.send(stream()).story == ["error 1001 10168"])
        var type = ClientMessage.ReqMarketDataType()
        type.marketDataType = 3
        #expect(delayed.send(type).isEmpty)
        let told = delayed.send(stream())
        #expect(told.story == ["error 1001 10167"])
        #expect(TickView(told).prices.keys.allSatisfy { $0 >= 66 })
    }

    @Test func depthFollowsTheQuote() throws {
        var bench = Bench()
        var request = ClientMessage.ReqMktDepth()
        (request.reqId, request.contract, request.numRows) = (7, .aapl, 5)
        var rows: [String: Double] = [:]
        var told = bench.send(request)
        #expect(told.count == 10)
        for _ in 1...40 {
            for case .updateMktDepth(let row) in told { rows["\(row.side) \(row.position)"] = row.price }
            let book = try #require(bench.exchange.market.source.book(265_598, at: bench.exchange.now))
            #expect(rows["1 0"] == book.bid && rows["0 0"] == book.ask)
            for row in 1...4 {
                #expect(try #require(rows["1 \(row)"]) < #require(rows["1 \(row - 1)"]))
                #expect(try #require(rows["0 \(row)"]) > #require(rows["0 \(row - 1)"]))
            }
            told = bench.wait(milliseconds: 500)
        }
    }

    @Test func tickByTickTradesAreTheMarkets() {
        var bench = Bench()
        var request = ClientMessage.ReqTickByTickData()
        (request.reqId, request.contract, request.tickType) = (7, .aapl, "AllLast")
        let start = bench.exchange.now
        #expect(bench.send(request).isEmpty)
        let ticks = bench.wait(milliseconds: 20_000).compactMap { message in
            if case .tickByTick(let tick) = message { tick } else { nil }
        }
        let trades = bench.exchange.market.source.trades(
            265_598,
            from: start.adding(nanoseconds: 1),
            to: bench.exchange.now.adding(nanoseconds: 1)
        )
        #expect(ticks.map(\.price) == trades.map(\.price) && !ticks.isEmpty)
    }

    @Test func realTimeBarsComeAtTheFifthSecond() {
        var bench = Bench()
        _ = bench.wait(milliseconds: 1234)
        var request = ClientMessage.ReqRealTimeBars()
        (request.reqId, request.contract, request.barSize, request.whatToShow) = (7, .aapl, 5, "TRADES")
        #expect(bench.send(request).isEmpty)
        let bars = bench.wait(milliseconds: 60_000).compactMap { message in
            if case .realtimeBar(let bar) = message { bar } else { nil }
        }
        #expect(bars.count == 12 && bars.allSatisfy { $0.time % 5 == 0 && $0.low <= $0.high })
        #expect(zip(bars, bars.dropFirst()).allSatisfy { $0.time + 5 == $1.time })
    }

    @Test func keptUpToDateBarsBecomeTheHistory() throws {
        var bench = Bench()
        var request = ClientMessage.ReqHistoricalData()
        (request.reqId, request.contract, request.durationStr, request.barSizeSetting) = (7, .aapl, "1800 S", "1 min")
        (request.whatToShow, request.formatDate, request.keepUpToDate) = ("TRADES", 1, true)
        #expect(bench.send(request).map(\.name) == ["historicalData", "historicalDataEnd"])
        let updates = bench.wait(milliseconds: 180_000).compactMap { message in
            if case .historicalDataUpdate(let update) = message { update.bar } else { nil }
        }
        #expect(updates.count == 36)
        (request.reqId, request.keepUpToDate) = (8, false)
        guard case .historicalData(let whole)? = bench.send(request).first else { throw Missing() }
        for bar in whole.bars.suffix(3) {
            let last = try #require(updates.last { $0.date == bar.date })
            #expect(last == bar)
        }
        var cancel = ClientMessage.CancelHistoricalData()
        cancel.reqId = 7
        #expect(bench.send(cancel).isEmpty && bench.send(cancel).story == ["error 7 366"])
    }

    @Test(arguments: [
        ("1 D", "7 mins", "TRADES", 321), ("1 D", "1 min", "NOTHING", 321), ("1 X", "1 min", "TRADES", 321),
    ])
    func historyErrors(duration: String, size: String, show: String, code: Int) {
        var bench = Bench()
        var request = ClientMessage.ReqHistoricalData()
        (request.reqId, request.contract, request.durationStr, request.barSizeSetting) = (7, .aapl, duration, size)
        request.whatToShow = show
        #expect(bench.send(request).story == ["error 7 \(code)"])
    }

    private struct Missing: Error {}
}
