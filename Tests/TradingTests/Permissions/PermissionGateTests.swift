internal import Testing

@testable internal import Trading

@Suite struct PermissionGateTests {
    private static func permissions() -> TradePermissions {
        var permissions = TradePermissions()
        permissions.symbols = ["AAPL", "BRK B"]
        permissions.sides = ["BUY"]
        permissions.orderTypes = ["MKT", "LMT"]
        permissions.maxOrderQuantity = 500
        return permissions
    }

    private let gate = PermissionGate(permissions: Self.permissions(), headerReplacesDefaults: true)
    private let open = PermissionGate(permissions: nil, headerReplacesDefaults: true)
    private let fair = OrderRequestFacts(symbol: "AAPL", action: "BUY", orderType: "MKT", totalQuantity: "100")

    private func denial(
        _ gate: PermissionGate,
        _ change: (inout OrderRequestFacts) -> Void
    ) -> Denial? {
        var facts = fair
        change(&facts)
        return gate.check(facts)
    }

    @Test func aFairOrderPasses() {
        #expect(gate.check(fair) == nil)
        #expect(denial(gate) { $0.symbol = "BRK B" } == nil)
        #expect(denial(gate) { $0.totalQuantity = "500" } == nil)
        #expect(denial(gate) { $0.totalQuantity = "500.000" } == nil)
        #expect(open.check(fair) == nil)
        #expect(denial(open) { $0.action = "SELL" } == nil)
    }

    @Test(arguments: [
        "nan", "NaN", "inf", "-inf", "", "0", "0.0", "-0", "-1", "1e3", " 5", "5 ", "0x10", "true", "1e-9",
    ])
    func aQuantityMustBeANumberAboveZero(_ text: String) {
        #expect(denial(gate) { $0.totalQuantity = text }?.code == .invalidQuantity)
        #expect(denial(open) { $0.totalQuantity = text }?.code == .invalidQuantity)
    }

    @Test(arguments: ["501", "500.00000000000000000001", "9007199254740993", "2147483647"])
    func aQuantityAboveTheLimitIsDenied(_ text: String) {
        #expect(denial(gate) { $0.totalQuantity = text }?.code == .quantityOverLimit)
    }

    @Test func withoutTradeTheDefaultQuantityHolds() {
        #expect(denial(open) { $0.totalQuantity = "10000" } == nil)
        let denial = denial(open) { $0.totalQuantity = "10001" }
        #expect(denial?.code == .quantityOverLimit)
        #expect(denial?.limit == "max_order_qty = 10000")
    }

    @Test func aHeaderReplacesDefaultsOnTheSimulatorOnly() {
        var wide = TradePermissions()
        wide.maxOrderQuantity = 50_000
        wide.orderTypes = ["TRAIL", "MKT"]
        let simulator = PermissionGate(permissions: wide, headerReplacesDefaults: true)
        let paper = PermissionGate(permissions: wide, headerReplacesDefaults: false)
        #expect(denial(simulator) { $0.totalQuantity = "50000" } == nil)
        #expect(denial(paper) { $0.totalQuantity = "10001" }?.code == .quantityOverLimit)
        #expect(simulator.limits.orderTypes == ["TRAIL", "MKT"])
        #expect(paper.limits.orderTypes == ["MKT"])
    }

    @Test func fractionsNeedPermission() {
        #expect(denial(gate) { $0.totalQuantity = "0.5" }?.code == .fractionalNotPermitted)
        var permissions = Self.permissions()
        permissions.fractional = true
        let fractional = PermissionGate(permissions: permissions, headerReplacesDefaults: false)
        #expect(denial(fractional) { $0.totalQuantity = "0.5" } == nil)
        #expect(denial(fractional) { $0.totalQuantity = "500.5" }?.code == .quantityOverLimit)
    }

    @Test(arguments: [("buy", "BUY"), ("Sell", "SELL"), ("SSHORT", "BUY or SELL"), ("", "BUY or SELL")])
    func anActionIsExactlyBuyOrSell(_ action: String, _ named: String) {
        let denial = denial(open) { $0.action = action }
        #expect(denial?.code == .invalidAction)
        #expect(denial?.remedy == "write \(named)")
    }

    @Test func aSideOutsideThePermissionIsDenied() {
        let denial = denial(gate) { $0.action = "SELL" }
        #expect(denial?.code == .sideNotPermitted)
        #expect(denial?.description.contains("sides = [\"BUY\"]") == true)
    }

    @Test(arguments: ["MSFT", "aapl", "", "AAPL.B"])
    func aSymbolOutsideThePermissionIsDenied(_ symbol: String) {
        #expect(denial(gate) { $0.symbol = symbol }?.code == .symbolNotPermitted)
    }

