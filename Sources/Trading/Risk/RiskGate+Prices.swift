package import TWSWire

extension RiskGate {
    /// The permitted magnitude of a price; IB's "unset" (the largest double) is outside it.
    private static let sensible = 0.00000001...1_000_000_000_000.0

    /// Checks that every price is valid, that those its type requires are present, and that no others are.
    func checkPrices(_ order: Order, _ written: [Int]) -> Denial? {
        let use = OrderPriceUse.of(order.orderType)
        for price in use?.needed ?? [] where price.value(in: order) == nil {
            return Self.missing(price, in: order.orderType)
        }
        if let use,
            let price = OrderPrice.allCases.first(where: { $0.value(in: order) != nil && !use.taken.contains($0) })
        {
            return Self.unused(price, by: order.orderType, use)
        }
        if !order.goodTillDate.isEmpty, order.tif != .goodTillDate {
            return Denial(
                code: .fieldNotUsed,
                message: "order.goodTillDate: only an order with tif GTD uses it",
                remedy: "set tif = \"GTD\""
            )
        }
        return checkValues(order, written)
    }

    /// Why an order of a type may not have this field; `nil` if it may, and for a field that is not a price.
    package func denial(field name: String, unusedBy type: OrderType) -> Denial? {
        guard let price = OrderPrice(rawValue: name), let use = OrderPriceUse.of(type), !use.taken.contains(price)
        else { return nil }
        return Self.unused(price, by: type, use)
    }

    /// Why an order with just these fields is refused, whatever their values: prices that its type needs and has not.
    package func denials(ofType type: OrderType, with fields: [String]) -> [Denial] {
        (OrderPriceUse.of(type)?.needed ?? []).filter { !fields.contains($0.rawValue) }.map {
            Self.missing($0, in: type)
        }
    }

    private static func missing(_ price: OrderPrice, in type: OrderType) -> Denial {
        Denial(
            code: .missingPrice,
            message: "order.\(price.rawValue): a \(type) order needs it",
            remedy: "set \(price.rawValue)"
        )
    }

    private static func unused(_ price: OrderPrice, by type: OrderType, _ use: OrderPriceUse) -> Denial {
        Denial(
            code: .fieldNotUsed,
            message: "order.\(price.rawValue): a \(type) order does not use it",
            remedy: use.remedy(for: "\(type)")
        )
    }

    private func checkValues(_ order: Order, _ written: [Int]) -> Denial? {
        for place in written where Self.isPrice[place] {
            guard case .double(let value) = order.value(at: place) else { continue }
            if let denial = checkPrice(value, Order.fields[place].name) { return denial }
        }
        return nil
    }

    /// Whether a field is a price, or a percentage in place of one, by index in `Order.fields`.
    private static let isPrice: [Bool] = Order.fields.map { field in
        field.name.hasSuffix("Price") || field.name == OrderPrice.trailingPercent.rawValue
    }

    /// Returns why no order may have this price in this field; `nil` if one may, and for a field that is not a price.
    package func denial(price: Double, field name: String) -> Denial? {
        guard let place = Order.index(of: name), Self.isPrice[place] else { return nil }
        return checkPrice(price, name)
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
