import ScriptHost
import TWSWire
import Testing

@Suite("account")
struct AccountTests {
    @Test("positions lists what is held")
    func positions() throws {
        let bench = try ScriptBench(
            "for _, p in ipairs(positions()) do print(p.contract.symbol, p.position, p.pos, p.avgCost) end"
        )
        for (symbol, size) in [("AAPL", 100), ("IBM", 0)] {
            var position = ServerMessage.Position()
            (position.account, position.contract.symbol, position.position) = ("DU1", symbol, ExactDecimal(size))
            position.contract.conId = size
            position.avgCost = 190.5
            bench.receive(.position(position))
        }
        bench.receive(.positionEnd(.init()))
        #expect(bench.prints == ["AAPL\t100\t100\t190.5"])
        #expect(bench.sent.count == 2)
    }

    @Test("where the login has several accounts, positions lists those of the run's account")
    func positionsOfTheAccount() throws {
        let bench = try ScriptBench(
            "for _, p in ipairs(positions()) do print(p.account, p.position) end",
            account: "DU2"
        )
        for (account, size) in [("DU1", 100), ("DU2", -40), ("DU3", 7)] {
            var position = ServerMessage.Position()
            (position.account, position.contract.conId, position.position) = (account, 265598, ExactDecimal(size))
            bench.receive(.position(position))
        }
        bench.receive(.positionEnd(.init()))
        #expect(bench.prints == ["DU2\t-40"])
    }

    @Test("account gives numbers by tag")
    func account() throws {
        let bench = try ScriptBench(
            "local a = account() print(a.NetLiquidation, a.account, a.currency) print(a.NetLiquidatio)"
        )
        guard case .reqAccountSummary(let request)? = bench.sent.first else { Issue.record("no request"); return }
        var summary = ServerMessage.AccountSummary()
        (summary.reqId, summary.account, summary.tag, summary.value) = (
            request.reqId, "DU1", "NetLiquidation", "1000000.5"
        )
        summary.currency = "USD"
        bench.receive(.accountSummary(summary))
        var end = ServerMessage.AccountSummaryEnd()
        end.reqId = request.reqId
        bench.receive(.accountSummaryEnd(end))
        #expect(bench.prints == ["1000000.5\tDU1\tUSD"])
        #expect(bench.end?.message?.contains("did you mean NetLiquidation?") == true)
    }

    @Test("executions takes a filter and gives records")
    func executions() throws {
        let bench = try ScriptBench(#"local e = executions{symbol = "AAPL"} print(#e, e[1].execution.price)"#)
        guard case .reqExecutions(let request)? = bench.sent.first else { Issue.record("no request"); return }
        #expect(request.filter.symbol == "AAPL" && request.filter.acctCode == "DU1")
        guard case .execDetails(var details) = TWS.execution(99, "a.1.01.01", shares: 5, price: 10) else { return }
        details.reqId = request.reqId
        bench.receive(.execDetails(details))
        var end = ServerMessage.ExecDetailsEnd()
        end.reqId = request.reqId
        bench.receive(.execDetailsEnd(end))
        #expect(bench.prints == ["1\t10.0"])
    }
}
