import SimExchange
import TWSWire
import Testing

/// Conditional orders against the market that the conditions look at.
@Suite struct ConditionTests {
    private static func condition(_ type: Int, _ change: (inout OrderCondition) -> Void) -> OrderCondition {
        var condition = OrderCondition()
        condition.type = type
        condition.isConjunctionConnection = true
        condition.isMore = true
        change(&condition)
        return condition
    }

    private static func price(_ price: Double, isMore: Bool, _ conID: Int = Bench.aaplID) -> OrderCondition {
        condition(1) { ($0.price, $0.isMore, $0.conId, $0.exchange) = (price, isMore, conID, "SMART") }
    }

    private static func after(_ text: String) -> OrderCondition { condition(3) { $0.time = text } }

    /// An order for one share of MSFT with conditions.
    private static func order(
        _ conditions: [OrderCondition],
        _ id: Int = 1,
        _ account: String = ""
    ) -> ClientMessage.PlaceOrder {
        .order(id, of: .stock("MSFT")) { order in
            (order.conditions, order.totalQuantity, order.account) = (conditions, 1, account)
        }
    }

    @Test func priceOfAnotherContractLetsTheOrderWork() throws {
        var bench = Bench.punctual()
        let arrival = bench.arrival
        let price = cents(bench.last(at: arrival) + 0.05)
        let end = arrival.adding(seconds: 3600)
        let moment = try #require(bench.trades(after: arrival, upTo: end).first { $0.price >= price }).time
        let told = bench.place(Self.order([Self.price(price, isMore: true)])) + bench.wait(until: end)
        #expect(told.story.first == "openOrder 1 PreSubmitted")
        let execution = try #require(told.executions.first)
        #expect(execution.price == bench.book(272_093, at: moment).ask)
        #expect(execution.time == ExchangeTime.text(moment.adding(milliseconds: 50), in: .newYork))
    }

    @Test func timeLetsTheOrderWork() {
        var bench = Bench.punctual()
        let before =
            bench.place(Self.order([Self.after("20260105 10:01:00 US/Eastern")])) + bench.wait(milliseconds: 59_990)
        #expect(before.executions.isEmpty)
        #expect(bench.wait(milliseconds: 1000).executions.count == 1)
    }

    @Test func andNeedsBothOrNeedsOne() {
        let past = Self.after("20260105 09:00:00 US/Eastern")
        let never = Self.price(10_000, isMore: true)
        var either = past
        either.isConjunctionConnection = false
        for (conditions, fills) in [([past, never], false), ([either, never], true), ([past, past], true)] {
            var bench = Bench.punctual()
            _ = bench.place(Self.order(conditions)) + bench.wait(milliseconds: 5000)
            #expect(bench.status(1) == (fills ? .filled : .preSubmitted))
        }
    }

    @Test func executionOfAnotherOrderLetsTheOrderWork() {
        var bench = Bench.punctual()
        let condition = Self.condition(5) { ($0.symbol, $0.secType, $0.exchange) = ("AAPL", .stock, "SMART") }
        _ = bench.place(.order(2)) + bench.wait(milliseconds: 2000)
        var request = Self.order([condition])
        request.orderId = 3
        _ = bench.place(request) + bench.wait(milliseconds: 5000)
        #expect(bench.status(3) == .preSubmitted, "an earlier execution does not count")
        _ = bench.place(.order(4)) + bench.wait(milliseconds: 5000)
        #expect(bench.status(3) == .filled)
    }

    @Test func volumeLetsTheOrderWork() throws {
        var bench = Bench.punctual()
        let start = try #require(bench.exchange.market.source.quote(Bench.aaplID, at: bench.arrival)?.volume)
        var sum = start
        let end = bench.arrival.adding(seconds: 600)
        let moment = bench.trades(after: bench.arrival, upTo: end).first { trade in
            sum += trade.size
            return sum >= start + 20_000
        }
        let condition = Self.condition(6) { ($0.volume, $0.conId) = (Int(start) + 20_000, Bench.aaplID) }
        let told = bench.place(Self.order([condition])) + bench.wait(until: end)
        let expected = try #require(moment).time.adding(milliseconds: 50)
        #expect(told.executions.first?.time == ExchangeTime.text(expected, in: .newYork))
    }

