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
        #expect(bench.sent.map(\.name) == ["reqPositions"])
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

    private static func value(_ id: Int, _ key: String, _ value: String, _ currency: String = "") -> ServerMessage {
        var update = ServerMessage.AccountUpdateMulti()
        (update.reqId, update.account, update.key, update.value) = (id, "DU1", key, value)
        update.currency = currency
        return .accountUpdateMulti(update)
    }

    /// A fill that TWS tells unasked.
    private static func fill(_ execId: String, conId: Int) -> ServerMessage {
        guard case .execDetails(var details) = TWS.execution(99, execId, shares: 5, price: 10) else {
            return TWS.error(-1, 0, "")
        }
        (details.contract.conId, details.execution.acctNumber) = (conId, "DU1")
        return .execDetails(details)
    }

    private static func held(_ conId: Int, _ size: Int) -> ServerMessage {
        var position = ServerMessage.Position()
        (position.account, position.contract.conId, position.position) = ("DU1", conId, ExactDecimal(size))
        (position.contract.symbol, position.contract.secType, position.contract.currency) = ("AAPL", .stock, "USD")
        return .position(position)
    }

    @Test("account gives numbers by tag, cash by currency, and is current without another question")
    func account() throws {
        let bench = try ScriptBench(
            """
            local a = account()
            print(a.NetLiquidation, a.account, a.currency, a.cash.EUR, a:value("CashBalance", "USD"))
            sleep(5)
            print(a.NetLiquidation, account() == a)
            print(a.NetLiquidatio)
            """
        )
        guard case .reqAccountUpdatesMulti(let request)? = bench.sent.first else {
            Issue.record("no request")
            return
        }
        let id = request.reqId
        #expect(request.account == "DU1")
        bench.receive(
            Self.value(id, "NetLiquidation", "1000000.5", "USD"),
            Self.value(id, "CashBalance", "900", "USD"),
            Self.value(id, "CashBalance", "80.25", "EUR"),
            Self.value(id, "CashBalance", "1.7976931348623157E308", "CHF")
        )
        var end = ServerMessage.AccountUpdateMultiEnd()
        end.reqId = id
        bench.receive(.accountUpdateMultiEnd(end), Self.value(id, "NetLiquidation", "1000001.5", "USD"))
        bench.advance(5)
        #expect(bench.prints == ["1000000.5\tDU1\tUSD\t80.25\t900", "1000001.5\ttrue"])
        #expect(bench.sent.count == 1)
        #expect(bench.end?.message?.contains("did you mean NetLiquidation?") == true)
    }

    @Test("after a fill, account waits for all values that TWS sends, not only for the first")
    func accountAfterFill() throws {
        let bench = try ScriptBench(
            """
            local a = account()
            wait("execDetails")
            print(account().BuyingPower, a.cash.USD)
            """
        )
        guard case .reqAccountUpdatesMulti(let request)? = bench.sent.first else {
            Issue.record("no request")
            return
        }
        let id = request.reqId
        var end = ServerMessage.AccountUpdateMultiEnd()
        end.reqId = id
        bench.receive(
            Self.value(id, "NetLiquidation", "1000", "USD"),
            Self.value(id, "BuyingPower", "4000", "USD"),
            Self.value(id, "CashBalance", "1000", "USD"),
            .accountUpdateMultiEnd(end)
        )
        bench.receive(Self.fill("a.1.01.01", conId: 7))
        bench.receive(Self.value(id, "BuyingPower", "3600", "USD"))
        bench.receive(Self.value(id, "CashBalance", "900", "USD"))
        #expect(bench.prints.isEmpty)
        bench.advance(0.1)
        #expect(bench.prints == ["3600\t900"])
    }

    @Test("after a fill positions wait for TWS's word on it, two seconds at most, and ask nothing")
    func positionsAfterFill() throws {
        let bench = try ScriptBench(
            """
            local c = contract("AAPL")
            print(position(c))
            wait("execDetails") print(position(c))
            wait("execDetails") print(position(c))
            """
        )
        bench.receive(Self.held(7, 10), .positionEnd(.init()))
        bench.receive(Self.fill("a.1.01.01", conId: 7))
        #expect(bench.prints == ["10"])
        bench.receive(Self.held(7, 15))
        #expect(bench.prints == ["10", "15"])
        bench.receive(Self.fill("a.2.01.01", conId: 7))
        bench.advance(2)
        #expect(bench.prints == ["10", "15", "15"])
        #expect(bench.sent.map(\.name) == ["reqPositions"])
    }

    @Test("what was sold while the connection was gone is not held any more")
    func positionsAfterLoss() throws {
        let bench = try ScriptBench("print(#positions()) wait('resumed') sleep(1) print(#positions())")
        bench.receive(Self.held(7, 10), Self.held(8, 5), .positionEnd(.init()))
        bench.disconnect("reset")
        bench.reconnect()
        bench.receive(Self.held(8, 5), .positionEnd(.init()))
        bench.advance(1)
        #expect(bench.prints == ["2", "1"])
    }

    @Test("portfolio and pnl follow what TWS tells; a number that is none is nil")
    func profit() throws {
        let bench = try ScriptBench(
            """
            print(portfolio()[1].marketValue)
            local p = pnl()
            print(p.dailyPnL, p.unrealizedPnL, p.realizedPnL)
            sleep(1) print(p.dailyPnL, pnl() == p)
            """
        )
        var row = ServerMessage.UpdatePortfolio()
        (row.accountName, row.contract.conId, row.position, row.marketValue) = ("DU1", 7, ExactDecimal(1), 190)
        var end = ServerMessage.AccountDownloadEnd()
        end.accountName = "DU1"
        bench.receive(.updatePortfolio(row), .accountDownloadEnd(end))
        guard case .reqPnL(let request)? = bench.sent.last else { Issue.record("no request"); return }
        var pnl = ServerMessage.Pnl()
        (pnl.reqId, pnl.dailyPnL, pnl.unrealizedPnL) = (request.reqId, 5, .greatestFiniteMagnitude)
        bench.receive(.pnl(pnl))
        pnl.dailyPnL = 6
        bench.receive(.pnl(pnl))
        bench.advance(1)
        #expect(bench.prints == ["190.0", "5.0\tnil\t0.0", "6.0\ttrue"])
    }

    @Test("an account that the login does not have is named, with those that it has")
    func otherAccount() throws {
        let message = try ScriptBench("account('DU9')").end?.message
        #expect(message == #"account: "DU9" is not an account of this login; expected one of: DU1 (test.lua:1)"#)
    }

    @Test("executions takes a filter and gives records")
    func executions() throws {
        let bench = try ScriptBench(
            #"local e = executions{symbol = "AAPL", since = 1767625200} print(#e, e[1].execution.price, e[1].time)"#
        )
        guard case .reqExecutions(let request)? = bench.sent.first else { Issue.record("no request"); return }
        #expect(request.filter.symbol == "AAPL" && request.filter.acctCode == "DU1")
        #expect(request.filter.time == "20260105-15:00:00")
        guard case .execDetails(var details) = TWS.execution(99, "a.1.01.01", shares: 5, price: 10) else { return }
        details.reqId = request.reqId
        details.execution.time = "20260105 10:00:01 US/Eastern"
        bench.receive(.execDetails(details))
        var end = ServerMessage.ExecDetailsEnd()
        end.reqId = request.reqId
        bench.receive(.execDetailsEnd(end))
        #expect(bench.prints == ["1\t10.0\t1767625201"])
    }
}
