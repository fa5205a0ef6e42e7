internal import Notation
package import TWSWire

extension RiskGate {
    /// Why an order with this action is refused; `nil` if it is not.
    package func denial(action: OrderAction) -> Denial? {
        guard action == .buy || action == .sell else {
            let folded = OrderAction(action.text.uppercased())
            let right = folded == .buy || folded == .sell ? folded.text : "BUY or SELL"
            return Denial(
                code: .invalidAction,
                message: "order.action: \(QuotedText.of(action.text)) is not an action",
                remedy: "write \(right)"
            )
        }
        guard limits.sides.contains(action) else {
            return Denial(
                code: .sideNotPermitted,
                message: "order.action: \(action) is not permitted",
                limit: Self.listed("sides", limits.sides.map(\.text)),
                remedy: "add \(action) to sides in [trade]"
            )
        }
        return nil
    }

    /// Why an order of this type is refused; `nil` if it is not.
    package func denial(orderType: OrderType) -> Denial? {
        guard !limits.orderTypes.contains(orderType) else { return nil }
        let shown = QuotedText.of(orderType.text)
        if !orderType.isKnown, let meant = OrderType(calledElsewhere: orderType.text) {
            return Denial(
                code: .orderTypeNotPermitted,
                message: "order.orderType: \(shown) is not an order type of IB",
                remedy: "write \(meant.text)"
            )
        }
        let folded = orderType.text.uppercased()
        let permitted = limits.orderTypes.map(\.text)
        let alike =
            folded != orderType.text && permitted.contains(folded)
            ? folded : NearestName.best(for: folded, among: permitted.filter { $0.count > 3 })
        return Denial(
            code: .orderTypeNotPermitted,
            message: "order.orderType: \(shown) is not permitted",
            limit: Self.listed("order_types", permitted),
            remedy: alike.map { "write \($0)" } ?? opening(of: orderType)
        )
    }

    /// What permits an order type: the header or, if the header already does, a person.
    private func opening(of type: OrderType) -> String {
        permissions?.orderTypes?.contains(type) == true
            ? "use one of them; \(Self.personOpens("order_types"))"
            : "use one of them, or add the type to order_types in [trade]"
    }

    /// Says that a person has to open what the header asks for.
    static func personOpens(_ key: String) -> String {
        "the header asks for it, but outside the simulator a person has to open it too: \(key) in the account's limits file"
    }

    /// Why an order with this time in force is refused; `nil` if it is not.
    package func denial(timeInForce tif: TimeInForce) -> Denial? {
        let meant = tif == .unset ? TimeInForce.day : tif
        guard !limits.timesInForce.contains(meant) else { return nil }
        let permitted = limits.timesInForce.map(\.text)
        let shown = QuotedText.of(meant.text)
        return Denial(
            code: .timesInForce,
            message: tif == .unset
                ? "order.tif: an order without tif is \(shown), which is not permitted"
                : "order.tif: \(shown) is not permitted",
            limit: Self.listed("tifs", permitted),
            remedy: permitted.contains(tif.text.uppercased())
                ? "write \(tif.text.uppercased())"
                : "use one of them, or add \(QuotedText.plain(meant.text)) to tifs where the mode permits it"
        )
    }

    static func listed(_ key: String, _ values: [String]) -> String {
        "\(key) = [" + values.prefix(20).map(QuotedText.of).joined(separator: ", ")
            + (values.count > 20 ? ", …]" : "]")
    }

    static func plain(_ value: Double) -> String {
        Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
