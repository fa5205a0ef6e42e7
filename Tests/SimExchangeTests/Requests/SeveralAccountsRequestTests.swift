import SimExchange
import TWSWire
import Testing

/// Requests about accounts, on a login with two of them: which account each is about.
@Suite struct SeveralAccountsRequestTests {
    private static let first = "DU1111111"
    private static let second = "DU2222222"

    /// The first holds 10 AAPL, the second is short 20 MSFT.
    private static func bench() -> Bench {
        var bench = Bench.punctual { $0.accounts = [.init(code: first), .init(code: second, startingCash: 500_000)] }
        _ = bench.place(.order(1) { ($0.account, $0.totalQuantity) = (first, 10) }) + bench.wait(milliseconds: 2000)
        let short = ClientMessage.PlaceOrder.order(2, .sell, of: .stock("MSFT")) { order in
            (order.account, order.totalQuantity) = (second, 20)
        }
        _ = bench.place(short) + bench.wait(milliseconds: 2000)
        return bench
    }

    private static func updates(_ account: String, subscribe: Bool = true) -> ClientMessage.ReqAccountUpdates {
        var request = ClientMessage.ReqAccountUpdates()
        (request.acctCode, request.subscribe) = (account, subscribe)
        return request
    }

    private static func summary(_ group: String) -> ClientMessage.ReqAccountSummary {
        var request = ClientMessage.ReqAccountSummary()
        (request.reqId, request.groupName, request.tags) = (1, group, "NetLiquidation,$LEDGER")
        return request
    }

    // MARK: The account stream

    @Test(arguments: [(first, first, "AAPL"), (second, second, "MSFT"), ("", first, "AAPL")])
    func accountStreamIsThatOfOneAccount(asked: String, meant: String, symbol: String) {
        var bench = Self.bench()
        let told = bench.send(Self.updates(asked))
        #expect(Set(told.accounts) == [meant] && told.last?.name == "accountDownloadEnd")
        let symbols = told.compactMap { message -> String? in
            if case .updatePortfolio(let row) = message { row.contract.symbol } else { nil }
        }
        #expect(symbols == [symbol])
    }

    /// A fill in the other account is none of the stream's business; the stream of another account takes its place.
    @Test func streamFollowsTheAccountAskedForLast() {
        var bench = Self.bench()
        _ = bench.send(Self.updates(Self.first))
        _ = bench.send(Self.updates(Self.second))
        func fill(_ id: Int, _ account: String) -> [String] {
            let order = ClientMessage.PlaceOrder.order(id) { ($0.account, $0.totalQuantity) = (account, 1) }
            let told = bench.place(order) + bench.wait(milliseconds: 2000)
            return told.filter { ["updatePortfolio", "updateAccountValue"].contains($0.name) }.accounts
        }
        #expect(fill(3, Self.first).isEmpty)
        #expect(Set(fill(4, Self.second)) == [Self.second])
        _ = bench.send(Self.updates(Self.first, subscribe: false))
        #expect(!fill(5, Self.second).isEmpty, "it was not the first's")
        _ = bench.send(Self.updates(Self.second, subscribe: false))
        #expect(fill(6, Self.second).isEmpty)
    }

    // MARK: Summaries

    @Test(arguments: [("All", [first, second]), (second, [second])])
    func summaryIsThatOfTheGroup(group: String, accounts: [String]) {
        var bench = Self.bench()
        let told = bench.send(Self.summary(group))
        #expect(told.last?.name == "accountSummaryEnd")
        // A row for NetLiquidation and 24 of the ledger in the base currency.
        #expect(told.accounts == accounts.flatMap { Array(repeating: $0, count: 25) })
        for account in accounts {
            let worth = told.summary(of: account)["NetLiquidation USD"].flatMap { Double($0) }
            #expect(worth == bench.exchange.netLiquidation(of: account))
            #expect(told.summary(of: account)["NetLiquidationByCurrency BASE"].flatMap { Double($0) } == worth)
        }
    }

    /// After a fill only rows of its account come; after three minutes those of both.
    @Test func summaryTellsWhatHasChanged() {
        var bench = Self.bench()
        _ = bench.send(Self.summary("All"))
        _ = bench.wait(milliseconds: 100_000)
        let order = ClientMessage.PlaceOrder.order(3) { ($0.account, $0.totalQuantity) = (Self.second, 10) }
        let told = bench.place(order) + bench.wait(milliseconds: 2000)
        #expect(Set(told.filter { $0.name == "accountSummary" }.accounts) == [Self.second])
        #expect(Set(bench.wait(milliseconds: 80_000).accounts) == [Self.first, Self.second])
    }

    @Test(arguments: [("", [first, second]), ("All", [first, second]), (second, [second])])
    func multiRequestsMayNameAll(asked: String, accounts: [String]) {
        var bench = Self.bench()
        var values = ClientMessage.ReqAccountUpdatesMulti()
        (values.reqId, values.account, values.ledgerAndNLV) = (1, asked, true)
        let told = bench.send(values)
        #expect(told.last?.name == "accountUpdateMultiEnd")
        // Net liquidation, and 24 rows of the ledger for the base currency and for dollars.
        #expect(told.accounts == accounts.flatMap { Array(repeating: $0, count: 49) })
        var positions = ClientMessage.ReqPositionsMulti()
        (positions.reqId, positions.account) = (2, asked)
        let held = bench.send(positions)
        #expect(held.last?.name == "positionMultiEnd" && held.accounts == accounts)
        let order = ClientMessage.PlaceOrder.order(3) { ($0.account, $0.totalQuantity) = (Self.first, 1) }
        let news = bench.place(order) + bench.wait(milliseconds: 2000)
        let rows = news.filter { ["positionMulti", "accountUpdateMulti"].contains($0.name) }
        #expect(Set(rows.accounts) == Set(accounts).intersection([Self.first]))
    }

