import TWSWire
import Testing

@testable import SimExchange

/// What becomes of positions when their contract expires: sums by hand, to the cent.
@Suite struct SettlementTests {
    struct OptionCase: Sendable {
        let right: OptionRight
        let strike: Double
        let action: OrderAction
        /// Shares that come for two options.
        let shares: ExactDecimal
        /// IB's number of what happens to the option.
        let outcome: Int
    }

    /// AAPL is worth about 190: strikes of 170 and 210 are far from it.
    static let optionCases = [
        OptionCase(right: .call, strike: 170, action: .buy, shares: 200, outcome: 101),
        OptionCase(right: .call, strike: 170, action: .sell, shares: -200, outcome: 100),
        OptionCase(right: .put, strike: 210, action: .buy, shares: -200, outcome: 101),
        OptionCase(right: .put, strike: 210, action: .sell, shares: 200, outcome: 100),
        OptionCase(right: .call, strike: 210, action: .buy, shares: 0, outcome: 102),
        OptionCase(right: .call, strike: 210, action: .sell, shares: 0, outcome: 102),
        OptionCase(right: .put, strike: 170, action: .buy, shares: 0, outcome: 102),
        OptionCase(right: .put, strike: 170, action: .sell, shares: 0, outcome: 102),
    ]

    @Test(arguments: optionCases, [SimConfiguration.Sessions.open, .real])
    func optionsAreExercisedAssignedOrExpire(option: OptionCase, sessions: SimConfiguration.Sessions) throws {
        var bench = Bench.beforeOptionsEnd(seconds: 60) { $0.sessions = sessions }
        let contract = Contract.option(option.right, option.strike)
        let fills = bench.fill(.order(1, option.action, of: contract) { $0.totalQuantity = 2 })
        try #require(fills.size == 2)
        _ = bench.wait(until: Bench.optionEnd.adding(nanoseconds: -1))
        #expect(bench.held.count == 1 && bench.held[Bench.aaplID] == nil)
        _ = bench.wait(until: Bench.optionEnd)

        #expect(bench.held == (option.shares == 0 ? [:] : [Bench.aaplID: option.shares]))
        // The premium of two options of 100 shares and the order's commission; then the shares at the strike, for which
        // there is none.
        let premium = fills.value * 100 * (option.action == .buy ? 1 : -1)
        let commission = bench.exchange.snapshot.executions.reduce(0) { $0 + $1.commission }
        let cash = 1_000_000 - premium - commission - option.shares.double * option.strike
        #expect(abs((bench.exchange.snapshot.cash["USD"] ?? .nan) - cash) < 0.005)
        let worth = cash + option.shares.double * bench.book(at: Bench.optionEnd).midpoint
        #expect(abs(bench.exchange.netLiquidation - worth) < 0.0051)

        let closing = try #require(bench.executions(of: .option).last)
        #expect(closing.optExerciseOrLapseType == option.outcome && closing.price == 0 && closing.shares == 2)
        #expect(closing.side == (option.action == .buy ? .sold : .bought) && closing.orderId == 0)
        let delivery = bench.executions(of: .stock)
        #expect(delivery.map(\.price) == (option.shares == 0 ? [] : [option.strike]))
        #expect(delivery.map(\.side) == (option.shares == 0 ? [] : [option.shares > 0 ? .bought : .sold]))
        // What was paid for the option is lost, what was got for it is earned.
        let realized = try #require(bench.exchange.snapshot.executions.first { $0.execution.price == 0 }?.realizedPNL)
        #expect(abs(realized + premium + commission) < 1e-6)
    }

    /// The stock position has the strike as its cost.
    @Test func deliveredStockCostsTheStrike() throws {
        var bench = Bench.beforeOptionsEnd(seconds: 60)
        _ = bench.fill(.order(1, of: .option(.call, 170)) { $0.totalQuantity = 1 })
        _ = bench.wait(until: Bench.optionEnd)
        let position = try #require(bench.exchange.snapshot.positions.first)
        #expect(position.position == 100 && position.averageCost == 170)
    }

    /// Three micro futures of 5 dollars a point: the points from the fill to the last trade, less 0.62 a contract.
    @Test(arguments: [OrderAction.buy, .sell], [SimConfiguration.Sessions.open, .real])
    func futuresPayTheVariation(action: OrderAction, sessions: SimConfiguration.Sessions) throws {
        var bench = Bench.beforeFutureEnds(seconds: 60) { $0.sessions = sessions }
        let fills = bench.fill(.order(1, action, of: .mes) { ($0.totalQuantity, $0.outsideRth) = (3, true) })
        try #require(fills.size == 3)
        _ = bench.wait(until: Bench.futureEnd.adding(nanoseconds: -1))
        #expect(bench.held == [Bench.microFuture: action == .buy ? 3 : -3])
        _ = bench.wait(until: Bench.futureEnd)
        let trades = bench.exchange.market.source.trades(
            Bench.microFuture,
            from: Bench.futureEnd.adding(seconds: -60),
            to: Bench.futureEnd.adding(nanoseconds: 1)
        )
        let final = try #require(trades.last).price
        let points = (3 * final - fills.value) * (action == .buy ? 1 : -1)
        let cash = 1_000_000 + points * 5 - 3 * 0.62
        #expect(bench.held.isEmpty)
        #expect(abs((bench.exchange.snapshot.cash["USD"] ?? .nan) - cash) < 0.005)
        #expect(abs(bench.exchange.netLiquidation - cash) < 0.0051)
        #expect(bench.executions(of: .future).count == fills.count)
    }

