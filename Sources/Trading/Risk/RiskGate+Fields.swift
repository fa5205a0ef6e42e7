internal import Notation
internal import TWSWire

extension RiskGate {
    /// Every field that the script has named or changed must be open to it.
    ///
    /// What the script names is taken at its word only to refuse more: `changes` are the fields that do differ.
    func checkFields(_ new: Intent.NewOrder, _ changes: [Int]) -> Denial? {
        for place in changes {
            if let denial = denial(for: place, in: new.order) { return denial }
        }
        for place in new.named where Order.fields.indices.contains(place) {
            // A field that is given the value it has anyway is no matter of permission, unless it is never a script's.
            guard case .closed = OrderFieldRule.byPlace[place] else { continue }
            if let denial = denial(for: place, in: new.order) { return denial }
        }
        return nil
    }

    /// The offset that a trailing stop limit cannot do without; other types have no use for it.
    private static let limitOffset = "lmtPriceOffset"

    /// Why a script may not set a field of an order, whatever the value; `nil` if it may, and for a name that no field has.
    package func denial(field name: String) -> Denial? {
        guard let place = Order.index(of: name) else { return nil }
        // The order's type decides, which is not known here.
        if name == Self.limitOffset { return nil }
        var order = Order()
        order.algoStrategy = (permissions ?? opened)?.algos?.first ?? ""
        return denial(for: place, in: order)
    }

    private func denial(for place: Int, in order: Order) -> Denial? {
        let rule = OrderFieldRule.byPlace[place]
        if case .open = rule { return nil }
        let name = Order.fields[place].name
        if name == Self.limitOffset, order.orderType == .trailLimit { return nil }
        if case .closed(let reason) = rule {
            return Denial(
                code: .fieldNotPermitted,
                message: "order.\(name): a script may not set it",
                remedy: reason
            )
        }
        if (permissions ?? opened)?.orderFields?.contains(name) == true { return nil }
        guard let key = keyThatOpens(rule, name, order) else { return nil }
        return Denial(
            code: .fieldNotPermitted,
            message: "order.\(name): not permitted without its key in the header",
            remedy: "add \(key) to [trade]"
        )
    }

    /// The key that would open the field; `nil` where it is open.
    private func keyThatOpens(_ rule: OrderFieldRule, _ name: String, _ order: Order) -> String? {
        switch rule {
        case .open, .closed: return nil
        case .algorithm:
            guard (permissions ?? opened)?.algos?.contains(order.algoStrategy) != true else { return nil }
            return "algos = [\(order.algoStrategy.isEmpty ? "" : QuotedText.of(order.algoStrategy))]"
        case .condition: return (permissions ?? opened)?.conditions == true ? nil : "conditions = true"
        case .combination: return (permissions ?? opened)?.combos == true ? nil : "combos = true"
        case .outsideRth: return (permissions ?? opened)?.outsideRth == true ? nil : "outside_rth = true"
        case .listed: return "order_fields = [\"\(name)\"]"
        }
    }
}
