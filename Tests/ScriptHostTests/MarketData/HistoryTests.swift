import ScriptHost
import TWSWire
import Testing

/// Past bars: what is asked for, and what a script gets of the answers.
@Suite("history")
struct HistoryTests {
    static func bar(_ time: Int, _ close: Double) -> Bar {
        var bar = Bar()
        (bar.date, bar.open, bar.high, bar.low, bar.close) = ("\(time)", close, close + 1, close - 1, close)
        (bar.volume, bar.wap, bar.barCount) = (ExactDecimal(10), ExactDecimal(Int(close)), 2)
        return bar
    }

    static func asked(_ bench: ScriptBench) -> [ClientMessage.ReqHistoricalData] {
        bench.sent.compactMap { if case .reqHistoricalData(let request) = $0 { request } else { nil } }
    }

    static func answer(_ bench: ScriptBench, _ bars: [Bar]) {
        guard let id = asked(bench).last?.reqId else { return }
        var data = ServerMessage.HistoricalData()
        (data.reqId, data.bars) = (id, bars)
        var end = ServerMessage.HistoricalDataEnd()
        end.reqId = id
        bench.receive(.historicalData(data), .historicalDataEnd(end))
    }

    static func details(_ bench: ScriptBench, zone: String) {
        guard case .reqContractDetails(let request)? = bench.sent.last else {
            Issue.record("details were not asked for")
            return
        }
        var details = ServerMessage.ContractDetails()
        details.reqId = request.reqId
        details.contractDetails.contract.symbol = "7203"
        details.contractDetails.timeZoneId = zone
        var end = ServerMessage.ContractDetailsEnd()
        end.reqId = request.reqId
        bench.receive(.contractDetails(details), .contractDetailsEnd(end))
    }

    @Test("a day bar's time is 00:00 of its day in the contract's zone, and date is the same number")
    func dayBars() throws {
        let bench = try ScriptBench(
            #"local h = history(contract("7203", "STK", "TSEJ", "", "JPY"), {bars = "1 day", duration = "2 D"}) print(h[1].time, h[1].date, h:column("date")[1])"#
        )
        Self.details(bench, zone: "Asia/Tokyo")
        Self.answer(bench, [Self.bar(20_260_105, 10)])
        // 2026-01-05 00:00 in Tokyo, nine hours ahead of UTC.
        #expect(bench.prints == ["1767538800\t1767538800\t1767538800"])
    }

