import ScriptHost
import TWSWire
import Testing

@Suite("market data")
struct QuoteTests {
    static func requestId(_ bench: ScriptBench) throws -> Int {
        guard case .reqMktData(let request)? = bench.sent.first else {
            Issue.record("no request was sent")
            return 0
        }
        return request.reqId
    }

    @Test("quote waits for the first prices, then changes as ticks come")
    func live() throws {
        let bench = try ScriptBench(
            """
            local q = quote(contract("AAPL"))
            print(q.bid, q.ask, q.last, q.bidSize, q.volume)
            sleep(1) print(q.bid) q:off()
            """
        )
        let id = try Self.requestId(bench)
        bench.receive(TWS.price(id, 1, 189.99, size: 300), TWS.price(id, 2, 190.01, size: 200))
        #expect(bench.prints.isEmpty)
        bench.receive(TWS.price(id, 4, 190, size: 100))
        #expect(bench.prints == ["189.99\t190.01\t190.0\t300\tnil"])
        bench.receive(TWS.price(id, 1, 190.5, size: 300))
        bench.advance(1)
        #expect(bench.prints.last == "190.5")
        #expect(bench.sent.contains { if case .cancelMktData(let cancel) = $0 { cancel.reqId == id } else { false } })
        #expect(bench.end?.reason == .finished)
    }

    @Test("Of one tick, the handlers of quotes come first, then those of its message, then what waits for it")
    func order() throws {
        let bench = try ScriptBench(
            """
            on("quote", function(q) print("quote", q.bid) end)
            on("tickPrice", function(m) print("tickPrice", m.price) end)
            spawn(function() while true do print("waited", wait("tickPrice").price) end end)
            quote(contract("AAPL"))
            """
        )
        let id = try Self.requestId(bench)
        for price in [1.5, 2.5] {
            let shown = bench.prints.count
            bench.receive(TWS.price(id, 1, price, size: 1))
            #expect(bench.prints[shown...] == ["quote\t\(price)", "tickPrice\t\(price)", "waited\t\(price)"])
        }
    }

    @Test("A handler of quotes and one of ticks keep their order when nothing else waits")
    func orderOfTwo() throws {
        let bench = try ScriptBench(
            """
            on("tickPrice", function(m) print("tickPrice", m.price) end)
            on("quote", function(q) print("quote", q.bid) end)
            quote(contract("AAPL"))
            """
        )
        let id = try Self.requestId(bench)
        bench.receive(TWS.price(id, 1, 1.5, size: 1), TWS.price(id, 1, 2.5, size: 1))
        #expect(bench.prints == ["quote\t1.5", "tickPrice\t1.5", "quote\t2.5", "tickPrice\t2.5"])
    }

