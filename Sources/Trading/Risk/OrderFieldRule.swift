internal import TWSWire

/// Which order fields a script may set, and which key of `[trade]` permits the others.
///
/// Source: reliability, "Recommended limits", row "fields".
enum OrderFieldRule: Sendable {
    /// Open to every script.
    case open
    /// Never permitted to a script, for this reason.
    case closed(String)
    /// Permitted by `algos` for the algorithm that the order names.
    case algorithm
    /// Permitted by `conditions = true`.
    case condition
    /// Permitted by `combos = true`.
    case combination
    /// Permitted by `outside_rth = true`.
    case outsideRth
    /// Permitted by its name in `order_fields`.
    case listed

    /// Fields open to every script.
    static let openFields: Set<String> = [
        "action", "totalQuantity", "orderType", "lmtPrice", "auxPrice", "tif", "goodTillDate", "trailStopPrice",
        "trailingPercent",
    ]

    /// The rule of each field, by index in `Order.fields`.
    static let byPlace: [OrderFieldRule] = Order.fields.map { rule(of: $0.name) }

    /// The fields named in the tables.
    static var named: Set<String> { openFields.union(closedFields.keys) }

    private static let closedFields: [String: String] = {
        var reasons: [String: String] = [:]
        for name in ["parentId", "ocaGroup", "ocaType", "transmit"] { reasons[name] = "bracket() sets it" }
        for name in ["orderId", "clientId", "permId", "orderRef", "parentPermId"] { reasons[name] = "the host sets it" }
        reasons["whatIf"] = "use what_if()"
        for name in ["overridePercentageConstraints", "advancedErrorOverride"] {
            reasons[name] = "it would switch off a protection of TWS"
        }
        for name in [
            "account", "faGroup", "faMethod", "faPercentage", "modelCode", "clearingAccount", "clearingIntent",
            "settlingFirm", "openClose", "origin", "customerAccount", "deltaNeutralClearingAccount",
            "deltaNeutralClearingIntent", "deltaNeutralSettlingFirm", "deltaNeutralOpenClose",
        ] {
            reasons[name] = "a script may not choose accounts or clearing"
        }
        return reasons
    }()

    private static func rule(of name: String) -> OrderFieldRule {
        if openFields.contains(name) { return .open }
        if let reason = closedFields[name] { return .closed(reason) }
        return switch name {
        case "algoStrategy", "algoParams", "algoId": .algorithm
        case "conditions", "conditionsIgnoreRth", "conditionsCancelOrder", "conditionsIncludeOvernight": .condition
        case "orderComboLegs", "smartComboRoutingParams": .combination
        case "outsideRth": .outsideRth
        default: .listed
        }
    }
}
