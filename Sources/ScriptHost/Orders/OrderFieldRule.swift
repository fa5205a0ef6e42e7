internal import TWSWire
internal import Trading

/// Which fields of an order a script may set, and which key of `[trade]` opens the others.
///
/// Source: reliability, "Recommended limits", row "fields".
enum OrderFieldRule {
    /// Fields open to every script.
    static let open: Set<String> = [
        "action", "totalQuantity", "orderType", "lmtPrice", "auxPrice", "tif", "goodTillDate", "trailStopPrice",
        "trailingPercent",
    ]

    /// Fields that no script ever sets, with the reason.
    private static let closed: [String: String] = {
        var reasons: [String: String] = [:]
        for name in ["parentId", "ocaGroup", "ocaType", "transmit"] { reasons[name] = "bracket() sets it" }
        for name in ["orderId", "clientId", "permId", "orderRef", "parentPermId"] { reasons[name] = "the host sets it" }
        reasons["whatIf"] = "use what_if()"
        reasons["overridePercentageConstraints"] = "it would switch off a protection of TWS"
        for name in [
            "account", "faGroup", "faMethod", "faPercentage", "faProfile", "modelCode", "clearingAccount",
            "clearingIntent", "settlingFirm", "openClose", "origin",
        ] {
            reasons[name] = "a script may not choose accounts or clearing"
        }
        return reasons
    }()

    private static let algoFields: Set<String> = ["algoStrategy", "algoParams", "algoId"]
    private static let conditionFields: Set<String> = ["conditions", "conditionsIgnoreRth", "conditionsCancelOrder"]
    private static let comboFields: Set<String> = ["orderComboLegs", "smartComboRoutingParams"]

    /// Whether no script ever sets the field, whatever its header says.
    static func isClosed(_ name: String) -> Bool { closed[name] != nil }

    /// Why a script may not set the field; `nil` if it may.
    static func denial(for name: String, in order: Order, _ permissions: TradePermissions?) -> Denial? {
        if open.contains(name) { return nil }
        if let reason = closed[name] {
            return Denial(
                code: .fieldNotPermitted,
                message: "order.\(name): a script may not set it",
                remedy: reason
            )
        }
        if permissions?.orderFields?.contains(name) == true { return nil }
        if algoFields.contains(name) { return algoDenial(name, order, permissions) }
        if conditionFields.contains(name) {
            return permissions?.conditions == true ? nil : closedBy("conditions = true", name)
        }
        if comboFields.contains(name) { return permissions?.combos == true ? nil : closedBy("combos = true", name) }
        if name == "outsideRth" { return permissions?.outsideRth == true ? nil : closedBy("outside_rth = true", name) }
        return closedBy("order_fields = [\"\(name)\"]", name)
    }

    private static func algoDenial(_ name: String, _ order: Order, _ permissions: TradePermissions?) -> Denial? {
        let algos = permissions?.algos ?? []
        if algos.contains(order.algoStrategy) { return nil }
        let wanted = order.algoStrategy.isEmpty ? "" : "\"\(ShownText.of(order.algoStrategy, longest: 40))\""
        return closedBy("algos = [\(wanted)]", name)
    }

    private static func closedBy(_ key: String, _ name: String) -> Denial {
        Denial(
            code: .fieldNotPermitted,
            message: "order.\(name): not permitted without its key in the header",
            remedy: "add \(key) to [trade]"
        )
    }
}

extension Denial.Code {
    /// The script set a field that its header does not open.
    static let fieldNotPermitted = Denial.Code(rawValue: "field_not_permitted")
    /// The contract is a combination, and the header does not open them.
    static let comboNotPermitted = Denial.Code(rawValue: "combo_not_permitted")
}
