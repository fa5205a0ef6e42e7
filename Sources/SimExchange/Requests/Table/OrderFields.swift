internal import TWSWire

/// The fields of an order that exclude each other.
enum OrderFields {
    static let exclusions: [FieldExclusion] = [
        row("whatIf", "transmit=false", .previewWithoutTransmit) { $0.order.whatIf && !$0.order.transmit },
        row(
            "lmtPrice",
            "lmtPriceOffset",
            .invalid("You must specify one value: limit price or limit price offset value.")
        ) { isTrailingLimit($0.order) && isSet($0.order.lmtPrice) && isSet($0.order.lmtPriceOffset) },
        row(
            "auxPrice",
            "trailingPercent",
            .invalid("You must specify one value: trailing amount or trailing percent value.")
        ) { isTrailing($0.order) && isSet($0.order.auxPrice) && isSet($0.order.trailingPercent) },
        row(
            "orderComboLegs",
            "NonGuaranteed=0",
            Rejection(10058, "Per-leg prices are for combinations that are not guaranteed.")
        ) {
            $0.contract.secType == .combination && $0.order.orderComboLegs.contains { isSet($0.price) }
                && !$0.order.isNonGuaranteed
        },
        row("BAG", "one leg", Rejection(312, "The combo details are invalid: a combination has two legs at least.")) {
            $0.contract.secType == .combination && $0.contract.comboLegs.count == 1
        },
    ]

    private static func row(
        _ first: String,
        _ second: String,
        _ rejection: Rejection,
        if isViolated: @escaping @Sendable (ClientMessage.PlaceOrder) -> Bool
    ) -> FieldExclusion {
        FieldExclusion(first, second, of: ClientMessage.PlaceOrder.self, rejection, if: isViolated)
    }

    private static func isSet(_ value: Double?) -> Bool { value.map { $0 != 0 } ?? false }

    private static func isTrailing(_ order: Order) -> Bool {
        OrderTypeName.canonical(order.orderType) == .trail || isTrailingLimit(order)
    }

    private static func isTrailingLimit(_ order: Order) -> Bool {
        OrderTypeName.canonical(order.orderType) == .trailLimit
    }
}

extension Order {
    /// Whether the legs of a combination may fill independently.
    var isNonGuaranteed: Bool {
        smartComboRoutingParams.contains { $0.tag == "NonGuaranteed" && $0.value == "1" }
    }
}