    /// Positions, portfolio and account tell it at once; executions go to client 0, as everything that TWS does itself.
    @Test func subscribersHearOfTheSettlement() throws {
        var bench = Bench.beforeOptionsEnd(seconds: 60)
        let zero = bench.connect(0, as: 2)
        _ = bench.send(ClientMessage.ReqPositions())
        var updates = ClientMessage.ReqAccountUpdates()
        updates.subscribe = true
        _ = bench.send(updates)
        _ = bench.fill(.order(1, of: .option(.call, 170)) { $0.totalQuantity = 1 })
        let deliveries = bench.exchange.advance(to: Bench.optionEnd)
        let own = deliveries.filter { $0.connection == bench.client }.map(\.message)
        let positions = own.compactMap { message -> [String]? in
            guard case .position(let position) = message else { return nil }
            return [position.contract.secType.text, position.position.map { "\($0)" } ?? ""]
        }
        #expect(positions == [["OPT", "0"], ["STK", "100"]])
        let rows = own.compactMap { message -> [String]? in
            guard case .updatePortfolio(let row) = message else { return nil }
            return [row.contract.secType.text, row.position.map { "\($0)" } ?? ""]
        }
        #expect(rows == [["OPT", "0"], ["STK", "100"]])
        #expect(own.contains { $0.name == "updateAccountValue" } && own.executions.isEmpty)
        let others = deliveries.filter { $0.connection == zero }.map(\.message)
        #expect(others.story == ["execDetails 0 SLD", "commission", "execDetails 0 BOT", "commission"])
        #expect(others.commissions == [0, 0])
    }

    /// One account holds the option that the other has sold; a third has none: each is settled by itself.
    @Test func accountsAreSettledEachByItself() throws {
        let codes = ["DU1111111", "DU2222222", "DU3333333"]
        var bench = Bench.beforeOptionsEnd(seconds: 60) { $0.accounts = codes.map { .init(code: $0) } }
        let contract = Contract.option(.call, 170)
        let bought = bench.fill(.order(1, of: contract) { ($0.totalQuantity, $0.account) = (1, codes[0]) })
        let sold = bench.fill(.order(2, .sell, of: contract) { ($0.totalQuantity, $0.account) = (1, codes[1]) })
        _ = bench.wait(until: Bench.optionEnd)
        let accounts = bench.exchange.snapshot.accounts
        #expect(accounts.map { $0.positions.map(\.position) } == [[100], [-100], []])
        // 1,000,000 less premium, commission of 1.00 (the least of an order) and 100 shares at 170; the other way round.
        let cash = [1_000_000 - 100 * bought.value - 1 - 17_000, 1_000_000 + 100 * sold.value - 1 + 17_000, 1_000_000]
        for (account, expected) in zip(accounts, cash) { #expect(abs((account.cash["USD"] ?? 0) - expected) < 0.005) }
    }

    /// A fill before the end whose news comes after it is settled with its news.
    @Test func aFillWhoseNewsComesLateIsSettledThen() throws {
        var bench = Bench.beforeFutureEnds(seconds: 1)
        _ = bench.wait(milliseconds: 880)
        _ = bench.place(.order(1, of: .mes) { $0.totalQuantity = 1 })
        _ = bench.wait(until: Bench.futureEnd)
        #expect(bench.exchange.snapshot.executions.isEmpty)
        let told = bench.wait(milliseconds: 1000)
        #expect(told.executions.size == 1 && bench.held.isEmpty)
        let final = bench.last(Bench.microFuture, at: Bench.futureEnd)
        let cash = 1_000_000 + (final - told.executions.value) * 5 - 0.62
        #expect(abs(bench.exchange.netLiquidation - cash) < 0.0051)
    }

    /// Orders of every type at random, over the end of MESH6: the sums stay those of books kept from messages. Of the
    /// settlement no message tells but the position's, so the books close it at the last trade.
    @Test func randomOrdersOverAnExpiry() {
        var bench = Bench(seed: 5) { $0.start = Bench.futureEnd.adding(seconds: -60) }
        var ledger = IndependentLedger(account: bench.exchange.accountCodes[0])
        var (random, isOver) = (RandomOrders(seed: 5), false)
        for id in 1...400 {
            var told = bench.place(random.next(id, bench))
            if random.once(in: 20), let execution = ledger.latest {
                bench.exchange.correct(execution.execId, price: execution.price + 0.25)
            }
            told += bench.wait(milliseconds: Int64(random.number(in: 0...700)))
            ledger.take(told)
            if bench.exchange.now >= Bench.futureEnd {
                ledger.close(Bench.microFuture, at: bench.last(Bench.microFuture, at: Bench.futureEnd))
                isOver = true
            }
            let expected = ledger.worth(at: bench.exchange.market.source, bench.exchange.now)
            #expect(abs(bench.exchange.netLiquidation - expected) <= 0.0100001, "after order \(id)")
        }
        #expect(isOver && bench.held[Bench.microFuture] == nil && ledger.fills > 130)
    }
}
