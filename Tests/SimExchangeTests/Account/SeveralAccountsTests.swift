import TWSWire
import Testing

@testable import SimExchange

/// A login with several accounts: what it lists, to which account orders go, and whose money is whose.
@Suite struct SeveralAccountsTests {
    private static let rich = "DU1111111"
    private static let poor = "DU2222222"

    /// Accounts with USD 1,000,000 and 20,000.
    private static func bench(_ change: (inout SimConfiguration) -> Void = { _ in }) -> Bench {
        Bench.punctual { configuration in
            configuration.accounts = [.init(code: rich), .init(code: poor, startingCash: 20_000)]
            change(&configuration)
        }
    }

    private static func order(
        _ id: Int,
        _ account: String,
        _ action: OrderAction = .buy,
        _ quantity: ExactDecimal = 10,
        of contract: Contract = .aapl,
        _ change: (inout Order) -> Void = { _ in }
    ) -> ClientMessage.PlaceOrder {
        .order(id, action, of: contract) { order in
            (order.account, order.totalQuantity) = (account, quantity)
            change(&order)
        }
    }

    // MARK: Names

    /// The first code is that of an exchange with one account; those behind it follow it.
    @Test func codesComeFromTheSeed() {
        var configuration = SimConfiguration()
        let alone = SimExchange(configuration: configuration).accountCodes
        configuration.accounts = Array(repeating: .init(), count: 3)
        let codes = SimExchange(configuration: configuration).accountCodes
        #expect(codes.first == alone.first && codes.count == 3 && alone.count == 1)
        #expect(Set(codes).count == 3 && codes.allSatisfy { $0.hasPrefix("DU") && $0.count == 9 })
        configuration.seed = 2
        #expect(SimExchange(configuration: configuration).accountCodes.first != codes.first)
    }

    /// A real TWS ends the list with a comma where there are several accounts, and has none for a single one.
    @Test(arguments: [(1, "DU1111111"), (2, "DU1111111,DU2222222,")])
    func managedAccountsAreListed(count: Int, list: String) {
        var bench = Self.bench { $0.accounts.removeLast($0.accounts.count - count) }
        let told = bench.send(ClientMessage.ReqManagedAccts())
        var expected = ServerMessage.ManagedAccounts()
        expected.accountsList = list
        #expect(told == [.managedAccounts(expected)])
    }

    @Test func familyCodesNameEveryAccount() {
        var bench = Self.bench()
        let codes = bench.send(ClientMessage.ReqFamilyCodes()).flatMap { message -> [String] in
            if case .familyCodes(let codes) = message { codes.familyCodes.map(\.accountID) } else { [] }
        }
        #expect(codes == [Self.rich, Self.poor])
    }

    // MARK: Orders

    @Test(arguments: [
        ("", "Error validating request.-'bF' : cause - You must specify an account."),
        ("DU3", "Error validating request.-'bF' : cause - Invalid account code 'DU3'"),
        ("All", "Error validating request.-'bF' : cause - Invalid account code 'All'"),
    ])
    func orderMustNameAnAccount(account: String, text: String) {
        var bench = Self.bench()
        for isQuestion in [false, true] {
            let told = bench.place(Self.order(1, account) { $0.whatIf = isQuestion })
            #expect(told.story == ["error 1 321"] && told.errorTexts == [text])
        }
        #expect(bench.exchange.snapshot.orders.isEmpty)
    }

    /// What clients hear of an order, its executions and its end names its account.
    @Test func everythingBearsTheAccount() {
        var bench = Self.bench()
        for (id, account) in [(1, Self.poor), (2, Self.rich)] {
            let told = bench.place(Self.order(id, account)) + bench.wait(milliseconds: 2000)
            #expect(!told.terms.isEmpty && told.terms.allSatisfy { $0.account == account })
            #expect(!told.executions.isEmpty && told.executions.allSatisfy { $0.acctNumber == account })
        }
        let completed = bench.send(ClientMessage.ReqCompletedOrders()).compactMap { message -> String? in
            if case .completedOrder(let order) = message { order.order.account } else { nil }
        }
        #expect(completed == [Self.poor, Self.rich])
        var request = ClientMessage.ReqExecutions()
        request.filter.acctCode = Self.poor
        #expect(Set(bench.send(request).executions.map(\.acctNumber)) == [Self.poor])
        request.filter.acctCode = "DU3"
        #expect(bench.send(request).map(\.name) == ["execDetailsEnd"])
    }