    @Test("bars of quotes have no volume, wap or barCount: TWS writes -1 for them")
    func quotes() throws {
        let bench = try ScriptBench(
            #"local b = history(contract.forex("EURUSD"))[1] print(b.volume, b.wap, b.barCount, b.close) print(b)"#
        )
        #expect(Self.asked(bench).first?.whatToShow == "MIDPOINT")
        var bar = Self.bar(60, 1)
        (bar.volume, bar.wap, bar.barCount) = (ExactDecimal(-1), ExactDecimal(-1), -1)
        Self.answer(bench, [bar])
        #expect(
            bench.prints == [
                "nil\tnil\tnil\t1.0", "<bar time=1969-12-31 19:01:00 EST, open=1.0, high=2.0, low=0.0, close=1.0>",
            ]
        )
    }

    @Test("sizes, durations and kinds that TWS does not know are refused, with those that it knows")
    func refused() throws {
        let cases = [
            (#"{bars = "7 mins"}"#, #"bars: "7 mins" is not a bar size; expected one of: 1 secs, 5 secs"#),
            (
                #"{duration = "1 fortnight"}"#,
                #"duration: "1 fortnight" is not a duration; a number and a unit: S seconds"#
            ),
            (#"{what = "PRICES"}"#, #"what: "PRICES" is not a kind of data; expected one of: TRADES, MIDPOINT"#),
            (#"{to = "tomorrow"}"#, "to: tomorrow is not a time"), (#"{from = 9e15}"#, "from: "),
            (#"{from = now() + 10}"#, "from is after the end"), (#"{rth = 1}"#, "rth: expected a boolean"),
            (#"{from = 1, to = 2, duration = "1 D"}"#, "cannot all be given"),
        ]
        for (options, message) in cases {
            let bench = try ScriptBench(#"history(contract("AAPL"), \#(options))"#)
            #expect(bench.end?.message?.contains(message) == true, "\(options): \(bench.end?.message ?? "")")
            #expect(Self.asked(bench).isEmpty)
        }
        #expect(try ScriptBench(#"history(contract("AAPL"), "garbage", "garbage")"#).end?.exitCode == 1)
    }

    @Test("a size is understood as people write it, a time as seconds or as IB's text")
    func spellings() throws {
        let bench = try ScriptBench(
            #"history(contract("AAPL"), {bars = "5 min", duration = 3600, to = "20260105 16:00:00 US/Eastern"})"#
        )
        let request = try #require(Self.asked(bench).first)
        #expect(request.barSizeSetting == "5 mins")
        #expect(request.durationStr == "3600 S")
        #expect(request.endDateTime == "20260105-21:00:00")
    }

    @Test("a long span is several requests, oldest first; each bar comes once, and a part without bars is none")
    func parts() throws {
        let week = 7 * 86_400
        let begin = 2_900 * week
        let bench = try ScriptBench(
            #"local h = history(contract("AAPL"), {bars = "1 min", from = \#(begin), to = \#(begin + 3 * week)}) print(#h, h[1].close, h[#h].close)"#,
            at: Double(begin + 10 * week)
        )
        Self.answer(bench, [Self.bar(begin - 60, 1), Self.bar(begin, 2), Self.bar(begin + 60, 3)])
        let second = try #require(Self.asked(bench).last)
        bench.receive(
            TWS.error(
                second.reqId,
                162,
                "Historical Market Data Service error message:HMDS query returned no data: AAPL"
            )
        )
        // The days of a request reach back over what the first part has brought.
        Self.answer(bench, [Self.bar(begin + 60, 3), Self.bar(begin + 2 * week, 4), Self.bar(begin + 3 * week, 5)])
        #expect(Self.asked(bench).map(\.durationStr) == ["8 D", "8 D", "8 D"])
        #expect(Set(Self.asked(bench).map(\.endDateTime)).count == 3)
        #expect(bench.prints == ["3\t2.0\t4.0"])
    }

    @Test("a duration that IB may take is one request first; where TWS says that it is too much, it is split")
    func tooMuch() throws {
        let bench = try ScriptBench(
            #"local h = history(contract("AAPL"), {bars = "1 min", duration = "2 W"}) print(#h)"#,
            at: Double(2_900 * 7 * 86_400)
        )
        let first = try #require(Self.asked(bench).first)
        #expect(first.durationStr == "2 W" && first.endDateTime.isEmpty)
        bench.receive(
            TWS.error(first.reqId, 162, "Historical Market Data Service error message:Time length exceed max.")
        )
        for week in [2_898, 2_899] { Self.answer(bench, [Self.bar(week * 7 * 86_400, 1)]) }
        #expect(Self.asked(bench).map(\.durationStr) == ["2 W", "8 D", "8 D"])
        #expect(bench.prints == ["2"])
        // IB takes no year of bars of 30 seconds at all.
        let parts = try ScriptBench(#"history(contract("AAPL"), {bars = "30 secs", duration = "1 Y"})"#, at: 2e9)
        #expect(Self.asked(parts).first?.durationStr.hasSuffix(" S") == true)
    }

    @Test("trades of a cryptocurrency are asked for joined, once TWS has said that it has no others")
    func crypto() throws {
        let bench = try ScriptBench(#"print(#history(contract.crypto("BTC")))"#)
        let first = try #require(Self.asked(bench).first)
        #expect(first.whatToShow == "TRADES" && first.contract.exchange == "PAXOS")
        bench.receive(
            TWS.error(first.reqId, 10_299, "Expected what to show is AGGTRADES, please use that instead of TRADES.")
        )
        #expect(Self.asked(bench).last?.whatToShow == "AGGTRADES")
        Self.answer(bench, [Self.bar(60, 1)])
        #expect(bench.prints == ["1"])
    }

    @Test("a part that a lost connection ends is asked for again; nothing is missing and nothing comes twice")
    func lost() throws {
        let week = 7 * 86_400
        let begin = 2_900 * week
        let bench = try ScriptBench(
            #"local h = history(contract("AAPL"), {bars = "1 min", from = \#(begin), to = \#(begin + 2 * week)}) print(#h)"#,
            at: Double(begin + 10 * week)
        )
        Self.answer(bench, [Self.bar(begin, 1)])
        bench.disconnect("reset")
        bench.advance(30)
        #expect(Self.asked(bench).count == 2)
        bench.reconnect()
        bench.advance(2)
        #expect(Self.asked(bench).count == 3)
        #expect(Self.asked(bench)[1].endDateTime == Self.asked(bench)[2].endDateTime)
        Self.answer(bench, [Self.bar(begin + week, 2)])
        #expect(bench.prints == ["2"])
    }

    @Test("each has every bar in its order, and history gives their number")
    func each() throws {
        let week = 7 * 86_400
        let begin = 2_900 * week
        let bench = try ScriptBench(
            #"""
            local n = history(contract("AAPL"), {bars = "1 min", from = \#(begin), to = \#(begin + 2 * week),
                each = function(b) print(b.close) end})
            print("all", n)
            """#,
            at: Double(begin + 10 * week)
        )
        Self.answer(bench, [Self.bar(begin, 1), Self.bar(begin + 60, 2)])
        #expect(Self.asked(bench).count == 1, "the next part is asked for when these are through")
        bench.advance(0.01)
        Self.answer(bench, [Self.bar(begin + week, 3)])
        bench.advance(0.01)
        #expect(bench.prints == ["1.0", "2.0", "3.0", "all\t3"])
    }

    @Test("no bars at all are an error, in one request and in several")
    func nothing() throws {
        let bench = try ScriptBench(
            #"print(select(2, pcall(history, contract("AAPL"), {from = 86400, to = 2 * 86400})).code)"#,
            at: 10_000_000
        )
        let id = try #require(Self.asked(bench).first?.reqId)
        bench.receive(TWS.error(id, 162, "HMDS query returned no data: AAPL"))
        #expect(bench.prints == ["162"])
    }

    @Test("h[0] says that Lua counts from 1")
    func zero() throws {
        let bench = try ScriptBench(#"local h = history(contract("AAPL")) print(h[2]) print(h[0])"#)
        Self.answer(bench, [Self.bar(60, 1)])
        #expect(bench.prints == ["nil"])
        #expect(bench.end?.message == "series[0]: Lua counts from 1; the first is h[1], the last h[#h] (test.lua:1)")
    }

    @Test("resample joins bars: first open, highest high, lowest low, last close, sums, and the average by volume")
    func resample() throws {
        let bench = try ScriptBench(
            #"""
            local h = history(contract("AAPL"))
            local r = h:resample("5 min")
            print(#r, r[1], r[2].time)
            print(select(2, pcall(h.resample, h, "30 secs")))
            """#
        )
        Self.answer(bench, [(300, 10.0), (360, 20), (540, 12), (600, 5)].map { Self.bar($0.0, $0.1) })
        #expect(
            bench.prints.first
                == "2\t<bar time=1969-12-31 19:05:00 EST, open=10.0, high=21.0, low=9.0, close=12.0, volume=30, wap=14.0, barCount=6>\t600"
        )
        #expect(bench.prints.last?.contains("30 secs bars cannot be made of 1 min bars") == true)
    }
}
