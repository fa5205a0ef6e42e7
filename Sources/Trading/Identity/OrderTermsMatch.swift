internal import TWSWire

/// Decides whether a script's request matches an earlier order: the same key must not stand for two different orders.
enum OrderTermsMatch {
    /// Fields that make two orders different if either sets them.
    private static let main: Set<String> = [
        "action", "totalQuantity", "cashQty", "orderType", "lmtPrice", "auxPrice", "tif", "goodTillDate",
        "trailStopPrice", "trailingPercent",
    ]

    /// Fields that only the desk sets.
    private static let ours: Set<String> = [
        "account", "orderRef", "parentId", "transmit", "orderId", "permId", "clientId", "ocaGroup", "ocaType",
    ]

    /// Whether an order that TWS or the journal knows has the requested terms.
    ///
    /// TWS fills in what the script left out, so apart from the main terms only the fields that the script set are
    /// compared.
    static func isSame(_ asked: Intent.NewOrder, _ contract: Contract, _ known: Order) -> Bool {
        guard isSame(asked.contract, contract) else { return false }
        let order = asked.order
        // TWS has not reported the terms of an order known only from its executions.
        guard known.orderType != .unset else { return order.action == known.action }
        let written = Set(order.differingFields(from: Order()))
        for (index, field) in Order.fields.enumerated() where !ours.contains(field.name) {
            guard main.contains(field.name) || written.contains(index) else { continue }
            guard text(order.value(at: index), field.name) == text(known.value(at: index), field.name) else {
                return false
            }
        }
        return true
    }

    /// Whether two descriptions may mean the same instrument; one may name less than the other.
    private static func isSame(_ left: Contract, _ right: Contract) -> Bool {
        if left.conId != 0, right.conId != 0 { return left.conId == right.conId }
        func agree(_ left: String, _ right: String) -> Bool { left.isEmpty || right.isEmpty || left == right }
        guard left.comboLegs == right.comboLegs || left.comboLegs.isEmpty || right.comboLegs.isEmpty else {
            return false
        }
        return agree(left.symbol, right.symbol) && agree(left.secType.text, right.secType.text)
            && agree(left.currency, right.currency) && agree(left.right.text, right.right.text)
            && agree(
                String(left.lastTradeDateOrContractMonth.prefix(8)),
                String(right.lastTradeDateOrContractMonth.prefix(8))
            )
            && (left.strike ?? 0) == (right.strike ?? 0)
    }

    /// A value normalized so that TWS's different ways of saying nothing compare equal.
    private static func text(_ value: FieldValue, _ field: String) -> String {
        switch value {
        case .absent: field == "tif" ? "DAY" : ""
        case .integer(let number): number == 0 ? "" : "\(number)"
        case .double(let number): number == 0 ? "" : "\(number)"
        case .decimal(let number): number == .zero ? "" : "\(number.normalized)"
        case .bool(let flag): flag ? "true" : ""
        case .string(let text): text
        case .structure(let structure): "\(structure)"
        case .list(let list): list.isEmpty ? "" : list.map { Self.text($0, field) }.joined(separator: " ")
        }
    }
}
