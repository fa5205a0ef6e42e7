internal import TWSWire

/// Which price fields an order type uses; source: protocol, "Order types".
enum OrderTypeRule {
    private static let prices = ["lmtPrice", "auxPrice", "trailStopPrice", "trailingPercent"]
    private static let used: [OrderType: Set<String>] = [
        .market: [], .marketOnClose: [], .limit: ["lmtPrice"], .limitOnClose: ["lmtPrice"], .stop: ["auxPrice"],
        .stopLimit: ["auxPrice", "lmtPrice"], .marketIfTouched: ["auxPrice"],
        .limitIfTouched: ["auxPrice", "lmtPrice"],
        .trail: ["auxPrice", "trailStopPrice", "trailingPercent"],
    ]

    /// A price that is set although the type does not use it; `nil` for types that are not known here.
    static func unused(in order: Order) -> String? {
        guard let used = used[order.orderType] else { return nil }
        return prices.first { name in
            guard !used.contains(name), let index = Order.index(of: name) else { return false }
            if case .absent = order.value(at: index) { return false }
            return true
        }
    }

    /// The prices of a type, for the error's remedy.
    static func remedy(for type: OrderType) -> String {
        let used = (used[type] ?? []).sorted()
        return used.isEmpty ? "leave it out" : "a \(type) order takes " + used.joined(separator: " and ")
    }
}