    @Test("A quote with only some prices is given after a second; a delayed one fills the same fields")
    func partial() throws {
        let bench = try ScriptBench(#"local q = quote(contract("AAPL")) print(q.bid, q.ask) stop()"#)
        let id = try Self.requestId(bench)
        bench.receive(TWS.error(id, 10167, "delayed"), TWS.price(id, 66, 12.5))
        bench.advance(1.1)
        #expect(bench.prints == ["12.5\tnil"])
    }

    @Test("Errors and silence raise", arguments: [(200, "No security definition"), (354, "not subscribed"), (0, "")])
    func failure(code: Int, text: String) throws {
        let bench = try ScriptBench(
            #"local ok, e = pcall(quote, contract("AAPL")) print(ok, e.code, e.remedy ~= nil, e)"#
        )
        let id = try Self.requestId(bench)
        if code == 0 { bench.advance(10.1) } else { bench.receive(TWS.error(id, code, text)) }
        #expect(bench.prints.first?.hasPrefix("false\t\(code == 0 ? "timeout" : "\(code)")\ttrue") == true)
        #expect(bench.end?.reason == .finished)
        #expect(bench.shown("error").isEmpty)
    }

    @Test("A second quote of a contract is the same object; a live one keeps the run alive")
    func shared() throws {
        let bench = try ScriptBench(#"local c = contract("AAPL") print(quote(c) == quote(c))"#)
        let id = try Self.requestId(bench)
        bench.receive(TWS.price(id, 1, 1), TWS.price(id, 2, 2), TWS.price(id, 4, 2))
        #expect(bench.prints == ["true"])
        bench.advance(1000)
        #expect(bench.end == nil)
    }

    @Test("After a reconnect the streams are asked for again, and go on in the same object")
    func reconnect() throws {
        let bench = try ScriptBench(#"local q = quote(contract("AAPL")) sleep(5) print(q.bid) stop()"#)
        let id = try Self.requestId(bench)
        bench.receive(TWS.price(id, 1, 1), TWS.price(id, 2, 2), TWS.price(id, 4, 2))
        bench.disconnect("reset")
        bench.reconnect()
        let asked = bench.sent.compactMap { if case .reqMktData(let request) = $0 { request.reqId } else { nil } }
        #expect(asked == [id, id])
        bench.receive(TWS.price(id, 1, 3))
        bench.advance(5)
        #expect(bench.prints == ["3.0"])
    }

    @Test("A quote is stale from a loss, or a broken farm, until the next tick")
    func stale() throws {
        let bench = try ScriptBench(#"local q = quote(contract("AAPL")) every(1, function() print(q.stale) end)"#)
        let id = try Self.requestId(bench)
        bench.receive(TWS.price(id, 1, 1), TWS.price(id, 2, 2), TWS.price(id, 4, 2))
        bench.advance(1)
        bench.disconnect("reset")
        bench.advance(1)
        bench.reconnect()
        bench.advance(1)
        bench.receive(TWS.price(id, 1, 3))
        bench.advance(1)
        bench.receive(TWS.error(-1, 2103, "Market data farm connection is broken:usfarm"))
        bench.advance(1)
        bench.receive(TWS.price(id, 1, 4))
        bench.advance(1)
        bench.send(.stalled)
        bench.advance(1)
        #expect(bench.prints == ["false", "true", "true", "false", "true", "false", "true"])
    }

    @Test("A quote that waits for its first prices raises when the connection goes, and is not asked for again")
    func lostWhileWaiting() throws {
        let bench = try ScriptBench(#"print(select(2, pcall(quote, contract("AAPL"))).code) sleep(60)"#)
        bench.disconnect("reset")
        bench.reconnect()
        #expect(bench.prints == ["connection_lost"])
        #expect(bench.sent.count { if case .reqMktData = $0 { true } else { false } } == 1)
    }

    @Test("A price of -1 is no value")
    func absent() throws {
        let bench = try ScriptBench(#"local q = quote(contract("AAPL")) sleep(1) print(q.bid, q.ask) stop()"#)
        let id = try Self.requestId(bench)
        bench.receive(TWS.price(id, 1, 1), TWS.price(id, 2, 2), TWS.price(id, 4, 2), TWS.price(id, 1, -1, size: 0))
        bench.advance(1)
        #expect(bench.prints == ["nil\t2.0"])
    }

    private static func bar(_ date: String, _ close: Double) -> Bar {
        var bar = Bar()
        bar.date = date
        bar.close = close
        bar.volume = ExactDecimal(100)
        return bar
    }

    @Test("history waits for all bars and gives a series", arguments: [195, 196])
    func history(version: Int) throws {
        let bench = try ScriptBench(
            """
            local h = history(contract("AAPL"), {bars = "5 mins", duration = "2 D", rth = false})
            print(#h, h[1].close, h[2].time, h[3], h[1].volume)
            local sum = 0 for i, bar in pairs(h) do sum = sum + bar.close end print(sum)
            print(table.concat(h:column("close"), ","))
            print(h:column("clos"))
            """,
            serverVersion: version
        )
        guard case .reqHistoricalData(let request)? = bench.sent.first else { Issue.record("no request"); return }
        #expect(request.barSizeSetting == "5 mins")
        #expect(request.durationStr == "2 D")
        #expect(request.whatToShow == "TRADES")
        #expect(!request.useRTH)
        #expect(request.formatDate == 2)
        var data = ServerMessage.HistoricalData()
        data.reqId = request.reqId
        data.bars = [Self.bar("1700000000", 10.5), Self.bar("20260105", 11.5)]
        bench.receive(.historicalData(data))
        #expect(bench.prints.isEmpty == (version >= 196))
        var end = ServerMessage.HistoricalDataEnd()
        end.reqId = request.reqId
        bench.receive(.historicalDataEnd(end))
        #expect(bench.prints == ["2\t10.5\t1767589200\tnil\t100", "22.0", "10.5,11.5"])
        #expect(bench.end?.message == "series.clos: no such field; did you mean close? (test.lua:5)")
    }

    @Test("A request that fails raises, never gives an empty list")
    func failedRequest() throws {
        let bench = try ScriptBench(#"history(contract("AAPL"), {})"#)
        guard case .reqHistoricalData(let request)? = bench.sent.first else { Issue.record("no request"); return }
        bench.receive(TWS.error(request.reqId, 162, "no data"))
        #expect(bench.end?.message?.hasPrefix("history: error 162: no data") == true)
        let silent = try ScriptBench(#"details(contract("AAPL"))"#)
        silent.advance(10)
        #expect(silent.end?.message?.hasPrefix("details: no answer within 10.0 s") == true)
    }

    @Test("A request that cannot be sent, or whose connection goes, raises at once")
    func unsent() throws {
        let bench = try ScriptBench("details(contract('AAPL'))")
        bench.send(.requestFailed(id: 2_000_000_000, message: "this TWS is too old"))
        #expect(bench.end?.message == "details: this TWS is too old (test.lua:1)")
        let lost = try ScriptBench("details(contract('AAPL'))")
        lost.disconnect("reset")
        #expect(lost.end?.message?.contains("the connection is lost (reset)") == true)
    }

    @Test(
        "The time for an answer runs from when the request leaves; one that is given up is cancelled, an answered one not"
    )
    func heldRequest() throws {
        let bench = try ScriptBench(#"history(contract("AAPL"), {})"#)
        guard case .reqHistoricalData(let request)? = bench.sent.first else { Issue.record("no request"); return }
        bench.send(.requestHeld(id: request.reqId))
        bench.advance(600)
        #expect(bench.end == nil)
        bench.send(.requestLeft(id: request.reqId))
        bench.advance(59)
        #expect(bench.end == nil)
        bench.advance(1)
        #expect(bench.end?.message?.hasPrefix("history: no answer within 60.0 s") == true)
        #expect(bench.sent.map(\.name) == ["reqHistoricalData", "cancelHistoricalData"])
        let answered = try ScriptBench(#"history(contract("AAPL"), {})"#, serverVersion: 176)
        var data = ServerMessage.HistoricalData()
        data.reqId = request.reqId
        answered.receive(.historicalData(data))
        #expect(answered.sent.map(\.name) == ["reqHistoricalData"])
    }

    @Test("Unknown options are errors")
    func options() throws {
        #expect(
            try ScriptBench(#"history(contract("AAPL"), {barz = "1 min"})"#).end?.message
                == "history: options.barz: no such field; did you mean bars? (test.lua:1)"
        )
    }

    @Test("A script that goes on for a quote or a handler of market data says so once; one that waits does not")
    func saysWhyItGoesOn() throws {
        func said(_ source: String) throws -> Int {
            let bench = try ScriptBench(source)
            bench.receive(TWS.error(-1, 2104, "Market data farm connection is OK:usfarm"))
            bench.receive(TWS.error(-1, 2106, "HMDS data farm connection is OK:ushmds"))
            return bench.logs.count { $0.hasPrefix("still running for") }
        }
        #expect(try said(#"on("tickPrice", print)"#) == 1)
        #expect(try said(#"on("tickPrice", print) sleep(60)"#) == 0)
        #expect(try said(#"on("error", print)"#) == 0)
    }

    @Test("details lists what matches, qualify wants exactly one")
    func details() throws {
        let bench = try ScriptBench(
            """
            local d = details(contract("AAPL")) print(#d, d[1].contract.conId, d[1].summary.symbol)
            print(qualify(contract("AAPL")))
            sleep(86400)
            print(pcall(qualify, contract("AAPL")))
            """
        )
        for count in [1, 2] {
            guard case .reqContractDetails(let request)? = bench.sent.last else { Issue.record("no request"); return }
            for number in 0..<count {
                var details = ServerMessage.ContractDetails()
                details.reqId = request.reqId
                details.contractDetails.contract = request.contract
                details.contractDetails.contract.conId = 265_598 + number
                bench.receive(.contractDetails(details))
            }
            var end = ServerMessage.ContractDetailsEnd()
            end.reqId = request.reqId
            bench.receive(.contractDetailsEnd(end))
            bench.advance(86_400)
        }
        #expect(bench.prints[0] == "1\t265598\tAAPL")
        #expect(bench.prints[1] == "<Contract conId=265598, symbol=AAPL, secType=STK, exchange=SMART, currency=USD>")
        #expect(bench.prints[2].contains("2 contracts match"))
    }
}
