internal import LuaBridge
internal import Notation
internal import ScriptCheck
internal import TWSWire
internal import Trading

/// Finds a field by the name that a script used: IB's own, an older one, or IbPy's with `m_`.
enum FieldNames {
    /// Names in earlier clients whose field is named differently today, by structure; source: protocol, "IbPy names".
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

    /// Older names that have the same meaning in every message.
    private static let everywhere = ["tickerId": "reqId", "field": "tickType", "requestId": "reqId"]

    /// Returns the index of the field; `nil` if the structure has none with this name.
    static func index(of name: String, in type: any WireStructure.Type) -> Int? {
        if let index = position(of: name, in: type) { return index }
        let plain = name.hasPrefix("m_") ? String(name.dropFirst(2)) : name
        if plain != name, let index = position(of: plain, in: type) { return index }
        guard let current = older[type.structureName]?[plain] ?? everywhere[plain] else { return nil }
        return position(of: current, in: type)
    }

    /// Returns the indices of the fields with these names, in order; `nil` if the structure has none with one of them.
    static func indices(of names: Set<String>, in type: any WireStructure.Type) -> [Int]? {
        var indices: Set<Int> = []
        for name in names {
            guard let index = index(of: name, in: type) else { return nil }
            indices.insert(index)
        }
        return indices.sorted()
    }

    /// Returns the current name of a field; a name that the structure does not have stays as it is.
    static func current(_ name: String, in type: any WireStructure.Type) -> String {
        index(of: name, in: type).map { type.fields[$0].name } ?? name
    }

    /// Returns the names that earlier clients use for a structure's fields.
    static func older(of type: any WireStructure.Type) -> Set<String> {
        let names = Set((older[type.structureName] ?? [:]).keys).union(everywhere.keys)
        return names.filter { index(of: $0, in: type) != nil }.union(["typeName"])
    }

    private static func position(of name: String, in type: any WireStructure.Type) -> Int? {
        type.fields.firstIndex { $0.name == name }
    }

    /// Returns `; did you mean lmtPrice?`, or an empty text.
    static func hint(for name: String, in type: any WireStructure.Type) -> String {
        PythonHabits.hint(forMember: name, of: type.structureName)
            ?? NearestName.hint(for: name, among: type.fields.lazy.map(\.name))
    }

    /// Returns the error for an unknown field name; `path` names the structure as the script knows it.
    static func unknown(_ name: String, of path: String, in type: any WireStructure.Type) -> LuaRaise {
        LuaRaise(message: "\(path).\(ShownText.of(name)): no such field\(hint(for: name, in: type))")
    }
}
