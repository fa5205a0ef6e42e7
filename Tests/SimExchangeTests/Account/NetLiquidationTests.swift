import SimExchange
import TWSWire
import Testing

/// The account's sums, against books kept from the messages alone.
@Suite struct NetLiquidationTests {
    @Test(arguments: [UInt64(1), 2, 3])
    func cashAndPositionsAreNetLiquidation(seed: UInt64) throws {
        var bench = Bench(seed: seed) { $0.startingCash = 1_000_000 }
        var ledger = IndependentLedger()
        var random = SeededGenerator(seed: seed).derived("orders")
        for id in 1...700 {
            var told = bench.place(randomOrder(id, &random, bench))
            if random.nextInteger(in: 0...3) == 0 { told += bench.cancel(random.nextInteger(in: 1...id)) }
            told += bench.wait(milliseconds: Int64(random.nextInteger(in: 0...700)))
            ledger.take(told)
            let expected = ledger.worth(at: bench.exchange.market, bench.exchange.now)
            #expect(abs(bench.exchange.netLiquidation - expected) <= 0.0100001, "after order \(id)")
            if id % 50 == 0 { try checkSummary(&bench) }
        }
        #expect(ledger.fills > 300)
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

    private func randomOrder(
        _ id: Int,
        _ random: inout SeededGenerator,
        _ bench: Bench
    ) -> ClientMessage.PlaceOrder {
        let choices: [(Contract, Int, Int)] = [
            (.aapl, 265_598, 1), (.stock("MSFT"), 272_093, 1),
            (.stock("177", exchange: "SEHK", currency: "HKD"), 900_000_100, 2000),
            (.mes, 900_020_000, 1), (.euro, 12_087_792, 1000),
        ]
        let (contract, conID, lot) = choices[random.nextInteger(in: 0...choices.count - 1)]
        let action = random.nextInteger(in: 0...1) == 0 ? "BUY" : "SELL"
        let size = lot * random.nextInteger(in: 1...(lot == 1 && contract.secType == "FUT" ? 3 : 30))
        guard random.nextInteger(in: 0...2) > 0, let book = bench.exchange.market.book(conID, at: bench.exchange.now),
            let instrument = bench.exchange.market.catalogue.instrument(conId: conID)
        else {
            return .order(id, action, of: contract) { $0.totalQuantity = ExactDecimal(size) }
        }
        let steps = Double(random.nextInteger(in: -6...6)) * instrument.marketRule.increment(at: book.bid)
        let price = instrument.marketRule.roundedDown(book.bid + steps)
        return .order(id, action, "LMT", limit: price, of: contract) { $0.totalQuantity = ExactDecimal(size) }
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
