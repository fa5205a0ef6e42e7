import TWSWire
import Testing

@testable import Trading

@Suite struct RiskGateTests {
    private static func permissions() -> TradePermissions {
        var permissions = TradePermissions()
        permissions.symbols = ["AAPL", "BRK B"]
        permissions.sides = [.buy]
        permissions.orderTypes = [.market, .limit]
        permissions.maxOrderQuantity = 500
        return permissions
    }

    private let gate = RiskGate(permissions: Self.permissions(), headerReplacesDefaults: true)
    private let open = RiskGate(permissions: nil, headerReplacesDefaults: true)
    private let fair = Self.order()

    private static func order() -> Intent.NewOrder {
        var contract = Contract()
        (contract.symbol, contract.secType) = ("AAPL", .stock)
        var order = Order()
        (order.action, order.orderType, order.totalQuantity) = (.buy, .market, 100)
        return Intent.NewOrder(contract: contract, order: order, named: [])
    }

    private func denial(_ gate: RiskGate, _ change: (inout Intent.NewOrder) -> Void) -> Denial? {
        var new = fair
        change(&new)
        return gate.check(new, over: Order(), RiskGate.Knowledge())
    }

    @Test func aFairOrderPasses() {
        #expect(denial(gate) { _ in } == nil)
        #expect(denial(gate) { $0.contract.symbol = "BRK B" } == nil)
        #expect(denial(gate) { $0.order.totalQuantity = ExactDecimal("500") } == nil)
        #expect(denial(gate) { $0.order.totalQuantity = ExactDecimal("500.000") } == nil)
        #expect(denial(open) { _ in } == nil)
        #expect(denial(open) { $0.order.action = OrderAction("SELL") } == nil)
    }

    @Test(
        arguments: [
            nil, 0, ExactDecimal("0.00"), -1, ExactDecimal("-0.5"),
        ] as [ExactDecimal?]
    )
    func aQuantityMustBeAboveZero(_ quantity: ExactDecimal?) {
        #expect(denial(gate) { $0.order.totalQuantity = quantity }?.code == .invalidQuantity)
        #expect(denial(open) { $0.order.totalQuantity = quantity }?.code == .invalidQuantity)
    }

    @Test(arguments: ["501", "500.0000000000000001", "9007199254740993", "2147483647"])
    func aQuantityAboveTheLimitIsDenied(_ text: String) {
        #expect(denial(gate) { $0.order.totalQuantity = ExactDecimal(text) }?.code == .quantityOverLimit)
    }

    @Test func withoutTradeTheDefaultQuantityHolds() {
        #expect(denial(open) { $0.order.totalQuantity = ExactDecimal("10000") } == nil)
        let denial = denial(open) { $0.order.totalQuantity = ExactDecimal("10001") }
        #expect(denial?.code == .quantityOverLimit)
        #expect(denial?.limit == "max_order_qty = 10000")
    }

    @Test func aHeaderReplacesDefaultsOnTheSimulatorOnly() {
        var wide = TradePermissions()
        wide.maxOrderQuantity = 50_000
        wide.orderTypes = [.trail, .market]
        let simulator = RiskGate(permissions: wide, headerReplacesDefaults: true)
        let paper = RiskGate(permissions: wide, headerReplacesDefaults: false)
        #expect(denial(simulator) { $0.order.totalQuantity = ExactDecimal("50000") } == nil)
        #expect(denial(paper) { $0.order.totalQuantity = ExactDecimal("10001") }?.code == .quantityOverLimit)
        #expect(simulator.limits.orderTypes == [.trail, .market])
        #expect(paper.limits.orderTypes == [.market])
    }

    @Test func fractionsNeedPermission() {
        #expect(denial(gate) { $0.order.totalQuantity = ExactDecimal("0.5") }?.code == .fractionalNotPermitted)
        var permissions = Self.permissions()
        permissions.fractional = true
        let fractional = RiskGate(permissions: permissions, headerReplacesDefaults: false)
        #expect(denial(fractional) { $0.order.totalQuantity = ExactDecimal("0.5") } == nil)
        #expect(denial(fractional) { $0.order.totalQuantity = ExactDecimal("500.5") }?.code == .quantityOverLimit)
    }

    @Test(arguments: [("buy", "BUY"), ("Sell", "SELL"), ("SSHORT", "BUY or SELL"), ("", "BUY or SELL")])
    func anActionIsExactlyBuyOrSell(_ action: String, _ named: String) {
        let denial = denial(open) { $0.order.action = OrderAction(action) }
        #expect(denial?.code == .invalidAction)
        #expect(denial?.remedy == "write \(named)")
    }

