import TWSWire
import Testing

@testable import Trading

/// Ways around a limit, one test each: the script stays inside.
@Suite("A script stays inside its limits")
struct EvasionTests {
    /// `[trade]` with AAPL alone; everything else as the paper column has it, without the guards of pace.
    private static func permissions(_ change: (inout TradePermissions) -> Void = { _ in }) -> TradePermissions {
        var permissions = TradePermissions()
        permissions.symbols = ["AAPL"]
        permissions.allowRepeat = true
        change(&permissions)
        return permissions
    }

    private static func bench(_ change: (inout TradePermissions) -> Void = { _ in }) -> GateBench {
        var bench = GateBench(permissions: permissions(change))
        for conId in [1, 2, 4] { bench.price(conId, 100) }
        bench.price(3, 5)
        return bench
    }

    @Test("splitting: parts count as the whole does")
    func splits() {
        var bench = Self.bench { ($0.maxPosition, $0.maxNotional) = (10_000, 1_000_000) }
        #expect(bench.denial(GateBench.order(.buy, 60)) == nil)
        #expect(bench.denial(GateBench.order(.buy, 60)) == "DENIED_MAX_POSITION")
        #expect(bench.denial(GateBench.order(.buy, 40)) == nil)
        #expect(bench.denial(GateBench.order(.buy, 1)) == "DENIED_MAX_POSITION")
        var run = Self.bench { $0.maxNotional = 10_000 }
        for _ in 1...10 { #expect(run.denial(GateBench.order(.buy, 10)) == nil) }
        #expect(run.denial(GateBench.order(.buy, 1)) == "DENIED_MAX_NOTIONAL")
    }

    @Test("repeating: the order that is one too many halts everything")
    func repeats() {
        var bench = Self.bench { ($0.maxRepeats, $0.maxOrdersPerSecond) = (3, 100) }
        for quantity in [1, 2, 3] { #expect(bench.denial(GateBench.order(.buy, ExactDecimal(quantity))) == nil) }
        #expect(bench.denial(GateBench.order(.buy, 4)) == "DENIED_MAX_REPEATS")
        bench.now = bench.now.adding(3_600)
        #expect(bench.denial(GateBench.order(.buy, 4)) == "DENIED_HALTED")
    }

    @Test("flipping: what is sold is no more than what is held")
    func flips() {
        var bench = Self.bench()
        #expect(bench.denial(GateBench.order(.buy, 100)) == nil)
        #expect(bench.denial(GateBench.order(.sell, 1)) == "DENIED_SHORT")
        bench.fill(7, 100, at: 100)
        #expect(bench.denial(GateBench.order(.sell, 200)) == "DENIED_SHORT")
        #expect(bench.denial(GateBench.order(.sell, 100)) == nil)
        #expect(bench.denial(GateBench.order(.sell, 1)) == "DENIED_SHORT")
    }

    @Test("what is denied because of another order says so: its cancel is not confirmed yet")
    func namesOtherOrders() throws {
        var bench = Self.bench()
        #expect(bench.denial(GateBench.order(.buy, 100)) == nil)
        bench.fill(7, 100, at: 100)
        let first = bench.submit(.place([GateBench.order(.sell, 101)])).verdict
        guard case .denied(let alone) = first else { throw Unexpected(verdict: first) }
        #expect(alone.message == "the position in AAPL could become -1 (held: 100)")
        #expect(bench.denial(GateBench.order(.sell, 30)) == nil)
        let second = bench.submit(.place([GateBench.order(.sell, 100)])).verdict
        guard case .denied(let beside) = second else { throw Unexpected(verdict: second) }
        #expect(
            beside.message == "the position in AAPL could become -30 (held: 100, other working orders could sell 30)"
        )
        #expect(beside.remedy.hasPrefix("wait until those orders are done, "))
    }

    private struct Unexpected: Error { let verdict: Verdict }

    @Test("modifying upwards: the whole new order counts, and the old one is taken off")
    func modifiesUpwards() {
        var bench = Self.bench { ($0.maxOrderQuantity, $0.maxPosition) = (100, 9_000) }
        #expect(bench.denial(GateBench.order(.buy, 50, limit: 99)) == nil)
        bench.acknowledge(7)
        #expect(bench.modify(7) { $0.totalQuantity = 101 } == "DENIED_MAX_ORDER_QTY")
        #expect(bench.modify(7) { $0.totalQuantity = 95 } == "DENIED_MAX_POSITION")
        #expect(bench.modify(7) { $0.lmtPrice = 180 } == "DENIED_PRICE_COLLAR")
        #expect(bench.modify(7) { $0.totalQuantity = 90 } == nil)
    }

    @Test("combinations: each leg counts for itself, whatever the combination is called")
    func combinations() {
        func bag(_ legs: [(Int, OrderAction, Int)]) -> Contract {
            var contract = GateBench.contract(1)
            contract.secType = .combination
            contract.comboLegs = legs.map { conId, action, ratio in
                var leg = ComboLeg()
                (leg.conId, leg.action, leg.ratio, leg.exchange) = (conId, action, ratio, "SMART")
                return leg
            }
            return contract
        }
        var closed = Self.bench()
        #expect(closed.denial(GateBench.order(.buy, 1, bag([(1, .buy, 1)]))) == "DENIED_COMBOS")
        var bench = Self.bench { ($0.combos, $0.maxOrderQuantity, $0.maxPosition) = (true, 100, 50_000) }
        #expect(bench.denial(GateBench.order(.buy, 1, bag([(1, .buy, 1), (2, .sell, 1)]))) == "DENIED_SYMBOLS")
        #expect(bench.denial(GateBench.order(.buy, 1, bag([(1, .buy, 1), (3, .buy, 1)]))) == "DENIED_SEC_TYPES")
        #expect(bench.denial(GateBench.order(.buy, 1, bag([(1, .buy, 101)]))) == "DENIED_MAX_ORDER_QTY")
        #expect(bench.denial(GateBench.order(.sell, 1, bag([(1, .buy, 10)]))) == "DENIED_SHORT")
        #expect(bench.denial(GateBench.order(.buy, 1, bag([(1, .buy, 100)]))) == nil)
        // What works of the combination counts in its leg.
        for _ in 1...4 { _ = bench.denial(GateBench.order(.buy, 100)) }
        #expect(bench.denial(GateBench.order(.buy, 1)) == "DENIED_MAX_POSITION")
    }

    @Test("conIds: an id is what TWS says it is, and has one position with the symbol")
    func ids() {
        var bench = Self.bench { $0.maxPosition = 10_000 }
        var lie = GateBench.contract(1)
        lie.conId = 2
        #expect(bench.denial(GateBench.order(.buy, 1, lie)) == "DENIED_SYMBOLS")
        var bare = Contract()
        (bare.conId, bare.exchange) = (2, "SMART")
        #expect(bench.denial(GateBench.order(.buy, 1, bare)) == "DENIED_SYMBOLS")
        bare.conId = 3
        #expect(bench.denial(GateBench.order(.buy, 1, bare)) == "DENIED_SEC_TYPES")
        bare.conId = 1
        #expect(bench.denial(GateBench.order(.buy, 60, bare)) == nil)
        #expect(bench.denial(GateBench.order(.buy, 60)) == "DENIED_MAX_POSITION")
        bare.conId = 99
        #expect(bench.denial(GateBench.order(.buy, 1, bare)) == "unknown_contract")
    }

    @Test("local symbols name the instrument that TWS resolves, not the symbol beside them")
    func localSymbols() {
        var bench = Self.bench()
        var contract = GateBench.contract(1)
        contract.localSymbol = "AAPL  260220C00190000"
        #expect(bench.denial(GateBench.order(.sell, 1, contract)) == "DENIED_SEC_TYPES")
        var option = Self.bench { ($0.securityTypes, $0.short, $0.maxOrderQuantity) = ([.option], true, 500) }
        #expect(option.denial(GateBench.order(.sell, 6, contract)) == "DENIED_MAX_ORDER_QTY")
        #expect(option.denial(GateBench.order(.sell, 5, contract)) == nil)
    }

    @Test("conditions need their key, and an order with one counts like any other")
    func conditions() {
        func conditional(_ quantity: ExactDecimal) -> Intent.NewOrder {
            var order = GateBench.order(.buy, quantity)
            order.order.conditions = [OrderCondition()]
            return order
        }
        var closed = Self.bench()
        #expect(closed.denial(conditional(1)) == "DENIED_FIELD")
        var bench = Self.bench { ($0.conditions, $0.maxPosition) = (true, 10_000) }
        #expect(bench.denial(conditional(60)) == nil)
        #expect(bench.denial(conditional(60)) == "DENIED_MAX_POSITION")
    }

    @Test("brackets: exits are no larger than their entry, and count as far as it has filled")
    func brackets() {
        var bench = Self.bench()
        let entry = GateBench.order(.buy, 100, limit: 99)
        let exits = [GateBench.order(.sell, 100, limit: 110), GateBench.order(.sell, 100, limit: 115)]
        #expect(bench.denial(entry, exits[0], GateBench.order(.sell, 300, limit: 112)) == "DENIED_SHORT")
        #expect(bench.denial(entry, exits[0], exits[1]) == nil)
        #expect(bench.denial(GateBench.order(.sell, 1, limit: 112)) == "DENIED_SHORT")
        bench.acknowledge(7)
        bench.fill(7, 100, at: 99)
        // The exits may sell all that is held.
        #expect(bench.denial(GateBench.order(.sell, 1, limit: 112)) == "DENIED_SHORT")
        bench.acknowledge(8)
        #expect(bench.modify(8) { $0.totalQuantity = 200 } == "DENIED_SHORT")
        #expect(bench.modify(8) { $0.lmtPrice = 111 } == nil)
    }

    @Test("a currency of little worth is no way around a limit of money, nor is an order by amount")
    func amounts() {
        var bench = Self.bench { ($0.orderFields, $0.maxOrderNotional) = (["cashQty"], 5_000) }
        func amount(_ cash: Double) -> Intent.NewOrder {
            var order = GateBench.order(.buy, 1)
            (order.order.cashQty, order.order.totalQuantity) = (cash, nil)
            return order
        }
        #expect(bench.denial(amount(5_001)) == "DENIED_MAX_ORDER_NOTIONAL")
        #expect(bench.denial(amount(5_000)) == nil)
    }
}