    // MARK: Profit

    /// Both are asked at once; the sums are those of each account's own position.
    @Test func profitIsThatOfTheAccount() {
        var bench = Self.bench()
        func profits(_ account: String, _ conID: Int, _ id: Int) -> (ServerMessage.Pnl?, ServerMessage.PnlSingle?) {
            var whole = ClientMessage.ReqPnL()
            (whole.reqId, whole.account) = (id, account)
            var single = ClientMessage.ReqPnLSingle()
            (single.reqId, single.account, single.conId) = (id + 1, account, conID)
            guard case .pnl(let all)? = bench.send(whole).first, case .pnlSingle(let one)? = bench.send(single).first
            else { return (nil, nil) }
            return (all, one)
        }
        let (aapl, msft) = (Bench.aaplID, 272_093)
        let (long, longSingle) = profits(Self.first, aapl, 10)
        let (short, shortSingle) = profits(Self.second, msft, 20)
        let (_, none) = profits(Self.second, aapl, 30)
        #expect(longSingle?.pos == 10 && shortSingle?.pos == -20 && none?.pos == 0 && none?.value == 0)
        #expect(long?.unrealizedPnL == longSingle?.unrealizedPnL && short?.unrealizedPnL == shortSingle?.unrealizedPnL)
        let worth = [Self.first, Self.second].map { bench.exchange.netLiquidation(of: $0) ?? .nan }
        #expect(long?.dailyPnL == cents(worth[0] - 1_000_000) && short?.dailyPnL == cents(worth[1] - 500_000))
    }

    /// The day's profit counts from midnight in New York, for each account from its own worth then.
    @Test func dayBeginsForEveryAccount() throws {
        let midnight = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 7), secondOfDay: 0)
        var bench = Bench.punctual { configuration in
            configuration.start = midnight.adding(seconds: -20)
            configuration.accounts = [.init(code: Self.first), .init(code: Self.second, startingCash: 500_000)]
        }
        for (id, account, side) in [(1, Self.first, OrderAction.buy), (2, Self.second, .sell)] {
            _ = bench.place(.order(id, side) { $0.account = account }) + bench.wait(milliseconds: 5000)
        }
        var kept = KeptState()
        kept.apply(try bench.exchange.takeChanges())
        _ = bench.wait(until: midnight)
        let before = [Self.first, Self.second].map { bench.exchange.netLiquidation(of: $0) ?? .nan }
        _ = bench.wait(milliseconds: 3_600_000)
        for (number, account) in [Self.first, Self.second].enumerated() {
            var request = ClientMessage.ReqPnL()
            (request.reqId, request.account) = (number, account)
            let profits = bench.send(request).compactMap { message -> Double? in
                if case .pnl(let pnl) = message { pnl.dailyPnL } else { nil }
            }
            let now = bench.exchange.netLiquidation(of: account) ?? .nan
            #expect(profits == [cents(now - before[number])] && now != before[number])
        }
        kept.apply(try bench.exchange.takeChanges())
        #expect(try kept.state == bench.exchange.state, "the new day is among the changes")
    }

    // MARK: Refusals

    /// One account must be named where a single one is meant; another login's is refused everywhere, with the request's id.
    @Test(arguments: ["", "All", "DU3"])
    func unknownAccountIsRefused(code: String) {
        var bench = Self.bench()
        var whole = ClientMessage.ReqPnL()
        (whole.reqId, whole.account) = (7, code)
        var single = ClientMessage.ReqPnLSingle()
        (single.reqId, single.account, single.conId) = (8, code, Bench.aaplID)
        #expect(bench.send(whole).story == ["error 7 321"] && bench.send(single).story == ["error 8 321"])
        #expect(bench.send(Self.updates(code)).story.first == (code.isEmpty ? nil : "error -1 321"))
        guard code == "DU3" else { return }
        var values = ClientMessage.ReqAccountUpdatesMulti()
        (values.reqId, values.account) = (9, code)
        var positions = ClientMessage.ReqPositionsMulti()
        (positions.reqId, positions.account) = (10, code)
        let refused = bench.send(values) + bench.send(positions) + bench.send(Self.summary(code))
        #expect(refused.story == ["error 9 321", "error 10 321", "error 1 321"])
    }

    /// Several accounts do not make an advisor.
    @Test func advisorDataIsRefused() {
        var bench = Self.bench()
        let told = bench.send(ClientMessage.RequestFA())
        #expect(
            told.errorTexts == [
                "Error validating request.-'cO' : cause - FA data operations ignored for non FA customers."
            ]
        )
    }
}

extension [ServerMessage] {
    /// The account of every message that names one.
    fileprivate var accounts: [String] {
        compactMap { message in
            switch message {
            case .updateAccountValue(let value): value.accountName
            case .updatePortfolio(let row): row.accountName
            case .accountDownloadEnd(let end): end.accountName
            case .accountSummary(let value): value.account
            case .accountUpdateMulti(let value): value.account
            case .positionMulti(let row): row.account
            default: nil
            }
        }
    }
}
