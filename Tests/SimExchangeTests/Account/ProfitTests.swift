import SimExchange
import TWSWire
import Testing

/// Realised profit, average cost and the messages that carry them.
@Suite struct ProfitTests {
    /// Captured from a paper Gateway: a tick lost on one MES is -1.25, and both commissions of 0.62 come on top.
    @Test func roundTripInMicroFutures() throws {
        var bench = Bench()
        var profits: [Double] = []
        for pair in 1...40 {
            let entry = bench.place(market(2 * pair - 1, .buy)) + bench.wait(milliseconds: 1000)
            let exit = bench.place(market(2 * pair, .sell)) + bench.wait(milliseconds: 1000)
            #expect(entry.realized == [nil] && entry.commissions == [0.62] && exit.commissions == [0.62])
            let bought = try #require(entry.executions.first?.price)
            let sold = try #require(exit.executions.first?.price)
            let profit = try #require(exit.realized.first ?? nil)
            #expect(abs(profit - ((sold - bought) * 5 - 1.24)) < 1e-9)
            profits.append(profit)
        }
        #expect(profits.contains(-2.49))
        let total = (profits.reduce(0, +) * 100).rounded() / 100
        #expect(bench.exchange.snapshot.netLiquidation == 1_000_000 + total)
        #expect(bench.exchange.snapshot.positions.isEmpty)
    }

    @Test func averageCostHoldsTheCommission() throws {
        var bench = Bench()
        let told = bench.place(.order(1)) + bench.wait(milliseconds: 1000)
        let price = try #require(told.executions.first?.price)
        let position = try #require(bench.exchange.snapshot.positions.first)
        #expect(abs(position.averageCost - (price + 0.01)) < 1e-9)
        let listed = bench.send(ClientMessage.ReqPositions())
        guard case .position(let row)? = listed.first else { throw Missing() }
        let captured = try Captured.messages(CapturedFrames.positions)
        guard case .position(var expected)? = captured.first else { throw Missing() }
        (expected.avgCost, expected.account) = (row.avgCost, row.account)
        #expect(try Captured.throughWire(.position(row)) == .position(expected))
        #expect(listed.map(\.name) == captured.map(\.name))
    }

    @Test func turningAPositionRoundRealisesTheClosedPart() throws {
        var bench = Bench()
        let first = bench.place(.order(1)) + bench.wait(milliseconds: 1000)
        let second = bench.place(.order(2, .sell) { $0.totalQuantity = 150 }) + bench.wait(milliseconds: 5000)
        let bought = try #require(first.executions.first?.price)
        let sales = second.executions
        #expect(sales.reduce(ExactDecimal.zero) { $0 + ($1.shares ?? .zero) } == 150)
        let closed = try #require(second.realized.first ?? nil)
        if sales.count == 1 {
            #expect(abs(closed - ((sales[0].price - bought) * 100 - 1 - 100.0 / 150)) < 1e-6)
        }
        #expect(bench.exchange.snapshot.positions.map(\.position) == [-50])
    }

    @Test func subscribersHearOfAFill() {
        var bench = Bench()
        _ = bench.send(ClientMessage.ReqPositions())
        var updates = ClientMessage.ReqAccountUpdates()
        updates.subscribe = true
        let download = bench.send(updates).map(\.name)
        #expect(download.last == "accountDownloadEnd" && download.dropLast().last == "updateAccountTime")
        var summary = ClientMessage.ReqAccountSummary()
        (summary.reqId, summary.groupName, summary.tags) = (9, "All", "NetLiquidation,BuyingPower")
        #expect(bench.send(summary).summary == ["NetLiquidation USD": "1000000.00", "BuyingPower USD": "4000000.00"])
        let told = bench.place(.order(1)) + bench.wait(milliseconds: 1000)
        let names = told.map(\.name)
        for name in ["position", "updatePortfolio", "updateAccountValue", "updateAccountTime", "accountSummary"] {
            #expect(names.contains(name))
        }
        let changed = told.compactMap { message in
            if case .updateAccountValue(let value) = message { "\(value.key) \(value.currency)" } else { nil }
        }
        #expect(changed.contains("TotalCashValue USD") && !changed.contains("AccountCode "))
    }

    @Test func portfolioRowLooksAsCaptured() throws {
        var bench = Bench()
        _ = bench.place(.order(1)) + bench.wait(milliseconds: 1000)
        var updates = ClientMessage.ReqAccountUpdates()
        updates.subscribe = true
        let rows = bench.send(updates).filter { $0.name == "updatePortfolio" }
        let captured = try Captured.messages(CapturedFrames.accountUpdates).filter { $0.name == "updatePortfolio" }
        guard case .updatePortfolio(let row)? = rows.first, case .updatePortfolio(let example)? = captured.first
        else { throw Missing() }
        guard case .updatePortfolio(let received) = try Captured.throughWire(.updatePortfolio(row)) else {
            throw Missing()
        }
        #expect(received.contract == example.contract && received.position == example.position)
        #expect(abs(row.unrealizedPNL - (row.marketValue - row.averageCost * 100)) < 0.011)
    }

    @Test func profitStreamsComeEverySecond() throws {
        var bench = Bench()
        _ = bench.place(.order(1)) + bench.wait(milliseconds: 1000)
        var single = ClientMessage.ReqPnLSingle()
        (single.reqId, single.conId) = (5, 265_598)
        var whole = ClientMessage.ReqPnL()
        whole.reqId = 6
        #expect(bench.send(single).map(\.name) == ["pnlSingle"])
        #expect(bench.send(whole).map(\.name) == ["pnl"])
        let names = bench.wait(milliseconds: 10_000).map(\.name)
        #expect(names.filter { $0 == "pnl" }.count == 10 && names.filter { $0 == "pnlSingle" }.count == 10)
        guard case .pnl(let pnl)? = bench.wait(milliseconds: 1000).first(where: { $0.name == "pnl" })
        else { throw Missing() }
        #expect(abs(pnl.dailyPnL - pnl.unrealizedPnL) < 0.02)
    }

    private func market(_ id: Int, _ action: OrderAction) -> ClientMessage.PlaceOrder {
        .order(id, action, of: .mes) { $0.totalQuantity = 1 }
    }

    private struct Missing: Error {}
}

extension [ServerMessage] {
    /// The realised profits of the commission reports; `nil` where unset.
    var realized: [Double?] {
        compactMap { message -> Double?? in
            if case .commissionAndFeesReport(let report) = message { .some(report.realizedPNL) } else { nil }
        }
    }
}
