import TWSWire
import Testing

@testable import Trading

@Suite("Which fields of an order a script may set")
struct OrderFieldTests {
    // Worked out by hand from the design: reliability, "Recommended limits", row "fields".
    private static let open: Set<String> = [
        "action", "totalQuantity", "orderType", "lmtPrice", "auxPrice", "tif", "goodTillDate", "trailStopPrice",
        "trailingPercent",
    ]
    private static let closed: Set<String> = [
        "parentId", "ocaGroup", "ocaType", "transmit", "orderId", "clientId", "permId", "orderRef", "parentPermId",
        "whatIf", "overridePercentageConstraints", "advancedErrorOverride", "account", "customerAccount", "faGroup",
        "faMethod", "faPercentage", "modelCode", "clearingAccount", "clearingIntent", "settlingFirm", "openClose",
        "origin", "deltaNeutralClearingAccount", "deltaNeutralClearingIntent", "deltaNeutralSettlingFirm",
        "deltaNeutralOpenClose",
    ]
    private static let keys: [String: String] = [
        "algoStrategy": "algos", "algoParams": "algos", "algoId": "algos",
        "conditions": "conditions = true", "conditionsIgnoreRth": "conditions = true",
        "conditionsCancelOrder": "conditions = true", "conditionsIncludeOvernight": "conditions = true",
        "orderComboLegs": "combos = true", "smartComboRoutingParams": "combos = true",
        "outsideRth": "outside_rth = true",
    ]
    private static let names = Order.fields.map(\.name)

    @Test("The order of the protocol has 149 fields, and the rules name no other")
    func tables() {
        #expect(Self.names.count == 149)
        #expect(Self.open.union(Self.closed).union(Self.keys.keys).isSubset(of: Self.names))
        #expect(OrderFieldRule.named.isSubset(of: Self.names))
    }

    @Test("Without a header nine fields are open, all others are not", arguments: names)
    func withoutHeader(_ name: String) throws {
        let denial = try denial(name, TradePermissions())
        #expect((denial == nil) == Self.open.contains(name))
        if denial != nil { #expect(denial?.code == .fieldNotPermitted) }
    }

    @Test("Its key opens a field; none opens a closed one", arguments: names)
    func withKey(_ name: String) throws {
        var permissions = TradePermissions()
        switch Self.keys[name] {
        case "algos": permissions.algos = ["Adaptive"]
        case "conditions = true": permissions.conditions = true
        case "combos = true": permissions.combos = true
        case "outside_rth = true": permissions.outsideRth = true
        default: permissions.orderFields = [name]
        }
        #expect((try denial(name, permissions) == nil) == !Self.closed.contains(name))
    }

    @Test("Every key but its own leaves a field closed, and the denial names its own", arguments: names)
    func otherKeys(_ name: String) throws {
        guard !Self.open.contains(name), !Self.closed.contains(name) else { return }
        var permissions = TradePermissions()
        permissions.orderFields = Self.names.filter { $0 != name }
        if Self.keys[name] != "algos" { permissions.algos = ["Adaptive"] }
        permissions.conditions = Self.keys[name] != "conditions = true"
        permissions.combos = Self.keys[name] != "combos = true"
        permissions.outsideRth = Self.keys[name] != "outside_rth = true"
        let denial = try #require(try denial(name, permissions))
        #expect(denial.remedy.contains(Self.keys[name] ?? "order_fields = [\"\(name)\"]"))
    }

    @Test("A closed field is refused also where it is only named, with its default value", arguments: names)
    func named(_ name: String) throws {
        let gate = RiskGate(permissions: nil, headerReplacesDefaults: true)
        let new = DeskFixture.order { $0.named = [Order.index(of: name) ?? -1] }
        let isRefused = gate.check(new, over: Order(), RiskGate.Knowledge())?.code == .fieldNotPermitted
        #expect(isRefused == Self.closed.contains(name))
    }

    @Test("Places that no field has are no way around", arguments: [-1, 149, Int.max, Int.min])
    func strangePlaces(_ place: Int) {
        let gate = RiskGate(permissions: nil, headerReplacesDefaults: true)
        let new = DeskFixture.order { ($0.order.hidden, $0.named) = (true, [place]) }
        #expect(gate.check(new, over: Order(), RiskGate.Knowledge())?.code == .fieldNotPermitted)
    }

    @Test("An algorithm is open by its name only, its parameters with it")
    func algorithms() {
        var permissions = TradePermissions()
        permissions.algos = ["Adaptive"]
        let gate = RiskGate(permissions: permissions, headerReplacesDefaults: true)
        var parameter = TagValue()
        (parameter.tag, parameter.value) = ("adaptivePriority", "Normal")
        for (name, isOpen) in [("Adaptive", true), ("Twap", false), ("adaptive", false), ("", false)] {
            let new = DeskFixture.order { ($0.order.algoStrategy, $0.order.algoParams) = (name, [parameter]) }
            let denial = gate.check(new, over: Order(), RiskGate.Knowledge())
            #expect((denial == nil) == isOpen, "\(name)")
        }
    }

    @Test("A number that is none is a change, and refused")
    func notANumber() {
        var permissions = TradePermissions()
        permissions.orderFields = ["discretionaryAmt", "percentOffset", "volatility"]
        let gate = RiskGate(permissions: permissions, headerReplacesDefaults: true)
        for value in [Double.nan, .infinity, -.infinity] {
            for field in [\Order.percentOffset, \Order.volatility, \Order.lmtPrice] {
                let new = DeskFixture.order { $0.order[keyPath: field] = value }
                // Two NaN are never equal: the base does not hide it.
                for base in [Order(), new.order] where base.lmtPrice == nil || value.isNaN {
                    #expect(gate.check(new, over: base, RiskGate.Knowledge())?.code == .invalidPrice)
                }
            }
        }
    }

    /// Why an order is refused that differs from the plain one in this field alone.
    private func denial(_ name: String, _ permissions: TradePermissions) throws -> Denial? {
        let gate = RiskGate(permissions: permissions, headerReplacesDefaults: true)
        let place = try #require(Order.index(of: name))
        var base = Order()
        if permissions.algos != nil { base.algoStrategy = name == "algoStrategy" ? "" : "Adaptive" }
        var order = base
        try order.set(Self.other(than: base.value(at: place), of: Order.fields[place].type), at: place)
        #expect(order.differingFields(from: base) == [place])
        let new = Intent.NewOrder(contract: Contract(), order: order, named: [place])
        return gate.checkFields(new, [place])
    }

    private static func other(than value: FieldValue, of type: FieldType) -> FieldValue {
        switch type {
        case .int, .long:
            if case .integer(let value) = value { .integer(value + 1) } else { .integer(1) }
        case .double: .double(1.5)
        case .decimal: .decimal(5)
        case .string: .string("Adaptive")
        case .bool: if case .bool(true) = value { .bool(false) } else { .bool(true) }
        case .structure: .structure(softDollarTier)
        case .list(.structure(let type)): .list([.structure(type.init())])
        case .list: .list([.integer(1)])
        }
    }

    private static let softDollarTier: SoftDollarTier = {
        var tier = SoftDollarTier()
        tier.name = "tier"
        return tier
    }()
}