    @Test func theRightSpellingIsNamed() {
        #expect(denial(gate) { $0.symbol = "aapl" }?.remedy == "write AAPL")
        #expect(denial(gate) { $0.orderType = "lmt" }?.remedy == "write LMT")
        #expect(denial(open) { $0.orderType = "STPLMT" }?.remedy == "write STP LMT")
    }

    @Test func emptyListsPermitNothing() {
        var none = TradePermissions()
        none.symbols = []
        #expect(
            PermissionGate(permissions: none, headerReplacesDefaults: true).check(fair)?.code == .symbolNotPermitted
        )
        none.symbols = nil
        none.sides = []
        #expect(PermissionGate(permissions: none, headerReplacesDefaults: true).check(fair)?.code == .sideNotPermitted)
    }

    @Test(arguments: ["TRAIL", "STP", "", "MIDPRICE"])
    func anOrderTypeOutsideThePermissionIsDenied(_ type: String) {
        #expect(denial(gate) { $0.orderType = type }?.code == .orderTypeNotPermitted)
    }

    @Test(arguments: ["AAPL\0", "AA\nPL", "AA\u{7F}PL", " AAPL", "AAPL ", "AÄPL", "\u{1B}[2J"])
    func aTextMustBePlain(_ text: String) {
        #expect(denial(open) { $0.symbol = text }?.code == .invalidText)
        #expect(denial(open) { $0.tif = text }?.code == .invalidText)
        #expect(denial(open) { $0.action = text }?.code == .invalidText)
        let denial = denial(open) { $0.otherTexts = [.init(name: "order.orderRef", value: text)] }
        #expect(denial?.code == .invalidText)
        #expect(denial?.description.utf8.allSatisfy { (0x20...0x7E).contains($0) } == true)
    }

    private static let noPrices: [Double] = [
        .nan, .infinity, -.infinity, 1.7976931348623157e308, 1e300, 1e-300, -1e300,
    ]

    @Test(arguments: noPrices)
    func aPriceMustBeFiniteAndSensible(_ price: Double) {
        var permissions = TradePermissions()
        permissions.negativePrices = true
        for gate in [open, PermissionGate(permissions: permissions, headerReplacesDefaults: true)] {
            #expect(denial(gate) { ($0.orderType, $0.lmtPrice) = ("LMT", price) }?.code == .invalidPrice)
            #expect(denial(gate) { $0.auxPrice = price }?.code == .invalidPrice)
            let other = denial(gate) { $0.otherPrices = [.init(name: "trailStopPrice", value: price)] }
            #expect(other?.code == .invalidPrice)
        }
    }

    @Test(arguments: [0, -0.0, -1, -37.63])
    func pricesOfZeroAndBelowNeedPermission(_ price: Double) {
        #expect(denial(open) { ($0.orderType, $0.lmtPrice) = ("LMT", price) }?.code == .negativePriceNotPermitted)
        var permissions = TradePermissions()
        permissions.negativePrices = true
        let gate = PermissionGate(permissions: permissions, headerReplacesDefaults: false)
        #expect(denial(gate) { ($0.orderType, $0.lmtPrice) = ("LMT", price) } == nil)
    }

    @Test(arguments: [("LMT", "lmtPrice"), ("STP", "auxPrice"), ("STP LMT", "lmtPrice")])
    func anOrderTypeNeedsItsPrice(_ type: String, _ field: String) {
        let denial = denial(open) { $0.orderType = type }
        #expect(denial?.code == .missingPrice)
        #expect(denial?.message.contains(field) == true)
    }
}

@Suite struct TradePermissionsTests {
    @Test func keysNotEnforcedAreReported() {
        var permissions = TradePermissions()
        permissions.symbols = ["AAPL"]
        permissions.maxNotional = 150_000
        permissions.maxOrdersPerMinute = 5
        permissions.onStop = .leave
        #expect(permissions.notEnforcedKeys == [.maxNotional, .maxOrdersPerMinute])
        permissions.onStop = .cancelEntries
        #expect(permissions.notEnforcedKeys.contains(.onStop) == !OnStop.enforced.contains(.cancelEntries))
    }

    @Test func everyKeyIsSeenWhenPresent() {
        var all = TradePermissions()
        #expect(all.presentKeys.isEmpty)
        (all.symbols, all.sides, all.orderTypes, all.algos, all.orderFields) = ([], [], [], [], [])
        (all.maxOrderQuantity, all.maxNotional, all.maxOrdersPerMinute, all.onStop) = (1, 1, 1, .leave)
        (all.short, all.fractional, all.negativePrices, all.allowRepeat) = (false, false, false, false)
        (all.conditions, all.combos, all.outsideRth) = (false, false, false)
        #expect(all.presentKeys == TradePermissions.Key.allCases)
        let enforced = TradePermissions.enforcedKeys
        #expect(Set(all.notEnforcedKeys) == Set(TradePermissions.Key.allCases).subtracting(enforced))
    }
}
