import TWSWire
import Testing

@testable import ScriptHost

/// Ticks, books and bars made of ticks.
@Suite("Streams")
struct StreamTests {
    private static func tick(_ id: Int, _ time: Int, _ price: Double, _ size: Int) -> ServerMessage {
        var tick = ServerMessage.TickByTick()
        (tick.reqId, tick.tickType, tick.time, tick.price) = (id, 2, time, price)
        (tick.size, tick.exchange) = (ExactDecimal(size), "ARCA")
        return .tickByTick(tick)
    }

    @Test("ticks grow, are told one by one, come again after a loss, and end with off")
    func ticks() throws {
        let bench = try ScriptBench(
            #"""
            local t = ticks(contract("AAPL"))
            print(t[1], #t)
            on("tick", function(tick, series) print("tick", tick.price, series == t, #t) end)
            sleep(100)
            t:off()
            """#
        )
        guard case .reqTickByTickData(let request)? = bench.sent.first else { Issue.record("no request"); return }
        #expect(request.tickType == "AllLast")
        bench.receive(Self.tick(request.reqId, 60, 10, 5), Self.tick(request.reqId, 61, 11, 5))
        bench.disconnect("reset")
        bench.reconnect()
        bench.receive(Self.tick(request.reqId, 90, 12, 5))
        #expect(
            bench.prints == [
                "<tick time=1969-12-31 19:01:00 EST, price=10.0, size=5, exchange=ARCA>\t1", "tick\t11.0\ttrue\t2",
                "tick\t12.0\ttrue\t3",
            ]
        )
        #expect(bench.sent.filter { $0.name == "reqTickByTickData" }.count == 2)
        bench.advance(100)
        #expect(bench.sent.last?.name == "cancelTickByTickData")
    }

    @Test("ticks that the login may not have raise TWS's error")
    func noTicks() throws {
        let bench = try ScriptBench(#"print(select(2, pcall(ticks, contract("AAPL"), "Last")).code)"#)
        guard case .reqTickByTickData(let request)? = bench.sent.first else { Issue.record("no request"); return }
        bench.receive(TWS.error(request.reqId, 10_189, "Failed to request tick-by-tick data"))
        #expect(bench.prints == ["10189"])
        #expect(try ScriptBench(#"ticks(contract("AAPL"), "Bid")"#).end?.message?.contains("BidAsk") == true)
    }

    @Test("past ticks come a thousand at a time: an answer holds all of its last second, the next begins behind it")
    func pastTicks() throws {
        let bench = try ScriptBench(
            #"local t = ticks(contract("AAPL"), {from = 1767623400, to = 1767624400}) print(#t, t[#t].time)"#
        )
        func answer(_ times: [Int]) {
            guard case .reqHistoricalTicks(let request)? = bench.sent.last else { return }
            var past = ServerMessage.HistoricalTicksLast()
            (past.reqId, past.done) = (request.reqId, true)
            past.ticks = times.map { time in
                var tick = HistoricalTickLast()
                (tick.time, tick.price, tick.size) = (time, 10, ExactDecimal(1))
                return tick
            }
            bench.receive(.historicalTicksLast(past))
        }
        answer((0..<1_001).map { 1_767_623_400 + $0 / 2 })
        answer([1_767_623_901, 1_767_624_399, 1_767_624_400])
        let begins = bench.sent.compactMap { message -> String? in
            if case .reqHistoricalTicks(let request) = message { request.startDateTime } else { nil }
        }
        #expect(begins == ["20260105-14:30:00", "20260105-14:38:21"])
        #expect(bench.prints == ["1003\t1767624399"])
    }

    private static func row(_ id: Int, _ side: Int, _ operation: Int, _ position: Int, _ price: Double)
        -> ServerMessage
    {
        var update = ServerMessage.UpdateMktDepth()
        (update.reqId, update.side, update.operation, update.position) = (id, side, operation, position)
        (update.price, update.size) = (price, ExactDecimal(100))
        return .updateMktDepth(update)
    }

    @Test("a book follows inserts, changes and deletes, and begins afresh after a loss")
    func depth() throws {
        let bench = try ScriptBench(
            #"""
            local b = depth(contract("AAPL", "STK", "ISLAND"), {rows = 3})
            local function show()
                local parts = {}
                for _, side in ipairs{b.bids, b.asks} do for _, r in ipairs(side) do parts[#parts + 1] = r.price end end
                print(table.concat(parts, " "), b.bid, b.askSize)
            end
            show() sleep(1) show() wait("resumed") sleep(1) show() stop()
            """#
        )
        guard case .reqMktDepth(let request)? = bench.sent.first else { Issue.record("no request"); return }
        #expect(request.numRows == 3 && !request.isSmartDepth)
        let id = request.reqId
        bench.receive(Self.row(id, 1, 0, 0, 9.9), Self.row(id, 0, 0, 0, 10.1))
        bench.receive(Self.row(id, 1, 0, 0, 10), Self.row(id, 1, 1, 1, 9.8), Self.row(id, 0, 2, 0, 0))
        bench.advance(1)
        bench.disconnect("reset")
        bench.reconnect()
        bench.receive(Self.row(id, 1, 0, 0, 5))
        bench.advance(1)
        #expect(bench.prints == ["9.9 10.1\t9.9\t100", "10.0 9.8\t10.0\tnil", "5.0\t5.0\tnil"])
    }

    @Test("bars are built by time, by count and by volume")
    func builder() throws {
        let bench = try ScriptBench(
            #"""
            local function feed(b, ...)
                for _, t in ipairs{...} do local bar = b:push{price = t[1], size = t[2], time = t[3]} if bar then print(bar) end end
                print("forming", b:forming() and b:forming().close)
            end
            feed(bar_builder{seconds = 60}, {10, 1, 5}, {12, 3, 59}, {11, 2, 60})
            feed(bar_builder{ticks = 2}, {10, 1, 5}, {8, 1, 6}, {9, 1, 7})
            feed(bar_builder{volume = 5}, {10, 4, 5}, {20, 6, 6})
            print(bar_builder{ticks = 1}:push(3, 2, 1).wap)
            """#
        )
        #expect(
            bench.prints == [
                "<bar time=1969-12-31 19:00:00 EST, open=10.0, high=12.0, low=10.0, close=12.0, volume=4, wap=11.5, barCount=2>",
                "forming\t11.0",
                "<bar time=1969-12-31 19:00:05 EST, open=10.0, high=10.0, low=8.0, close=8.0, volume=2, wap=9.0, barCount=2>",
                "forming\t9.0",
                "<bar time=1969-12-31 19:00:05 EST, open=10.0, high=20.0, low=10.0, close=20.0, volume=10, wap=16.0, barCount=2>",
                "forming\tnil", "3.0",
            ]
        )
    }

    @Test("greeks come with the model's tick, and what it has not computed is nil")
    func greeks() throws {
        let bench = try ScriptBench(
            #"local q = quote(contract.option("AAPL", "20260220", 190, "P")) print(q.delta, q.gamma, q.impliedVol, q.undPrice, q.theta) stop()"#
        )
        guard case .reqMktData(let request)? = bench.sent.first else { Issue.record("no request"); return }
        let id = request.reqId
        bench.receive(TWS.price(id, 1, 3), TWS.price(id, 2, 3.1), TWS.price(id, 4, 3))
        #expect(bench.prints.isEmpty, "greeks are waited for")
        var tick = ServerMessage.TickOptionComputation()
        (tick.reqId, tick.tickType, tick.delta, tick.gamma, tick.impliedVol) = (id, 13, -0.31, 0.02, 0.25)
        (tick.undPrice, tick.theta) = (190.5, -2)
        bench.receive(.tickOptionComputation(tick))
        #expect(bench.prints == ["-0.31\t0.02\t0.25\t190.5\tnil"])
    }

    @Test("delayed data is asked for only if wanted, and marked")
    func delayed() throws {
        let bench = try ScriptBench(
            #"local q = quote(contract("AAPL"), {delayed = true}) print(q.delayed, q.bid) stop()"#
        )
        #expect(bench.sent.prefix(3).map(\.name) == ["reqMarketDataType", "reqMktData", "reqMarketDataType"])
        guard case .reqMktData(let request) = bench.sent[1] else { return }
        var type = ServerMessage.MarketDataType()
        (type.reqId, type.marketDataType) = (request.reqId, 3)
        let id = request.reqId
        bench.receive(.marketDataType(type), TWS.price(id, 66, 9), TWS.price(id, 67, 10), TWS.price(id, 68, 10))
        #expect(bench.prints == ["true\t9.0"])
    }

    @Test("a bad symbol in a list of quotes is named, and the others go on")
    func list() throws {
        let bench = try ScriptBench(
            #"local q = quote{contract("AAPL"), contract("XXXX")} print(q[1].bid, q[1].error, q[2].bid, q[2].error.code) stop()"#
        )
        let ids = bench.sent.compactMap { message -> Int? in
            if case .reqMktData(let request) = message { request.reqId } else { nil }
        }
        #expect(ids.count == 2)
        bench.receive(TWS.error(ids[1], 200, "No security definition has been found for the request"))
        bench.receive(TWS.price(ids[0], 1, 9), TWS.price(ids[0], 2, 10), TWS.price(ids[0], 4, 10))
        #expect(bench.prints == ["9.0\tnil\tnil\t200"])
        #expect(bench.logs.contains { $0.hasPrefix("quote: XXXX: error 200") })
    }
}
