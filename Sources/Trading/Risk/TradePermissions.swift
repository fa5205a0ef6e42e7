package import TWSWire

/// What a script declares it will trade: the keys of `[trade]` in its header.
///
/// An absent key is `nil`: the default applies. Nothing here widens a limit on a real account; ``RiskGate`` decides
/// what is in force.
package struct TradePermissions: Hashable, Sendable {
    /// Symbols that may be traded, spelled exactly as TWS does; an empty list permits none.
    ///
    /// In a header, an entry `$name` stands for the input of that name until the header is resolved.
    package var symbols: [String]?
    /// Kinds of instrument that may be traded, including `ETF`.
    package var securityTypes: [SecurityType]?
    /// Exchanges that orders may name.
    package var exchanges: [String]?
    /// Actions that may be used: `BUY`, `SELL`.
    package var sides: [OrderAction]?
    /// Order types that may be used.
    package var orderTypes: [OrderType]?
    /// Times in force that may be used.
    package var timesInForce: [TimeInForce]?
    /// The largest quantity of one order, contracts times multiplier; above zero.
    package var maxOrderQuantity: ExactDecimal?
    /// The largest value of one order, in the account's base currency.
    package var maxOrderNotional: Double?
    /// The largest value of all orders of a run, in the account's base currency.
    package var maxNotional: Double?
    /// The largest value of the position in one contract, in the account's base currency.
    package var maxPosition: Double?
    /// The largest number of working orders.
    package var maxOpenOrders: Int?
    /// The largest number of order messages in any second.
    package var maxOrdersPerSecond: Double?
    /// The largest number of order messages in any minute.
    package var maxOrdersPerMinute: Int?
    /// The largest number of order messages in a day.
    package var maxOrdersPerDay: Int?
    /// The largest number of orders in one instrument in any minute.
    package var maxRepeats: Int?
    /// The largest loss in a day, in the account's base currency.
    package var maxDayLoss: Double?
    /// Times of day in which orders may be placed.
    package var sessions: [RestartWindow]?
    /// What happens to working orders when the run ends.
    package var onStop: OnStop?
    /// Whether positions may become negative.
    package var short: Bool?
    /// Whether fractional sizes are permitted.
    package var fractional: Bool?
    /// Whether zero and negative prices are permitted.
    package var negativePrices: Bool?
    /// Which orders the script may see and cancel.
    package var scope: Scope?
    /// Whether an order identical to the previous one may follow immediately.
    package var allowRepeat: Bool?
    /// Algorithms that `algoStrategy` may name; `[]` permits none.
    package var algos: [String]?
    /// Whether orders may have conditions.
    package var conditions: Bool?
    /// Whether contracts may be combinations of legs.
    package var combos: Bool?
    /// Whether orders may work outside regular trading hours.
    package var outsideRth: Bool?
    /// Further order fields that the script may set, by official name.
    package var orderFields: [String]?

    /// Creates permissions without any key, so that all defaults apply.
    package init() {}
}

extension TradePermissions {
    /// Which orders a script can see and cancel.
    package enum Scope: String, CaseIterable, Hashable, Sendable {
        /// The script's own orders of all its runs; the default.
        case script
        /// Every order of the account, for a script that guards it.
        case account
    }

    /// A key of `[trade]`, by its name in the header.
    package enum Key: String, CaseIterable, Hashable, Sendable {
        /// Symbols that may be traded.
        case symbols
        /// Kinds of instrument.
        case securityTypes = "sec_types"
        /// Exchanges that orders may name.
        case exchanges
        /// Actions that may be used.
        case sides
        /// Order types that may be used.
        case orderTypes = "order_types"
        /// Times in force that may be used.
        case timesInForce = "tifs"
        /// The largest quantity of one order.
        case maxOrderQuantity = "max_order_qty"
        /// The largest value of one order.
        case maxOrderNotional = "max_order_notional"
        /// The largest value of all orders of a run.
        case maxNotional = "max_notional"
        /// The largest value of a position.
        case maxPosition = "max_position"
        /// The largest number of working orders.
        case maxOpenOrders = "max_open_orders"
        /// The largest number of order messages in any second.
        case maxOrdersPerSecond = "max_orders_per_second"
        /// The largest number of order messages in any minute.
        case maxOrdersPerMinute = "max_orders_per_minute"
        /// The largest number of order messages in a day.
        case maxOrdersPerDay = "max_orders_per_day"
        /// The largest number of orders in one instrument in any minute.
        case maxRepeats = "max_repeats"
        /// The largest loss in a day.
        case maxDayLoss = "max_day_loss"
        /// Times of day in which orders may be placed.
        case sessions
        /// What happens to working orders when the run ends.
        case onStop = "on_stop"
        /// Short sales.
        case short
        /// Fractional sizes.
        case fractional
        /// Zero and negative prices.
        case negativePrices = "negative_prices"
        /// Orders of others.
        case scope
        /// Identical orders in a row.
        case allowRepeat = "allow_repeat"
        /// Named algorithms.
        case algos
        /// Conditional orders.
        case conditions
        /// Contracts with legs.
        case combos
        /// Orders outside regular trading hours.
        case outsideRth = "outside_rth"
        /// Further order fields.
        case orderFields = "order_fields"
    }

    /// The keys that the header sets, in the order of ``Key``.
    package var presentKeys: [Key] { Key.allCases.filter(isPresent) }

    private func isPresent(_ key: Key) -> Bool {
        switch key {
        case .symbols: symbols != nil
        case .securityTypes: securityTypes != nil
        case .exchanges: exchanges != nil
        case .sides: sides != nil
        case .orderTypes: orderTypes != nil
        case .timesInForce: timesInForce != nil
        case .maxOrderQuantity: maxOrderQuantity != nil
        case .maxOrderNotional: maxOrderNotional != nil
        case .maxNotional: maxNotional != nil
        case .maxPosition: maxPosition != nil
        case .maxOpenOrders: maxOpenOrders != nil
        case .maxOrdersPerSecond: maxOrdersPerSecond != nil
        case .maxOrdersPerMinute: maxOrdersPerMinute != nil
        case .maxOrdersPerDay: maxOrdersPerDay != nil
        case .maxRepeats: maxRepeats != nil
        case .maxDayLoss: maxDayLoss != nil
        case .sessions: sessions != nil
        case .onStop: onStop != nil
        case .short: short != nil
        case .fractional: fractional != nil
        case .negativePrices: negativePrices != nil
        case .scope: scope != nil
        case .allowRepeat: allowRepeat != nil
        case .algos: algos != nil
        case .conditions: conditions != nil
        case .combos: combos != nil
        case .outsideRth: outsideRth != nil
        case .orderFields: orderFields != nil
        }
    }
}
