internal import TWSWire

/// The price fields that an order type may have.
enum OrderPrice: String, CaseIterable, Sendable {
    case lmtPrice, auxPrice, trailStopPrice, trailingPercent

    /// The price in an order; `nil` when it is absent.
    func value(in order: Order) -> Double? {
        switch self {
        case .lmtPrice: order.lmtPrice
        case .auxPrice: order.auxPrice
        case .trailStopPrice: order.trailStopPrice
        case .trailingPercent: order.trailingPercent
        }
    }
}

/// Which prices an order type needs and takes; source: protocol, "Order types".
struct OrderPriceUse: Sendable {
    /// Prices that it cannot do without.
    let needed: [OrderPrice]
    /// Prices that it takes, those it needs included.
    let taken: [OrderPrice]

    private init(_ needed: [OrderPrice], optional: [OrderPrice] = []) {
        self.needed = needed
        taken = needed + optional
    }

    /// The use of a type; `nil` for types that are not known here: TWS judges them.
    static func of(_ type: OrderType) -> OrderPriceUse? {
        switch type {
        case .market, .marketOnClose: none
        case .limit, .limitOnClose: limit
        case .stop, .marketIfTouched: trigger
        case .stopLimit, .limitIfTouched: both
        case .trail: trail
        default: nil
        }
    }

    private static let none = OrderPriceUse([])
    private static let limit = OrderPriceUse([.lmtPrice])
    private static let trigger = OrderPriceUse([.auxPrice])
    private static let both = OrderPriceUse([.lmtPrice, .auxPrice])
    private static let trail = OrderPriceUse([], optional: [.auxPrice, .trailStopPrice, .trailingPercent])

    /// The prices of the type, for an error's next step.
    func remedy(for type: String) -> String {
        let names = taken.map(\.rawValue).sorted()
        return names.isEmpty ? "leave it out" : "a \(type) order takes " + names.joined(separator: " and ")
    }
}