    @Test func orderStaysInItsAccount() {
        var bench = Self.bench()
        let resting = Self.order(1, Self.rich) { ($0.orderType, $0.lmtPrice) = (.limit, 150) }
        _ = bench.place(resting) + bench.wait(milliseconds: 1000)
        var moved = resting
        moved.order.account = Self.poor
        #expect(bench.place(moved).story == ["error 1 105"])
        var changed = resting
        changed.order.lmtPrice = 151
        #expect(bench.place(changed).isEmpty)
        #expect(bench.wait(milliseconds: 1000).terms.map(\.account) == [Self.rich, Self.rich])
        #expect(bench.exchange.snapshot.openOrders.map(\.limitPrice) == [151])
    }

    /// A modification that chaos takes for a new order is one of the same account, too.
    @Test func twinIsOfTheSameAccount() {
        var bench = Self.bench()
        let resting = Self.order(1, Self.rich) { ($0.orderType, $0.lmtPrice) = (.limit, 150) }
        _ = bench.place(resting) + bench.wait(milliseconds: 1000)
        var moved = resting
        moved.order.account = Self.poor
        let key = OrderKey(clientID: 7, orderID: 1)
        #expect(!bench.exchange.placeTwin(moved, key) && bench.exchange.placeTwin(resting, key))
        #expect(bench.exchange.snapshot.orders.map(\.account) == [Self.rich, Self.rich])
    }

    /// A child closes what its parent opened, so it is one of the same account.
    @Test func childIsOfItsParentsAccount() {
        var bench = Self.bench()
        _ = bench.place(Self.order(1, Self.rich) { $0.transmit = false })
        let child = Self.order(2, Self.poor, .sell) { order in
            (order.orderType, order.lmtPrice, order.parentId) = (.limit, 250, 1)
        }
        #expect(bench.place(child).story == ["error 2 10006"])
    }

    /// Groups of the same name in two accounts are two groups.
    @Test func groupsEndAtTheAccount() {
        var bench = Self.bench()
        for (id, account) in [(1, Self.rich), (2, Self.poor), (3, Self.rich)] {
            let order = Self.order(id, account) { order in
                (order.orderType, order.lmtPrice, order.ocaGroup, order.ocaType) = (.limit, 150, "one", 1)
            }
            _ = bench.place(order)
        }
        _ = bench.wait(milliseconds: 1000) + bench.cancel(1) + bench.wait(milliseconds: 1000)
        #expect(bench.exchange.snapshot.orders.map(\.status) == [.cancelled, .submitted, .cancelled])
    }

    /// Who trades by hand in TWS has chosen an account there.
    @Test func orderByHandIsOneOfTheFirstAccount() {
        var bench = Self.bench()
        for account in ["", Self.poor] {
            let request = Self.order(1, account) { ($0.orderType, $0.lmtPrice) = (.limit, 150) }
            _ = bench.exchange.placeByHand(request.order, of: request.contract, at: bench.exchange.now)
        }
        #expect(bench.exchange.snapshot.orders.map(\.account) == [Self.rich, Self.poor])
    }

    // MARK: Money

