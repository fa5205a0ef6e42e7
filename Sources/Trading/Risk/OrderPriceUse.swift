internal import TWSWire

/// The price fields that an order type may use.
enum OrderPrice: String, CaseIterable, Sendable {
    case lmtPrice, auxPrice, trailStopPrice, trailingPercent

    /// Returns the price in an order; `nil` if it is absent.
    func value(in order: Order) -> Double? {
        switch self {
        case .lmtPrice: order.lmtPrice
        case .auxPrice: order.auxPrice
        case .trailStopPrice: order.trailStopPrice
        case .trailingPercent: order.trailingPercent
        }
    }
}

/// The prices that an order type needs and accepts; source: protocol, "Order types".
struct OrderPriceUse: Sendable {
    /// The required prices.
    let needed: [OrderPrice]
    /// The accepted prices, including the required ones.
    let taken: [OrderPrice]

    private init(_ needed: [OrderPrice], optional: [OrderPrice] = []) {
        self.needed = needed
        taken = needed + optional
    }

    /// Returns the use of a type; `nil` for types not known here, which TWS judges.
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

    /// Describes the prices of the type, for an error's next step.
    func remedy(for type: String) -> String {
        let names = taken.map(\.rawValue).sorted()
        return names.isEmpty ? "leave it out" : "a \(type) order takes " + names.joined(separator: " and ")
    }
}
