import TWSWire
import Testing

@testable import SimExchange

/// The account's sums, against books kept from the messages alone.
@Suite struct NetLiquidationTests {
    /// Orders of one run; with IBSCRIPT_SOAK=1 in the environment the runs have 100,002 together.
    private static let count = Soak.count(33_334, else: 700)

    /// Three days that begin shortly before the open, in the morning, and shortly before the close.
    @Test(arguments: [(1, 9 * 3600 + 1740), (2, 10 * 3600), (3, 15 * 3600 + 3480)] as [(UInt64, Int)])
    func cashAndPositionsAreNetLiquidation(seed: UInt64, second: Int) throws {
        let start = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 6), secondOfDay: second)
        var bench = Bench(seed: seed) { $0.start = start }
        var ledger = IndependentLedger()
        var random = RandomOrders(seed: seed)
        for id in 1...Self.count {
            var told = bench.place(random.next(id, bench))
            if random.once(in: 4) { told += bench.cancel(random.number(in: max(1, id - 50)...id)) }
            if random.once(in: 100) { told += bench.send(ClientMessage.ReqGlobalCancel()) }
            if random.once(in: max(100, Self.count / 20)), let execution = ledger.latest {
                bench.exchange.correct(execution.execId, price: execution.price + 0.25)
            }
            told += bench.wait(milliseconds: Int64(random.number(in: 0...700)))
            ledger.take(told)
            let expected = ledger.worth(at: bench.exchange.market, bench.exchange.now)
            #expect(abs(bench.exchange.netLiquidation - expected) <= 0.0100001, "after order \(id)")
            if id % 50 == 0 { try checkSummary(&bench) }
        }
        #expect(ledger.fills > Self.count / 3)
        let filled = Set(bench.exchange.snapshot.orders.filter { $0.status == .filled }.map(\.orderType))
        #expect(filled.isSuperset(of: RandomOrders.continuousTypes), "\(filled)")
        Soak.note("\(Self.count) random orders of seed \(seed), \(ledger.fills) executions")
    }

    /// Cash, stocks, options and the profit of futures add up to the net liquidation, digit for digit.
    private func checkSummary(_ bench: inout Bench) throws {
        var request = ClientMessage.ReqAccountSummary()
        (request.reqId, request.groupName, request.tags) = (9001, "All", "NetLiquidation,TotalCashValue,$LEDGER:ALL")
        let values = bench.send(request).summary
        var cancel = ClientMessage.CancelAccountSummary()
        cancel.reqId = 9001
        _ = bench.send(cancel)
        let parts = ["StockMarketValue BASE", "OptionMarketValue BASE", "FuturesPNL BASE", "TotalCashBalance BASE"]
        let sum = try parts.reduce(0) { try $0 + #require(Double(values[$1] ?? "")) }
        let total = try #require(Double(values["NetLiquidation USD"] ?? ""))
        #expect(abs(sum - total) < 0.0150001)
        #expect(values["TotalCashValue USD"] != nil && values["TotalCashValue USD"] == values["TotalCashBalance BASE"])
    }
}

extension [ServerMessage] {
    /// The values of account summaries by tag and currency.
    var summary: [String: String] {
        reduce(into: [:]) { values, message in
            if case .accountSummary(let value) = message { values["\(value.tag) \(value.currency)"] = value.value }
        }
    }
}
