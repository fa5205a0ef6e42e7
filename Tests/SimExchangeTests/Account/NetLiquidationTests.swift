import TWSWire
import Testing

@testable import SimExchange

/// The sums of accounts, against books kept from the messages alone.
@Suite struct NetLiquidationTests {
    /// Orders of one run; with IBSCRIPT_SOAK=1 in the environment the runs have 100,002 together.
    private static let count = Soak.count(33_334, else: 700)

    /// Three days that begin shortly before the open, in the morning, and shortly before the close, with one, three and
    /// two accounts.
    @Test(arguments: [(1, 9 * 3600 + 1740, 1), (2, 10 * 3600, 3), (3, 15 * 3600 + 3480, 2)] as [(UInt64, Int, Int)])
    func cashAndPositionsAreNetLiquidation(seed: UInt64, second: Int, accounts: Int) throws {
        let start = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 6), secondOfDay: second)
        let cash = [1_000_000.0, 400_000, 2_000_000].prefix(accounts)
        var bench = Bench(seed: seed) { configuration in
            configuration.start = start
            configuration.accounts = cash.map { SimConfiguration.Account(startingCash: $0) }
        }
        let codes = bench.exchange.accountCodes
        var ledgers = zip(codes, cash).map { IndependentLedger(account: $0, startingCash: $1) }
        var random = RandomOrders(seed: seed)
        for id in 1...Self.count {
            var order = random.next(id, bench)
            if accounts > 1 { order.order.account = codes[random.number(in: 0...accounts - 1)] }
            var told = bench.place(order)
            if random.once(in: 4) { told += bench.cancel(random.number(in: max(1, id - 50)...id)) }
            if random.once(in: 100) { told += bench.send(ClientMessage.ReqGlobalCancel()) }
            let corrected = accounts > 1 ? random.number(in: 0...accounts - 1) : 0
            if random.once(in: max(100, Self.count / 20)), let execution = ledgers[corrected].latest {
                bench.exchange.correct(execution.execId, price: execution.price + 0.25)
            }
            told += bench.wait(milliseconds: Int64(random.number(in: 0...700)))
            for place in ledgers.indices { ledgers[place].take(told) }
            for (code, ledger) in zip(codes, ledgers) {
                let expected = ledger.worth(at: bench.exchange.market.source, bench.exchange.now)
                let told = bench.exchange.netLiquidation(of: code) ?? .nan
                #expect(abs(told - expected) <= 0.0100001, "\(code) after order \(id)")
            }
            if id % 50 == 0 { for code in codes { try checkSummary(&bench, code) } }
        }
        let fills = ledgers.map(\.fills)
        #expect(fills.allSatisfy { $0 > Self.count / accounts / 3 }, "\(fills)")
        let filled = Set(bench.exchange.snapshot.orders.filter { $0.status == .filled }.map(\.orderType))
        #expect(filled.isSuperset(of: RandomOrders.continuousTypes), "\(filled)")
        Soak.note("\(Self.count) random orders of seed \(seed) in \(accounts) accounts, \(fills) executions")
    }

    /// Cash, stocks, options and the profit of futures add up to the net liquidation, digit for digit.
    private func checkSummary(_ bench: inout Bench, _ account: String) throws {
        var request = ClientMessage.ReqAccountSummary()
        (request.reqId, request.groupName, request.tags) = (9001, "All", "NetLiquidation,TotalCashValue,$LEDGER:ALL")
        let values = bench.send(request).summary(of: account)
        var cancel = ClientMessage.CancelAccountSummary()
        cancel.reqId = 9001
        _ = bench.send(cancel)
        let parts = ["StockMarketValue BASE", "OptionMarketValue BASE", "FuturesPNL BASE", "TotalCashBalance BASE"]
        let sum = try parts.reduce(0) { try $0 + #require(Double(values[$1] ?? "")) }
        let total = try #require(Double(values["NetLiquidation USD"] ?? ""))
        #expect(abs(sum - total) < 0.0150001)
        #expect(bench.exchange.netLiquidation(of: account).map { abs($0 - total) < 0.001 } == true)
        #expect(values["TotalCashValue USD"] != nil && values["TotalCashValue USD"] == values["TotalCashBalance BASE"])
    }
}

extension [ServerMessage] {
    /// The values of account summaries by tag and currency.
    var summary: [String: String] { summary(of: nil) }

    /// The values of an account's summaries, or of all, by tag and currency.
    func summary(of account: String?) -> [String: String] {
        reduce(into: [:]) { values, message in
            guard case .accountSummary(let value) = message, [nil, value.account].contains(account) else { return }
            values["\(value.tag) \(value.currency)"] = value.value
        }
    }
}
