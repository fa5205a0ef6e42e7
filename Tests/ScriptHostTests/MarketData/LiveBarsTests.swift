import TWSWire
import Testing

@testable import ScriptHost

/// Series that grow: every bar once, in order, whatever is missed.
@Suite("Bars that are kept up to date")
struct LiveBarsTests {
    private static let source = #"""
        local h = history(contract("AAPL"), {bars = "1 min", duration = "1800 S", live = true})
        print("opened", #h)
        on("bar", function(b, series) print("bar", b.time, b.close, b.filled, series == h) end)
        on("gap", function(from, to) print("gap", to - from) end)
        on("resumed", function() print("resumed", #h, h[#h].close) end)
        """#

    private static func bar(_ minute: Int, _ close: Double) -> Bar {
        var bar = Bar()
        (bar.date, bar.close) = (String(minute * 60), close)
        return bar
    }

    private static func update(_ id: Int, _ minute: Int, _ close: Double) -> ServerMessage {
        var message = ServerMessage.HistoricalDataUpdate()
        (message.reqId, message.bar) = (id, bar(minute, close))
        return .historicalDataUpdate(message)
    }

    private static func answer(_ bench: ScriptBench, _ id: Int, _ bars: [Bar]) {
        var data = ServerMessage.HistoricalData()
        (data.reqId, data.bars) = (id, bars)
        var end = ServerMessage.HistoricalDataEnd()
        end.reqId = id
        bench.receive(.historicalData(data), .historicalDataEnd(end))
    }

    private static func asked(_ bench: ScriptBench) -> [ClientMessage.ReqHistoricalData] {
        bench.sent.compactMap { if case .reqHistoricalData(let request) = $0 { request } else { nil } }
    }

    /// A series with the minutes 1 to 3, the last of which forms.
    private static func opened() throws -> (bench: ScriptBench, id: Int) {
        let bench = try ScriptBench(source, at: 200)
        let id = try #require(asked(bench).first?.reqId)
        answer(bench, id, [bar(1, 10), bar(2, 20), bar(3, 30)])
        return (bench, id)
    }

    @Test("updates change the last bar, and a bar is told once the next one has begun")
    func grows() throws {
        let (bench, id) = try Self.opened()
        #expect(Self.asked(bench)[0].keepUpToDate)
        bench.receive(Self.update(id, 3, 31), Self.update(id, 3, 32), Self.update(id, 4, 40), Self.update(id, 5, 50))
        #expect(bench.prints == ["opened\t2", "bar\t180\t32.0\tnil\ttrue", "bar\t240\t40.0\tnil\ttrue"])
        #expect(bench.end == nil)
    }

    @Test("where no later bar comes, a bar is complete ten seconds after its end, once")
    func closes() throws {
        let (bench, id) = try Self.opened()
        bench.receive(Self.update(id, 3, 31))
        // It ends at 240 s.
        bench.advance(49)
        #expect(bench.prints == ["opened\t2"])
        bench.advance(1)
        #expect(bench.prints == ["opened\t2", "bar\t180\t31.0\tnil\ttrue"])
        bench.receive(Self.update(id, 3, 32), Self.update(id, 9, 90), Self.update(id, 10, 100))
        #expect(bench.prints.count == 3 && bench.prints.last == "bar\t540\t90.0\tnil\ttrue")
    }

    @Test("after the market has closed the last bar of the answer counts as complete")
    func afterClose() throws {
        let bench = try ScriptBench(
            #"local h = bars(contract("AAPL"), "1 min") print(#h, h:forming()) stop()"#,
            at: 5_000
        )
        Self.answer(bench, try #require(Self.asked(bench).first?.reqId), [Self.bar(1, 10), Self.bar(2, 20)])
        #expect(bench.prints == ["2\tnil"])
    }

    @Test("on a new socket the stream is asked for again; missed bars are told once, in order, and marked")
    func socket() throws {
        let (bench, id) = try Self.opened()
        bench.receive(Self.update(id, 3, 31))
        bench.disconnect("reset")
        bench.advance(300)
        bench.reconnect(after: 300)
        #expect(Self.asked(bench).map(\.reqId) == [id, id])
        #expect(bench.prints.last == "gap\t300.0", "resumed only when the bars are there")
        Self.answer(bench, id, [2, 3, 4, 5, 6, 7, 8].map { Self.bar($0, Double($0)) })
        bench.receive(Self.update(id, 9, 9))
        #expect(
            bench.prints.dropFirst(2) == [
                "bar\t180\t3.0\ttrue\ttrue", "bar\t240\t4.0\ttrue\ttrue", "bar\t300\t5.0\ttrue\ttrue",
                "bar\t360\t6.0\ttrue\ttrue", "bar\t420\t7.0\ttrue\ttrue", "resumed\t7\t7.0",
                "bar\t480\t8.0\tnil\ttrue",
            ]
        )
    }

    @Test("a gap longer than the duration is asked for in full")
    func longGap() throws {
        let (bench, _) = try Self.opened()
        bench.disconnect("reset")
        bench.advance(3 * 3600)
        bench.reconnect(after: 3 * 3600)
        #expect(Self.asked(bench).map(\.durationStr) == ["1800 S", "10920 S"])
        bench.disconnect("reset")
        bench.advance(50 * 3600)
        bench.reconnect(after: 50 * 3600)
        #expect(Self.asked(bench).map(\.durationStr).last == "3 D")
    }

    @Test("where TWS has kept the stream the missed bars are asked for besides; no bar is told before")
    func kept() throws {
        let (bench, id) = try Self.opened()
        bench.send(.stalled)
        bench.receive(Self.update(id, 7, 70))
        bench.resume(after: 240, .server, isRestored: false)
        let fill = try #require(Self.asked(bench).last)
        #expect(fill.reqId != id && !fill.keepUpToDate)
        bench.receive(Self.update(id, 8, 80))
        #expect(bench.prints == ["opened\t2", "gap\t240.0"])
        Self.answer(bench, fill.reqId, [3, 4, 5, 6, 7, 8].map { Self.bar($0, Double($0)) })
        #expect(
            bench.prints.dropFirst(2).map { $0.split(separator: "\t").prefix(2).joined(separator: " ") } == [
                "bar 180", "bar 240", "bar 300", "bar 360", "bar 420", "resumed 7",
            ]
        )
    }

    @Test("bars that TWS does not give yet are asked for again; the script waits a minute at most")
    func retries() throws {
        let (bench, id) = try Self.opened()
        bench.disconnect("reset")
        bench.advance(300)
        bench.reconnect(after: 300)
        bench.receive(TWS.error(id, 162, "HMDS server disconnect occurred"))
        #expect(bench.logs.last?.contains("asking again") == true, "\(bench.logs)")
        bench.advance(29)
        #expect(Self.asked(bench).count == 2)
        bench.advance(1)
        #expect(Self.asked(bench).count == 3)
        let again = try #require(Self.asked(bench).last)
        #expect(again.reqId == id && again.keepUpToDate)
        bench.advance(30)
        #expect(bench.prints.last == "resumed\t2\t20.0")
        Self.answer(bench, id, [3, 4, 5].map { Self.bar($0, Double($0)) })
        #expect(bench.prints.suffix(2) == ["bar\t180\t3.0\ttrue\ttrue", "bar\t240\t4.0\ttrue\ttrue"])
        // It is remembered as a stream again.
        bench.disconnect("reset")
        bench.reconnect()
        #expect(Self.asked(bench).last?.reqId == id)
    }

    @Test("a gap that begins before an earlier one is filled in leaves no hole between them, and one resumed")
    func twoGaps() throws {
        let (bench, id) = try Self.opened()
        bench.disconnect("reset")
        bench.advance(300)
        bench.reconnect(after: 300)
        bench.disconnect("reset")
        bench.advance(120)
        bench.reconnect(after: 120)
        // The stream's own answer reaches over the second gap only.
        Self.answer(bench, id, [8, 9, 10].map { Self.bar($0, Double($0)) })
        let fill = try #require(Self.asked(bench).last)
        #expect(fill.reqId != id && !fill.keepUpToDate)
        #expect(!bench.prints.contains { $0.hasPrefix("bar") || $0.hasPrefix("resumed") })
        Self.answer(bench, fill.reqId, (2...10).map { Self.bar($0, Double($0)) })
        #expect(
            bench.prints.filter { $0.hasPrefix("bar") }.map { $0.split(separator: "\t")[1] }
                == (3...9).map { "\($0 * 60)" }
        )
        #expect(bench.prints.filter { $0.hasPrefix("resumed") } == ["resumed\t9\t9.0"])
    }

    @Test("off ends the growth, also without a connection: it does not come back")
    func off() throws {
        let bench = try ScriptBench(#"local h = history(contract("AAPL"), {live = true}) sleep(5) h:off() sleep(5)"#)
        let id = try #require(Self.asked(bench).first?.reqId)
        Self.answer(bench, id, [Self.bar(1, 1)])
        bench.disconnect("reset")
        bench.advance(5)
        bench.reconnect()
        #expect(Self.asked(bench).count == 1)
        bench.advance(5)
        #expect(bench.end?.exitCode == 0)
    }

    @Test("an answer that fails raises; one with an end is refused before it is asked")
    func failures() throws {
        let bench = try ScriptBench(#"history(contract("AAPL"), {live = true})"#)
        bench.receive(TWS.error(try #require(Self.asked(bench).first?.reqId), 162, "no data"))
        #expect(bench.end?.message?.hasPrefix("history: error 162: no data") == true)
        let lost = try ScriptBench(#"print(select(2, pcall(history, contract("AAPL"), {live = true})).code) stop()"#)
        lost.disconnect("reset")
        #expect(lost.prints == ["connection_lost"])
        let ended = try ScriptBench(#"history(contract("AAPL"), {live = true, to = "20260105 16:00:00"})"#)
        #expect(ended.end?.message?.hasPrefix("history: to: a series that grows has no end") == true)
        #expect(Self.asked(ended).isEmpty)
    }

    @Test("many bars are kept, the oldest go first, and each is told once")
    func long() {
        func bar(_ minute: Int) -> SeriesBar { SeriesBar(time: minute * 60, open: 1, high: 1, low: 1, close: 1) }
        var bars = BarSequence([bar(0)], isLive: true, atMost: 100)
        var told: [Int] = []
        for minute in 1...1_000 { told += bars.update(bar(minute)).map(\.time) }
        #expect(told == (0..<1_000).map { $0 * 60 })
        #expect((89...100).contains(bars.count))
        #expect(bars.complete.last?.time == 59_940)
        #expect(bars.forming?.time == 60_000)
    }
}
