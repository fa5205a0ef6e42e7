package import TWSWire

extension RiskGate {
    /// The largest amount of an order by cash if no price is known, in the contract's currency; source: reliability,
    /// "Recommended limits", notional per order on paper.
    static let largestBlindAmount = 250_000.0

    /// Checks that the quantity is above zero and within the limit; an order by cash counts as what its amount buys.
    func checkQuantity(_ new: Intent.NewOrder, _ knowledge: Knowledge) -> Denial? {
        let cash = new.order.cashQty ?? 0
        guard cash != 0 else {
            return denial(quantity: new.order.totalQuantity)
                ?? checkUnits(
                    new.order.totalQuantity ?? .zero,
                    knowledge.contracts.facts(of: new.contract)?.multiplier ?? 1
                )
        }
        guard cash > 0, cash.isFinite else {
            return Denial(
                code: .invalidQuantity,
                message: "order.cashQty: \(cash) is not an amount",
                remedy: "give a finite amount above zero"
            )
        }
        if let quantity = new.order.totalQuantity, quantity != .zero, let denial = denial(quantity: quantity) {
            return denial
        }
        return checkAmount(cash, new, knowledge)
    }

    /// Why an order with this quantity is refused; `nil` if it is not.
    package func denial(quantity: ExactDecimal?) -> Denial? {
        guard let quantity, quantity > .zero else {
            return Denial(
                code: .invalidQuantity,
                message: "order.totalQuantity: \(quantity.map { "\($0)" } ?? "\"\"") is not a quantity",
                remedy: "give a number above zero"
            )
        }
        if let denial = checkUnits(quantity, 1) { return denial }
        guard quantity.whole != nil || limits.fractional else {
            return Denial(
                code: .fractionalNotPermitted,
                message: "order.totalQuantity: \(quantity) is not whole",
                limit: "fractional = false",
                remedy: "order whole units, or set fractional = true in [trade]"
            )
        }
        return nil
    }

    /// Checks that contracts times multiplier is within the limit.
    func checkUnits(_ quantity: ExactDecimal, _ multiplier: Double) -> Denial? {
        let isInside =
            multiplier == 1
            ? quantity <= limits.maxOrderQuantity
            : quantity.double * multiplier <= limits.maxOrderQuantity.double
        guard !isInside else { return nil }
        let what = multiplier == 1 ? "\(quantity)" : "\(quantity) contracts of \(Self.plain(multiplier)) units"
        return Denial(
            code: .quantityOverLimit,
            message: "order.totalQuantity: \(what) is above the limit",
            limit: "max_order_qty = \(limits.maxOrderQuantity)",
            remedy: "order less, or raise max_order_qty in [trade] where the mode permits it"
        )
    }

    /// Checks that what an amount buys at the lowest known price is within the limit.
    private func checkAmount(_ cash: Double, _ new: Intent.NewOrder, _ knowledge: Knowledge) -> Denial? {
        let known = [new.order.lmtPrice, knowledge.price(of: new.contract)].compactMap(\.self).filter { $0 > 0 }
        guard let price = known.min() else { return checkBlindAmount(cash) }
        guard cash / price <= limits.maxOrderQuantity.double else {
            return Denial(
                code: .quantityOverLimit,
                message: "order.cashQty: \(Self.plain(cash)) buys about \(Self.plain((cash / price).rounded())) units",
                limit: "max_order_qty = \(limits.maxOrderQuantity)",
                remedy: "order for less, or raise max_order_qty in [trade] where the mode permits it"
            )
        }
        return nil
    }

    private func checkBlindAmount(_ cash: Double) -> Denial? {
        guard permissions?.maxOrderQuantity == nil else {
            return Denial(
                code: .quantityOverLimit,
                message: "order.cashQty: without a price it cannot be told how many units \(Self.plain(cash)) buys",
                limit: "max_order_qty = \(limits.maxOrderQuantity)",
                remedy: "ask for its price first: quote(contract)"
            )
        }
        guard cash <= Self.largestBlindAmount else {
            return Denial(
                code: .quantityOverLimit,
                message: "order.cashQty: \(Self.plain(cash)) is above the limit for an instrument without a price",
                limit: "\(Self.plain(Self.largestBlindAmount))",
                remedy: "ask for its price first: quote(contract)"
            )
        }
        return nil
    }
}
