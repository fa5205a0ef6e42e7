import ScriptHost
import TWSWire
import Testing

/// What scripts see of indicators; the figures themselves are tested beside TA-Lib.
@Suite("Indicators of scripts")
struct ScriptIndicatorTests {
    private func prints(_ source: String) throws -> [String] {
        let bench = try ScriptBench(source)
        #expect(bench.end?.message == nil)
        return bench.prints
    }

    @Test("push, value and ready; a value that is not there yet is nil")
    func streaming() throws {
        #expect(
            try prints(
                """
                local a = sma(3)
                print(a.ready, a.value, a:push(1), a:push(2), a:push(6), a.ready, a.value)
                local b = bollinger(2, 1)
                b:push(1) b:push(3)
                print(b.middle, b.upper, b.lower, b.value)
                print(a)
                """
            ) == ["false\tnil\tnil\tnil\t3.0\ttrue\t3.0", "2.0\t3.0\t1.0\t2.0", "<sma ready=true, value=3.0>"]
        )
    }

    @Test("bars as tables; those that need high and low refuse a number")
    func bars() throws {
        #expect(
            try prints(
                """
                local d = donchian(2)
                d:push{high = 5, low = 1, close = 2} d:push{high = 4, low = 2, close = 3}
                print(d.upper, d.lower, d.middle)
                local v = vwap()
                v:push{high = 12, low = 9, close = 9, volume = 100}
                print(v.value)
                local c = crossing()
                print(c:push(1, 2), c:push(nil, 2), c:push(3, 2), c:push(1, 2))
                """
            ) == ["5.0\t1.0\t3.0", "10.0", "nil\tnil\tabove\tbelow"]
        )
    }

    @Test("every constructor has its usual lengths, and tells the legal ones")
    func constructors() throws {
        #expect(
            try prints(
                """
                for _, make in ipairs{sma, ema, wma, rsi, macd, bollinger} do assert(not make().ready) end
                for _, make in ipairs{atr, adx, stochastic, donchian, vwap, keltner} do
                  local x = make()
                  for i = 1, 60 do x:push{high = i + 1, low = i - 1, close = i, volume = 1} end
                  assert(x.ready)
                end
                print(pcall(atr().push, atr(), 1))
                """
            ).first?.contains("atr: expected a bar, got a number") == true
        )
        for source in [
            "sma(0)", "sma(1.5)", "sma(100001)", "sma(math.mininteger)", "sma('x')", "adx(1)", "bollinger(20, -1)",
        ] {
            #expect(try ScriptBench(source).end?.message?.contains("expected") == true || source.contains("-1"))
        }
        #expect(try ScriptBench("sma(3, 4)").end?.message?.contains("at most 1 numbers") == true)
        #expect(try ScriptBench("bollinger(20, -1)").end?.message?.contains("width") == true)
        #expect(
            try ScriptBench("sma(3):push('x')").end?.message?.contains("expected a number, a bar or a series") == true
        )
        #expect(try ScriptBench("print(sma(3).valu)").end?.message?.contains("did you mean value?") == true)
    }

    @Test("a series at once: pushed as a whole, or its values by the place of each bar")
    func series() throws {
        let bench = try ScriptBench(
            """
            local h = history(contract("AAPL"), {bars = "1 min"})
            local a = sma(2)
            a:push(h)
            local all = sma(2):over(h)
            print(a.value, all[1], all[2], all[3], rsi(1):over(h)[3])
            """
        )
        guard case .reqHistoricalData(let request)? = bench.sent.last else { Issue.record("no request"); return }
        var data = ServerMessage.HistoricalData()
        data.reqId = request.reqId
        data.bars = [10.0, 20, 30].map { close in
            var bar = Bar()
            (bar.date, bar.close, bar.high, bar.low) = ("\(Int(close) * 6)", close, close, close)
            return bar
        }
        bench.receive(.historicalData(data))
        var end = ServerMessage.HistoricalDataEnd()
        end.reqId = request.reqId
        bench.receive(.historicalDataEnd(end))
        #expect(bench.prints == ["25.0\tnil\t15.0\t25.0\t100.0"])
    }
}