    @Test func percentChangeComparesWithTheCloseBefore() throws {
        var bench = Bench.punctual()
        let quote = try #require(bench.exchange.market.source.quote(Bench.aaplID, at: bench.arrival))
        let (last, close) = (try #require(quote.last), try #require(quote.close))
        let change = (last - close) / close * 100
        func condition(_ limit: Double) -> OrderCondition {
            Self.condition(7) { ($0.changePercent, $0.conId) = (limit, Bench.aaplID) }
        }
        _ = bench.place(Self.order([condition(change + 5)])) + bench.wait(milliseconds: 2000)
        #expect(bench.status(1) == .preSubmitted)
        _ = bench.place(Self.order([condition(change - 1)])) + bench.wait(milliseconds: 2000)
        #expect(bench.status(1) == .filled)
    }

    /// Without positions the cushion is 100 %.
    @Test(arguments: [(99, true, OrderStatus.filled), (99, false, .preSubmitted)])
    func marginCushion(percent: Int, isMore: Bool, expected: OrderStatus) {
        var bench = Bench.punctual()
        let condition = Self.condition(4) { ($0.percent, $0.isMore) = (percent, isMore) }
        _ = bench.place(Self.order([condition])) + bench.wait(milliseconds: 5000)
        #expect(bench.status(1) == expected)
    }

    /// 2,500 shares at about 190 bind a quarter of their value: the cushion of DU1 is 88 %, that of DU2 100 %.
    @Test func marginIsThatOfTheOrdersAccount() {
        var bench = Bench.punctual { $0.accounts = [.init(code: "DU1"), .init(code: "DU2")] }
        let shares = ClientMessage.PlaceOrder.order(1) { ($0.account, $0.totalQuantity) = ("DU1", 2500) }
        _ = bench.place(shares) + bench.wait(milliseconds: 120_000)
        #expect(bench.status(1) == .filled)
        let condition = Self.condition(4) { ($0.percent, $0.isMore) = (95, false) }
        for (id, account) in [(2, "DU1"), (3, "DU2")] {
            _ = bench.place(Self.order([condition], id, account)) + bench.wait(milliseconds: 5000)
        }
        #expect(bench.status(2) == .filled && bench.status(3) == .preSubmitted)
    }

    @Test func executionsAreThoseOfTheOrdersAccount() {
        var bench = Bench.punctual { $0.accounts = [.init(code: "DU1"), .init(code: "DU2")] }
        let condition = Self.condition(5) { ($0.symbol, $0.secType, $0.exchange) = ("AAPL", .stock, "SMART") }
        for (id, account) in [(1, "DU1"), (2, "DU2")] { _ = bench.place(Self.order([condition], id, account)) }
        _ = bench.place(.order(3) { $0.account = "DU2" }) + bench.wait(milliseconds: 5000)
        #expect(bench.status(1) == .preSubmitted && bench.status(2) == .filled)
    }

    @Test func conditionsMayCancelInstead() {
        var bench = Bench.punctual()
        let request = ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 150) {
            $0.conditions = [Self.after("20260105 10:01:00 US/Eastern")]
            $0.conditionsCancelOrder = true
        }
        _ = bench.place(request) + bench.wait(milliseconds: 59_000)
        #expect(bench.status(1) == .submitted)
        #expect(bench.wait(milliseconds: 2000).story == ["orderStatus 1 Cancelled", "error 1 202"])
    }

    @Test(arguments: [true, false])
    func regularHoursOnlyUnlessIgnored(ignores: Bool) {
        let early = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 6), secondOfDay: 5 * 3600)
        var bench = Bench.punctual { ($0.sessions, $0.start) = (.real, early) }
        var request = Self.order([Self.after("20260106 04:30:00 US/Eastern")])
        (request.order.orderType, request.order.lmtPrice) = (.limit, 1000)
        (request.order.outsideRth, request.order.conditionsIgnoreRth) = (true, ignores)
        _ = bench.place(request) + bench.wait(milliseconds: 60_000)
        #expect(bench.status(1) == (ignores ? .filled : .preSubmitted))
    }

    @Test(arguments: [
        (147, [price(1, isMore: true, 0)]), (200, [price(1, isMore: true, 42)]), (337, [after("noon")]),
        (321, [condition(2) { _ in }]), (321, [condition(6) { $0.conId = 265_598 }]),
    ])
    func refusedConditions(code: Int, conditions: [OrderCondition]) {
        var bench = Bench()
        #expect(bench.place(Self.order(conditions)).story == ["error 1 \(code)"])
    }
}
