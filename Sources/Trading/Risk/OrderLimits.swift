package import TWSWire

/// The limits in force for single orders, after header and defaults were joined.
package struct OrderLimits: Hashable, Sendable {
    /// Symbols that may be traded; `nil` permits all.
    package var symbols: [String]?
    /// Actions that may be used.
    package var sides: [OrderAction]
    /// Order types that may be used.
    package var orderTypes: [OrderType]
    /// Largest quantity of one order.
    package var maxOrderQuantity: ExactDecimal
    /// Whether sizes that are not whole are permitted.
    package var fractional: Bool
    /// Whether prices of zero and below are permitted.
    package var negativePrices: Bool

    /// Makes limits from their parts.
    package init(
        symbols: [String]?,
        sides: [OrderAction],
        orderTypes: [OrderType],
        maxOrderQuantity: ExactDecimal,
        fractional: Bool = false,
        negativePrices: Bool = false
    ) {
        self.symbols = symbols
        self.sides = sides
        self.orderTypes = orderTypes
        self.maxOrderQuantity = maxOrderQuantity
        self.fractional = fractional
        self.negativePrices = negativePrices
    }

    /// Defaults on paper and on the simulator: every symbol, both sides, four order types, 10,000 units.
    package static let paper = OrderLimits(
        symbols: nil,
        sides: [.buy, .sell],
        orderTypes: [.market, .limit, .stop, .stopLimit],
        maxOrderQuantity: 10_000
    )

    /// Joins these limits with a script's permissions.
    ///
    /// - Parameters:
    ///   - permissions: `[trade]` of a header; `nil` changes nothing.
    ///   - replacing: Whether a key that is set takes the place of the limit; otherwise the stricter applies.
    ///     `fractional` and `negative_prices` have no default to be stricter than: they count as set.
    package func joined(with permissions: TradePermissions?, replacing: Bool) -> OrderLimits {
        guard let permissions else { return self }
        var joined = self
        joined.symbols = Self.join(symbols, permissions.symbols, replacing)
        joined.sides = Self.join(sides, permissions.sides, replacing) ?? sides
        joined.orderTypes = Self.join(orderTypes, permissions.orderTypes, replacing) ?? orderTypes
        if let quantity = permissions.maxOrderQuantity {
            joined.maxOrderQuantity = replacing || quantity < maxOrderQuantity ? quantity : maxOrderQuantity
        }
        joined.fractional = permissions.fractional ?? fractional
        joined.negativePrices = permissions.negativePrices ?? negativePrices
        return joined
    }

    private static func join<Word: Equatable>(_ limit: [Word]?, _ declared: [Word]?, _ replacing: Bool) -> [Word]? {
        guard let declared else { return limit }
        guard let limit, !replacing else { return declared }
        return declared.filter { limit.contains($0) }
    }
}
