import SimExchange
import TWSWire
import Testing

/// BAG orders: all legs or none.
@Suite struct CombinationTests {
    private static let microsoftID = 272_093

    private static func leg(_ conID: Int, _ ratio: Int, _ action: OrderAction) -> ComboLeg {
        var leg = ComboLeg()
        (leg.conId, leg.ratio, leg.action, leg.exchange) = (conID, ratio, action, "SMART")
        return leg
    }

    /// Long two AAPL, short one MSFT.
    private static func pair(_ legs: [ComboLeg]? = nil) -> Contract {
        var contract = Contract()
        (contract.symbol, contract.secType, contract.exchange, contract.currency) = (
            "AAPL,MSFT", .combination, "SMART", "USD"
        )
        contract.comboLegs = legs ?? [leg(Bench.aaplID, 2, .buy), leg(microsoftID, 1, .sell)]
        return contract
    }

    /// Lets the legs of a limit order fill without each other, without which SMART takes none on stocks.
    private static func free(_ order: inout Order) {
        var parameter = TagValue()
        (parameter.tag, parameter.value) = ("NonGuaranteed", "1")
        order.smartComboRoutingParams = [parameter]
    }

    @Test func legsExecuteFirstThenTheCombination() throws {
        var bench = Bench.punctual()
        let (apple, microsoft) = (bench.book(at: bench.arrival), bench.book(Self.microsoftID, at: bench.arrival))
        let told =
            bench.place(.order(1, of: Self.pair()) { $0.totalQuantity = 10 }) + bench.wait(milliseconds: 1000)
        let executions = told.executions
        #expect(executions.map(\.side) == [.bought, .sold, .bought])
        #expect(executions.map(\.shares) == [20, 10, 10])
        #expect(executions.map(\.price) == [apple.ask, microsoft.bid, cents(2 * apple.ask - microsoft.bid)])
        let parts = executions.map { $0.execId.split(separator: ".") }
        #expect(Set(parts.map { $0.prefix(2).joined(separator: ".") }).count == 1)
        #expect(parts.map { $0.dropFirst(2).joined(separator: ".") } == ["02.01.01", "03.01.01", "01.01"])
        #expect(told.commissions == [1, 1])
        #expect(told.story.last == "commission")
        let positions = bench.exchange.snapshot.positions
        #expect(positions.map(\.position) == [20, -10])
    }

    /// Selling the combination sells AAPL at the bid and buys MSFT at the ask.
    @Test func sellingTurnsTheLegsRound() throws {
        var bench = Bench.punctual()
        let (apple, microsoft) = (bench.book(at: bench.arrival), bench.book(Self.microsoftID, at: bench.arrival))
        let told =
            bench.place(.order(1, .sell, of: Self.pair()) { $0.totalQuantity = 5 }) + bench.wait(milliseconds: 1000)
        #expect(told.executions.map(\.price) == [apple.bid, microsoft.ask, cents(2 * apple.bid - microsoft.ask)])
        #expect(bench.exchange.snapshot.positions.map(\.position) == [-10, 5])
    }

    /// The net price of MSFT less two AAPL is a credit or a debit; a limit short of it rests, one beyond it fills.
    @Test func limitIsTheNetPrice() throws {
        var bench = Bench.punctual()
        let legs = [Self.leg(Bench.aaplID, 1, .buy), Self.leg(Self.microsoftID, 1, .sell)]
        let net = bench.book().ask - bench.book(Self.microsoftID).bid
        #expect(net < 0, "a credit")
        _ = bench.place(
            .order(1, .buy, .limit, limit: cents(net - 5), of: Self.pair(legs)) {
                $0.totalQuantity = 10
                Self.free(&$0)
            }
        )
        _ = bench.place(
            .order(2, .buy, .limit, limit: cents(net + 1), of: Self.pair(legs)) {
                $0.totalQuantity = 10
                Self.free(&$0)
            }
        )
        _ = bench.wait(milliseconds: 1000)
        #expect(bench.status(1) == .submitted && bench.status(2) == .filled)
        let prices = bench.exchange.snapshot.executions.map(\.execution.price)
        #expect(try #require(prices.last) <= cents(net + 1))
        #expect(abs(prices[0] - prices[1] - prices[2]) < 1e-9)
    }

    @Test func onlyAsManyAsEveryLegAllows() throws {
        var bench = Bench.punctual()
        let (apple, microsoft) = (bench.book(at: bench.arrival), bench.book(Self.microsoftID, at: bench.arrival))
        let possible = min(apple.askSize / 2, microsoft.bidSize)
        let told =
            bench.place(.order(1, of: Self.pair()) { $0.totalQuantity = 1000 }) + bench.wait(milliseconds: 160)
        let first = told.executions.prefix(3).map(\.shares)
        #expect(first == [possible * 2, possible, possible].map { ExactDecimal(Int($0)) })
        _ = bench.wait(milliseconds: 120_000)
        for execution in bench.exchange.snapshot.executions where execution.isCombination {
            #expect(execution.commission == 0)
        }
        let sums = bench.exchange.snapshot.positions.map(\.position.double)
        #expect(sums.count == 2 && sums[0] == -2 * sums[1])
    }

    @Test func openOrderShowsTheLegs() throws {
        var bench = Bench.punctual()
        let told =
            bench.place(
                .order(1, .buy, .limit, limit: -900, of: Self.pair()) {
                    $0.totalQuantity = 1
                    Self.free(&$0)
                }
            )
            + bench.wait(milliseconds: 1000)
        guard case .openOrder(let open)? = told.first else { return #expect(Bool(false), "no openOrder") }
        #expect(open.contract.secType == .combination)
        #expect(open.contract.comboLegs == Self.pair().comboLegs)
        #expect(try Captured.throughWire(.openOrder(open)).name == "openOrder")
    }

    @Test func previewAddsTheLegsCommissions() throws {
        var bench = Bench.punctual()
        let told =
            bench.place(.order(1, of: Self.pair()) { ($0.totalQuantity, $0.whatIf) = (10, true) })
            + bench.wait(milliseconds: 1000)
        guard case .openOrder(let open)? = told.first else { return #expect(Bool(false), "no openOrder") }
        #expect(open.orderState.commissionAndFees == 2)
    }

    @Test(arguments: [
        (314, pair([])), (312, pair([leg(265_598, 1, .buy)])), (313, pair([leg(1, 1, .buy), leg(265_598, 1, .sell)])),
        (313, pair([leg(265_598, 0, .buy), leg(272_093, 1, .sell)])),
        (10000, pair([leg(265_598, 1, .buy), leg(900_000_100, 1, .sell)])),
    ])
    func refusedCombinations(code: Int, contract: Contract) {
        var bench = Bench()
        #expect(bench.place(.order(1, of: contract)).story == ["error 1 \(code)"])
    }

    /// Stocks at SMART are guaranteed only against the market; per-leg prices are for what is not guaranteed.
    @Test func limitOrdersOnStocksAreNotGuaranteed() {
        var bench = Bench()
        let order = ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: -280, of: Self.pair())
        #expect(bench.place(order).codes == [321])
        let perLeg = ClientMessage.PlaceOrder.order(2, .buy, of: Self.pair()) { order in
            var price = OrderComboLeg()
            price.price = 190
            order.orderComboLegs = [price, price]
        }
        #expect(bench.place(perLeg).codes == [10058])
    }

    @Test func combinationsTakePlainTypesOnly() {
        var bench = Bench()
        #expect(bench.place(.order(1, .sell, .trail, stop: 1, of: Self.pair())).story == ["error 1 387"])
    }
}