    @Test func aSideOutsideThePermissionIsDenied() {
        let denial = denial(gate) { $0.order.action = OrderAction("SELL") }
        #expect(denial?.code == .sideNotPermitted)
        #expect(denial?.description.contains("sides = [\"BUY\"]") == true)
    }

    @Test(arguments: ["MSFT", "aapl", "", "AAPL.B"])
    func aSymbolOutsideThePermissionIsDenied(_ symbol: String) {
        #expect(denial(gate) { $0.contract.symbol = symbol }?.code == .symbolNotPermitted)
    }

    @Test func theRightSpellingIsNamed() {
        #expect(denial(gate) { $0.contract.symbol = "aapl" }?.remedy == "write AAPL")
        #expect(denial(gate) { $0.order.orderType = OrderType("lmt") }?.remedy == "write LMT")
        #expect(denial(open) { $0.order.orderType = OrderType("STPLMT") }?.remedy == "write STP LMT")
    }

    @Test func emptyListsPermitNothing() {
        var none = TradePermissions()
        none.symbols = []
        #expect(denial(RiskGate(permissions: none, headerReplacesDefaults: true)) { _ in }?.code == .symbolNotPermitted)
        none.symbols = nil
        none.sides = []
        #expect(denial(RiskGate(permissions: none, headerReplacesDefaults: true)) { _ in }?.code == .sideNotPermitted)
    }

    @Test(arguments: ["TRAIL", "STP", "", "MIDPRICE"])
    func anOrderTypeOutsideThePermissionIsDenied(_ type: String) {
        #expect(denial(gate) { $0.order.orderType = OrderType(type) }?.code == .orderTypeNotPermitted)
    }

    @Test(arguments: ["AAPL\0", "AA\nPL", "AA\u{7F}PL", " AAPL", "AAPL ", "AÄPL", "\u{1B}[2J"])
    func aTextMustBePlain(_ text: String) {
        #expect(denial(open) { $0.contract.symbol = text }?.code == .invalidText)
        #expect(denial(open) { $0.order.tif = TimeInForce(text) }?.code == .invalidText)
        #expect(denial(open) { $0.order.action = OrderAction(text) }?.code == .invalidText)
        let denial = denial(open) { $0.order.algoStrategy = text }
        #expect(denial?.code == .invalidText)
        #expect(denial?.description.utf8.allSatisfy { (0x20...0x7E).contains($0) } == true)
    }

    private static let noPrices: [Double] = [
        .nan, .infinity, -.infinity, 1.7976931348623157e308, 1e300, 1e-300, -1e300,
    ]

    @Test(arguments: noPrices)
    func aPriceMustBeFiniteAndSensible(_ price: Double) {
        var permissions = TradePermissions()
        permissions.orderTypes = [.limit, .stop, .trail]
        let narrow = RiskGate(permissions: permissions, headerReplacesDefaults: true)
        permissions.negativePrices = true
        for gate in [narrow, RiskGate(permissions: permissions, headerReplacesDefaults: true)] {
            #expect(denial(gate) { ($0.order.orderType, $0.order.lmtPrice) = (.limit, price) }?.code == .invalidPrice)
            #expect(denial(gate) { ($0.order.orderType, $0.order.auxPrice) = (.stop, price) }?.code == .invalidPrice)
            let other = denial(gate) { ($0.order.orderType, $0.order.trailStopPrice) = (.trail, price) }
            #expect(other?.code == .invalidPrice)
        }
    }

    @Test(arguments: [0, -0.0, -1, -37.63])
    func pricesOfZeroAndBelowNeedPermission(_ price: Double) {
        #expect(
            denial(open) { ($0.order.orderType, $0.order.lmtPrice) = (.limit, price) }?.code
                == .negativePriceNotPermitted
        )
        var permissions = TradePermissions()
        permissions.negativePrices = true
        let gate = RiskGate(permissions: permissions, headerReplacesDefaults: false)
        #expect(denial(gate) { ($0.order.orderType, $0.order.lmtPrice) = (.limit, price) } == nil)
    }

    @Test(arguments: [("LMT", "lmtPrice"), ("STP", "auxPrice"), ("STP LMT", "lmtPrice")])
    func anOrderTypeNeedsItsPrice(_ type: String, _ field: String) {
        let denial = denial(open) { $0.order.orderType = OrderType(type) }
        #expect(denial?.code == .missingPrice)
        #expect(denial?.message.contains(field) == true)
    }
}
