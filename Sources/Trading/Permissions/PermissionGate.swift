internal import Notation

/// Decides whether an order may be sent, by the permissions of its script.
///
/// It sits last, after all script and host logic. Every check is written as "must be inside": what cannot be
/// compared (NaN) is refused. Cancels never pass through here. Not covered: values of orders, rates, positions.
package struct PermissionGate: Hashable, Sendable {
    /// The limits that hold after header and defaults were joined.
    package let limits: OrderLimits

    /// Joins what the header declares with the defaults.
    ///
    /// - Parameters:
    ///   - permissions: `[trade]` of the header; `nil` without one.
    ///   - headerReplacesDefaults: `true` on the simulator, where a key of the header takes the default's place;
    ///     `false` elsewhere, where the stricter of both counts.
    ///   - defaults: What holds for keys the header does not set.
    package init(
        permissions: TradePermissions?,
        headerReplacesDefaults: Bool,
        defaults: OrderLimits = .paper
    ) {
        limits = defaults.joined(with: permissions, replacing: headerReplacesDefaults)
    }

    /// Checks one order, new or modified, with all its fields.
    ///
    /// - Returns: Why it may not be sent; `nil` if it may.
    package func check(_ facts: OrderRequestFacts) -> Denial? {
        checkTexts(facts)
            ?? checkAction(facts.action)
            ?? checkSymbol(facts.symbol)
            ?? checkOrderType(facts.orderType)
            ?? checkQuantity(facts.totalQuantity)
            ?? checkPrices(facts)
    }

    private func checkAction(_ action: String) -> Denial? {
        guard action == "BUY" || action == "SELL" else {
            let folded = action.uppercased()
            let right = folded == "BUY" || folded == "SELL" ? folded : "BUY or SELL"
            return Denial(
                code: .invalidAction,
                message: "order.action: \(QuotedText.of(action)) is not an action",
                remedy: "write \(right)"
            )
        }
        guard limits.sides.contains(action) else {
            return Denial(
                code: .sideNotPermitted,
                message: "order.action: \(action) is not permitted",
                limit: Self.listed("sides", limits.sides),
                remedy: "add \(action) to sides in [trade]"
            )
        }
        return nil
    }

    private func checkSymbol(_ symbol: String) -> Denial? {
        guard let symbols = limits.symbols, !symbols.contains(symbol) else { return nil }
        let named = symbol.isEmpty ? "the contract has no symbol, and [trade] lists symbols" : nil
        let alike = symbols.first { $0 == symbol.uppercased() }
        return Denial(
            code: .symbolNotPermitted,
            message: "contract.symbol: " + (named ?? "\(QuotedText.of(symbol)) is not permitted"),
            limit: Self.listed("symbols", symbols),
            remedy: alike.map { "write \($0)" } ?? "name one of them, or add the symbol to symbols in [trade]"
        )
    }

    private func checkOrderType(_ orderType: String) -> Denial? {
        guard !limits.orderTypes.contains(orderType) else { return nil }
        let shown = QuotedText.of(orderType)
        let folded = orderType.uppercased()
        let alike =
            folded != orderType && limits.orderTypes.contains(folded)
            ? folded : NearestName.best(for: folded, among: limits.orderTypes.filter { $0.count > 3 })
        return Denial(
            code: .orderTypeNotPermitted,
            message: "order.orderType: \(shown) is not permitted",
            limit: Self.listed("order_types", limits.orderTypes),
            remedy: alike.map { "write \($0)" } ?? "use one of them, or add the type to order_types in [trade]"
        )
    }

    private func checkQuantity(_ text: String) -> Denial? {
        guard let quantity = DecimalText(text), !quantity.isZero, !quantity.isNegative else {
            return Denial(
                code: .invalidQuantity,
                message: "order.totalQuantity: \(QuotedText.of(text)) is not a quantity",
                remedy: "give a number above zero, without exponent or blanks"
            )
        }
        guard let largest = DecimalText(limits.maxOrderQuantity), quantity <= largest else {
            return Denial(
                code: .quantityOverLimit,
                message: "order.totalQuantity: \(text) is above the limit",
                limit: "max_order_qty = \(Self.plain(limits.maxOrderQuantity))",
                remedy: "order less, or raise max_order_qty in [trade] where the mode permits it"
            )
        }
        guard quantity.isWhole || limits.fractional else {
            return Denial(
                code: .fractionalNotPermitted,
                message: "order.totalQuantity: \(text) is not whole",
                limit: "fractional = false",
                remedy: "order whole units, or set fractional = true in [trade]"
            )
        }
        return nil
    }

    static func listed(_ key: String, _ values: [String]) -> String {
        "\(key) = [" + values.prefix(20).map(QuotedText.of).joined(separator: ", ")
            + (values.count > 20 ? ", …]" : "]")
    }

    static func plain(_ value: Double) -> String {
        Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