    /// 500 shares at about 190 need about 47,500 of margin: too much for 20,000, a trifle for 1,000,000.
    @Test func marginIsThatOfTheAccount() {
        var bench = Self.bench()
        let refused = bench.place(Self.order(1, Self.poor, .buy, 500)) + bench.wait(milliseconds: 2000)
        #expect(refused.codes == [201])
        _ = bench.place(Self.order(2, Self.rich, .buy, 500)) + bench.wait(milliseconds: 20_000)
        #expect(bench.exchange.snapshot.orders.map(\.status) == [.inactive, .filled])
        let preview = bench.place(Self.order(3, Self.poor) { $0.whatIf = true }) + bench.wait(milliseconds: 1000)
        let equities = preview.compactMap { message -> Double? in
            if case .openOrder(let open) = message { open.orderState.equityWithLoanBefore } else { nil }
        }
        #expect(equities == [20_000])
    }

    /// Shares of one account are not the other's to sell where none can be borrowed; its own are.
    @Test func shortSaleIsJudgedByTheAccount() {
        var bench = Self.bench { $0.notShortableSymbols = ["AAPL"] }
        _ = bench.place(Self.order(1, Self.rich)) + bench.wait(milliseconds: 2000)
        let foreign = bench.place(Self.order(2, Self.poor, .sell)) + bench.wait(milliseconds: 2000)
        #expect(foreign.codes == [201])
        let own = bench.place(Self.order(3, Self.rich, .sell)) + bench.wait(milliseconds: 2000)
        #expect(own.codes.isEmpty && bench.exchange.snapshot.positions.isEmpty)
    }

    /// One buys what the other sells short; neither closes the other's position, and the sums are their own.
    @Test func positionsDoNotNet() throws {
        var bench = Self.bench()
        _ = bench.send(ClientMessage.ReqPositions())
        let bought = bench.place(Self.order(1, Self.rich, .buy, 60)) + bench.wait(milliseconds: 2000)
        let sold = bench.place(Self.order(2, Self.poor, .sell, 40)) + bench.wait(milliseconds: 2000)
        #expect(bought.holdings == ["\(Self.rich) 60"] && sold.holdings == ["\(Self.poor) -40"])
        #expect(bench.send(ClientMessage.ReqPositions()).holdings == ["\(Self.rich) 60", "\(Self.poor) -40"])
        #expect((bought + sold).realized == [nil, nil])
        let prices = (bought + sold).executions.map(\.price)
        try #require(prices.count == 2)
        let accounts = bench.exchange.snapshot.accounts
        // 60 shares and 40 shares cost the minimum commission of USD 1 each.
        #expect(
            accounts.map { cents($0.cash["USD"] ?? 0) } == [
                cents(1_000_000 - 60 * prices[0] - 1), cents(20_000 + 40 * prices[1] - 1),
            ]
        )
        let closed = bench.place(Self.order(3, Self.poor, .buy, 40)) + bench.wait(milliseconds: 2000)
        #expect(closed.holdings == ["\(Self.poor) 0"])
        let profit = try #require(closed.realized.first ?? nil)
        #expect(abs(profit - (40 * (prices[1] - closed.executions[0].price) - 2)) < 1e-6)
        #expect(bench.exchange.snapshot.positions.map(\.account) == [Self.rich])
    }

    /// A corrected price moves the money of its account alone: 10 shares at a dollar more.
    @Test func correctionMovesOneAccount() {
        var bench = Self.bench()
        let bought = bench.place(Self.order(1, Self.poor)) + bench.wait(milliseconds: 2000)
        _ = bench.place(Self.order(2, Self.rich)) + bench.wait(milliseconds: 2000)
        let before = bench.exchange.snapshot.accounts.map { $0.cash["USD"] ?? 0 }
        bench.exchange.correct(bought.executions[0].execId, price: bought.executions[0].price + 1)
        let after = bench.exchange.snapshot.accounts.map { $0.cash["USD"] ?? 0 }
        #expect(after[0] == before[0] && abs(after[1] - before[1] + 10) < 1e-6)
    }
}

extension [ServerMessage] {
    /// Account and size of every position message.
    fileprivate var holdings: [String] {
        compactMap { message in
            if case .position(let row) = message { "\(row.account) \(row.position ?? .zero)" } else { nil }
        }
    }
}
