internal import Notation
internal import TWSWire

extension RiskGate {
    /// Checks that the script may set every field that it named or changed.
    ///
    /// What the script names can only cause more refusals: `changes` holds the fields that actually differ.
    func checkFields(_ new: Intent.NewOrder, _ changes: [Int]) -> Denial? {
        for place in changes {
            if let denial = denial(for: place, in: new.order) { return denial }
        }
        for place in new.named where Order.fields.indices.contains(place) {
            // Setting a field to the value it already has needs no permission, unless the field is never a script's.
            guard case .closed = OrderFieldRule.byPlace[place] else { continue }
            if let denial = denial(for: place, in: new.order) { return denial }
        }
        return nil
    }

    /// The offset that a trailing stop limit order requires and other types do not use.
    private static let limitOffset = "lmtPriceOffset"

    /// Why a script may not set an order field to any value; `nil` if it may, and for an unknown field name.
    package func denial(field name: String) -> Denial? {
        guard let place = Order.index(of: name) else { return nil }
        // This depends on the order's type, which is unknown here.
        if name == Self.limitOffset { return nil }
        var order = Order()
        order.algoStrategy = (permissions ?? opened)?.algos?.first ?? ""
        return denial(for: place, in: order)
    }

    /// Why a script may not use an algorithm; `nil` if it may.
    package func denial(algorithm name: String) -> Denial? {
        guard let place = Order.index(of: "algoStrategy") else { return nil }
        var order = Order()
        order.algoStrategy = name
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

    /// The key that would permit the field; `nil` if it is open.
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
