extension PermissionGate {
    /// What the magnitude of a price must be inside; IB's "unset" (the largest double) lies outside.
    private static let sensible = 0.00000001...1_000_000_000_000.0

    /// Prices that an order type cannot do without.
    private static let needed: [String: [String]] = [
        "LMT": ["lmtPrice"], "LOC": ["lmtPrice"], "LIT": ["lmtPrice", "auxPrice"], "STP": ["auxPrice"],
        "MIT": ["auxPrice"], "STP LMT": ["lmtPrice", "auxPrice"],
    ]

    func checkPrices(_ facts: OrderRequestFacts) -> Denial? {
        var present: [String: Double] = [:]
        present["lmtPrice"] = facts.lmtPrice
        present["auxPrice"] = facts.auxPrice
        for name in Self.needed[facts.orderType] ?? [] where present[name] == nil {
            return Denial(
                code: .missingPrice,
                message: "order.\(name): a \(facts.orderType) order needs it",
                remedy: "set \(name)"
            )
        }
        for name in ["lmtPrice", "auxPrice"] {
            if let price = present[name], let denial = checkPrice(price, name) { return denial }
        }
        for price in facts.otherPrices {
            if let denial = checkPrice(price.value, price.name) { return denial }
        }
        return nil
    }

    private func checkPrice(_ price: Double, _ name: String) -> Denial? {
        if Self.sensible.contains(price) { return nil }
        let inside = price == 0 || Self.sensible.contains(-price)
        if inside && limits.negativePrices { return nil }
        if inside {
            return Denial(
                code: .negativePriceNotPermitted,
                message: "order.\(name): \(Self.plain(price)) is not above zero",
                limit: "negative_prices = false",
                remedy: "leave \(name) out or give a price above zero, or set negative_prices = true in [trade]"
            )
        }
        return Denial(
            code: .invalidPrice,
            message: "order.\(name): \(price) is not a price",
            limit: "0.00000001 to 1000000000000",
            remedy: "give a finite price, or leave \(name) out"
        )
    }
}
