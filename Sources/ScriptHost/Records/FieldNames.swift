internal import LuaBridge
internal import Notation
internal import TWSWire
internal import Trading

/// Finds a field by the name that a script used: IB's own, an older one, or IbPy's with `m_`.
enum FieldNames {
    /// Names of earlier clients whose field has another one today, by structure; source: protocol, "IbPy names".
    private static let older: [String: [String: String]] = [
        "Contract": [
            "expiry": "lastTradeDateOrContractMonth", "primaryExch": "primaryExchange",
            "underComp": "deltaNeutralContract",
        ],
        "ContractDetails": ["summary": "contract"],
        "OrderState": [
            "initMargin": "initMarginAfter", "maintMargin": "maintMarginAfter",
            "equityWithLoan": "equityWithLoanAfter", "commission": "commissionAndFees",
            "minCommission": "minCommissionAndFees", "maxCommission": "maxCommissionAndFees",
            "commissionCurrency": "commissionAndFeesCurrency",
        ],
        "commissionAndFeesReport": ["commission": "commissionAndFees"],
        "deltaNeutralValidation": ["underComp": "deltaNeutralContract"],
        "error": ["id": "reqId", "errorMsg": "errorString"],
        "position": ["pos": "position"],
        "Bar": ["count": "barCount", "WAP": "wap"],
        "realtimeBar": ["WAP": "wap"],
        "updateNewsBulletin": ["message": "newsMessage", "origExchange": "originExch"],
    ]

    /// Older names that mean the same in every message.
    private static let everywhere = ["tickerId": "reqId", "field": "tickType", "requestId": "reqId"]

    /// Position of the field; `nil` when the structure has none of that name.
    static func index(of name: String, in type: any WireStructure.Type) -> Int? {
        if let index = position(of: name, in: type) { return index }
        let plain = name.hasPrefix("m_") ? String(name.dropFirst(2)) : name
        if plain != name, let index = position(of: plain, in: type) { return index }
        guard let current = older[type.structureName]?[plain] ?? everywhere[plain] else { return nil }
        return position(of: current, in: type)
    }

    /// The names of a structure's fields that earlier clients use.
    static func older(of type: any WireStructure.Type) -> Set<String> {
        Set((older[type.structureName] ?? [:]).keys).union(everywhere.keys)
    }

    private static func position(of name: String, in type: any WireStructure.Type) -> Int? {
        type.fields.firstIndex { $0.name == name }
    }

    /// `; did you mean lmtPrice?`, or nothing.
    static func hint(for name: String, in type: any WireStructure.Type) -> String {
        NearestName.hint(for: name, among: type.fields.lazy.map(\.name))
    }

    /// The error for a name that no field has; `path` names the structure as the script knows it.
    static func unknown(_ name: String, of path: String, in type: any WireStructure.Type) -> LuaRaise {
        LuaRaise(message: "\(path).\(ShownText.of(name)): no such field\(hint(for: name, in: type))")
    }
}
