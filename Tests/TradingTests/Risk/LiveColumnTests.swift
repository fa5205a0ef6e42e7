import TWSWire
import Testing

@testable import Trading

/// The live column of reliability 3.2, on a desk whose TWS answers what the desk asks.
@Suite("The limits of a live account")
struct LiveColumnTests {
    private func bench(_ change: (inout TradePermissions) -> Void = { _ in }) -> GateBench {
        var permissions = TradePermissions()
        permissions.symbols = ["AAPL"]
        change(&permissions)
        let gate = permissions
        return GateBench(permissions: gate, defaults: .live, narrows: true)
    }

    @Test("stops, long times in force, derivatives, other exchanges and short sales are closed")
    func closed() {
        var bench = bench {
            ($0.orderTypes, $0.timesInForce) = ([.limit, .stop, .market], [.day, .goodTillCancelled])
        }
        func denial(_ change: (inout Intent.NewOrder) -> Void) -> String? {
            var new = GateBench.order(.buy, 1, limit: 100)
            change(&new)
            return bench.denial(new)
        }
        #expect(
            denial { ($0.order.orderType, $0.order.auxPrice, $0.order.lmtPrice) = (.stop, 100, nil) }
                == "DENIED_ORDER_TYPES"
        )
        #expect(denial { $0.order.tif = .goodTillCancelled } == "DENIED_TIFS")
        #expect(denial { $0.contract.exchange = "NYSE" } == "DENIED_EXCHANGES")
        #expect(denial { $0.contract = GateBench.contract(3) } == "DENIED_SEC_TYPES")
        #expect(denial { $0.order.action = .sell } == "DENIED_SHORT")
        #expect(denial { $0.order.totalQuantity = 501 } == "DENIED_MAX_ORDER_QTY")
        #expect(denial { $0.order.totalQuantity = 101 } == "DENIED_MAX_ORDER_NOTIONAL")
        #expect(denial { $0.order.lmtPrice = 106 } == "DENIED_PRICE_COLLAR")
        #expect(denial { _ in } == nil)
    }

    @Test("a market order needs a market that is narrow", arguments: [(0.004, nil), (0.006, "DENIED_SPREAD")])
    func spread(_ half: Double, _ code: String?) {
        var bench = bench()
        bench.halfSpread = half
        #expect(bench.denial(GateBench.order(.buy, 1)) == code)
    }

    @Test("an order needs a price that is at most 15 s old: the desk asks for one")
    func price() {
        var bench = bench()
        #expect(bench.denial(GateBench.order(.buy, 1, limit: 100)) == nil)
        bench.now = bench.now.adding(16)
        let (_, actions) = bench.desk.submit(
            .place([GateBench.order(.buy, 2, limit: 100)]),
            of: bench.script,
            at: bench.now
        )
        #expect(actions.contains { if case .send(.reqMktData(let request)) = $0 { request.snapshot } else { false } })
    }

    @Test("the margin is asked for before the first order in an instrument, once, and the answer counts")
    func margin() {
        var rich = bench()
        #expect(rich.denial(GateBench.order(.buy, 1, limit: 100)) == nil)
        #expect(rich.desk.whatIfs.isEmpty)
        let ids = rich.desk.orderIds.next
        #expect(rich.denial(GateBench.order(.buy, 2, limit: 100)) == nil)
        #expect(rich.desk.orderIds.next == ids + 1)
        var poor = bench()
        poor.margin = (60_000, 50_000)
        #expect(poor.denial(GateBench.order(.buy, 1, limit: 100)) == "DENIED_MARGIN")
        #expect(poor.desk.ledger.all.isEmpty)
    }

    @Test("the first order of a day says where it goes and what the limits are, once")
    func first() {
        var bench = bench()
        var notes: [String] = []
        for quantity in [1, 2] {
            let order = GateBench.order(.buy, ExactDecimal(quantity), limit: 100)
            notes += bench.notes(of: .place([order]))
        }
        #expect(notes.count { $0.contains("account DU1") && $0.contains("10000") } == 1, "\(notes)")
    }

    @Test(
        "a loss of the day narrows trading, a larger one halts it",
        arguments: [(-499, Halt.Level.active), (-500, .reducing), (-749, .reducing), (-750, .halted)]
    )
    func loss(_ profit: Double, _ level: Halt.Level) {
        var bench = bench()
        let id = bench.opening.compactMap { if case .reqPnL(let request) = $0 { request.reqId } else { nil } }.first
        var message = ServerMessage.Pnl()
        (message.reqId, message.dailyPnL) = (id ?? 0, profit)
        _ = bench.desk.receive(.pnl(message), at: bench.now)
        #expect(bench.desk.halt.level == level)
    }

    @Test("2 % of the account count where that is less")
    func smallAccount() {
        var bench = bench()
        var row = ServerMessage.AccountSummary()
        (row.account, row.tag, row.value, row.currency) = ("DU1", "NetLiquidation", "10000", "USD")
        _ = bench.desk.receive(.accountSummary(row), at: bench.now)
        let id = bench.opening.compactMap { if case .reqPnL(let request) = $0 { request.reqId } else { nil } }.first
        var message = ServerMessage.Pnl()
        (message.reqId, message.dailyPnL) = (id ?? 0, -200)
        _ = bench.desk.receive(.pnl(message), at: bench.now)
        #expect(bench.desk.halt.level == .reducing)
    }
}
