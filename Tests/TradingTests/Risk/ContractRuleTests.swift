import TWSWire
import Testing

@testable import Trading

@Suite("Which contracts a script may trade")
struct ContractRuleTests {
    /// 1 is AAPL, 2 is MSFT, 3 is IBM.
    private func denial(combos: Bool = false, _ change: (inout Contract) -> Void) -> Denial? {
        var permissions = TradePermissions()
        permissions.symbols = ["AAPL", "MSFT"]
        permissions.combos = combos
        var knowledge = RiskGate.Knowledge()
        for (symbol, conId) in [("AAPL", 1), ("MSFT", 2), ("IBM", 3)] { knowledge.learn(symbol, of: conId) }
        let gate = RiskGate(permissions: permissions, headerReplacesDefaults: true)
        return gate.check(DeskFixture.order { change(&$0.contract) }, over: Order(), knowledge)
    }

    private static func leg(_ conId: Int) -> ComboLeg {
        var leg = ComboLeg()
        (leg.conId, leg.ratio, leg.action, leg.exchange) = (conId, 1, .buy, "SMART")
        return leg
    }

    @Test(
        "An id is taken for its symbol's only where TWS has said so",
        arguments: [(1, true), (2, false), (3, false), (9, false)]
    )
    func ids(_ conId: Int, _ isOpen: Bool) {
        #expect((denial { $0.conId = conId } == nil) == isOpen)
    }

    @Test("Other identifiers do not stand for another instrument")
    func identifiers() {
        #expect(denial { $0.localSymbol = "IBM" }?.code == .symbolNotPermitted)
        #expect(denial { ($0.secIdType, $0.secId) = ("ISIN", "US4592001014") }?.code == .symbolNotPermitted)
        #expect(denial { $0.localSymbol = "AAPL" } == nil)
        #expect(denial { ($0.conId, $0.localSymbol) = (1, "AAPL  260220C00190000") } == nil)
    }

    @Test("A combination needs its key, in whatever form it comes")
    func combinations() {
        #expect(denial { $0.secType = .combination }?.code == .comboNotPermitted)
        #expect(denial { $0.comboLegs = [Self.leg(1)] }?.code == .comboNotPermitted)
        #expect(denial { $0.deltaNeutralContract = DeltaNeutralContract() }?.code == .comboNotPermitted)
    }

    @Test(
        "Every leg must be known to be of a permitted symbol",
        arguments: [([1, 2], true), ([1], true), ([1, 3], false), ([3], false), ([1, 9], false), ([0], false)]
    )
    func legs(_ conIds: [Int], _ isOpen: Bool) {
        let denial = denial(combos: true) { contract in
            contract.secType = .combination
            contract.comboLegs = conIds.map(Self.leg)
        }
        #expect(denial?.code == (isOpen ? nil : .symbolNotPermitted))
    }

    @Test("So must the hedge of a delta-neutral combination", arguments: [(1, true), (3, false)])
    func hedge(_ conId: Int, _ isOpen: Bool) {
        let denial = denial(combos: true) { contract in
            var hedge = DeltaNeutralContract()
            hedge.conId = conId
            contract.deltaNeutralContract = hedge
        }
        #expect((denial == nil) == isOpen)
    }

    @Test("Texts and numbers are checked however deep they stand")
    func depth() {
        let deep: [(String, (inout Intent.NewOrder) -> Void)] = [
            ("contract.comboLegs[2].exchange", { $0.contract.comboLegs = [Self.leg(1), Self.odd("exchange")] }),
            ("contract.comboLegs[1].designatedLocation", { $0.contract.comboLegs = [Self.odd("designatedLocation")] }),
            ("order.algoParams[1].tag", { $0.order.algoParams = [Self.odd("tag")] }),
            ("order.algoParams[1].value", { $0.order.algoParams = [Self.odd("value")] }),
            ("order.smartComboRoutingParams[1].value", { $0.order.smartComboRoutingParams = [Self.odd("value")] }),
            ("order.orderMiscOptions[1].value", { $0.order.orderMiscOptions = [Self.odd("value")] }),
            ("order.conditions[1].time", { $0.order.conditions = [Self.odd("time")] }),
            ("order.conditions[1].exchange", { $0.order.conditions = [Self.odd("exchange")] }),
            ("order.softDollarTier.val", { $0.order.softDollarTier = Self.odd("val") }),
        ]
        for (path, change) in deep {
            let denial = Self.anything.check(DeskFixture.order(change), over: Order(), RiskGate.Knowledge())
            #expect(denial?.code == .invalidText, "\(path)")
            #expect(denial?.message.hasPrefix("\(path): ") == true, "\(denial?.message ?? "")")
        }
    }

    @Test("So are numbers", arguments: [Double.nan, .infinity, -.infinity])
    func numbers(_ value: Double) {
        let deep: [(String, (inout Intent.NewOrder) -> Void)] = [
            ("contract.strike", { $0.contract.strike = value }),
            (
                "order.orderComboLegs[1].price",
                { new in
                    var leg = OrderComboLeg()
                    leg.price = value
                    new.order.orderComboLegs = [leg]
                }
            ),
            (
                "order.conditions[1].price",
                { new in
                    var condition = OrderCondition()
                    condition.price = value
                    new.order.conditions = [condition]
                }
            ),
        ]
        for (path, change) in deep {
            let denial = Self.anything.check(DeskFixture.order(change), over: Order(), RiskGate.Knowledge())
            #expect(denial?.code == .invalidPrice, "\(path)")
            #expect(denial?.message.hasPrefix("\(path): ") == true, "\(denial?.message ?? "")")
        }
    }

    /// A header that opens every field that a header can.
    private static let anything: RiskGate = {
        var permissions = TradePermissions()
        permissions.orderFields = Order.fields.map(\.name)
        (permissions.combos, permissions.conditions) = (true, true)
        return RiskGate(permissions: permissions, headerReplacesDefaults: true)
    }()

    /// A structure with a NUL in one of its texts.
    private static func odd<Structure: WireStructure>(_ field: String) -> Structure {
        var structure = Structure()
        guard let place = Structure.index(of: field) else { return structure }
        #expect(throws: Never.self) { try structure.set(.string("a\0b"), at: place) }
        return structure
    }
}
