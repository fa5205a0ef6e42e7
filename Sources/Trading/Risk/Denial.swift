/// The gate's answer to an order that may not be sent.
///
/// A value, not a crash: the host raises it in the script at the line of the order and writes it to the journal.
package struct Denial: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of rule that the order broke. An open set: later rules can add codes.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// The name that scripts read as `e.code`.
        package let rawValue: String

        /// Creates a code from its name.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// `action` is neither `BUY` nor `SELL`.
        package static let invalidAction = Code(rawValue: "DENIED_INVALID_ACTION")
        /// A text field contains something other than printable ASCII, or starts or ends with a blank.
        package static let invalidText = Code(rawValue: "DENIED_INVALID_TEXT")
        /// The quantity is not a number, or is negative, zero or outside every sensible range.
        package static let invalidQuantity = Code(rawValue: "DENIED_INVALID_QUANTITY")
        /// A price is not finite, is zero, or is outside every sensible range.
        package static let invalidPrice = Code(rawValue: "DENIED_INVALID_PRICE")
        /// The order type needs a price that is absent.
        package static let missingPrice = Code(rawValue: "DENIED_MISSING_PRICE")
        /// The symbol is not in `symbols`.
        package static let symbolNotPermitted = Code(rawValue: "DENIED_SYMBOLS")
        /// The action is not in `sides`.
        package static let sideNotPermitted = Code(rawValue: "DENIED_SIDES")
        /// The order type is not in `order_types`.
        package static let orderTypeNotPermitted = Code(rawValue: "DENIED_ORDER_TYPES")
        /// The quantity is above `max_order_qty`.
        package static let quantityOverLimit = Code(rawValue: "DENIED_MAX_ORDER_QTY")
        /// A fractional size without `fractional = true`.
        package static let fractionalNotPermitted = Code(rawValue: "DENIED_FRACTIONAL")
        /// The script set a field that its header does not permit.
        package static let fieldNotPermitted = Code(rawValue: "DENIED_FIELD")
        /// The order's type does not use the field.
        package static let fieldNotUsed = Code(rawValue: "DENIED_FIELD_NOT_USED")
        /// The contract is a combination, and the header does not permit combinations.
        package static let comboNotPermitted = Code(rawValue: "DENIED_COMBOS")
        /// Scripts may not send the request.
        package static let requestNotPermitted = Code(rawValue: "DENIED_REQUEST")
        /// The call reaches orders of others, and the header does not permit that.
        package static let scopeNotPermitted = Code(rawValue: "DENIED_SCOPE")
        /// Entries are halted.
        package static let halted = Code(rawValue: "DENIED_HALTED")
        /// The price is negative or zero without `negative_prices = true`.
        package static let negativePriceNotPermitted = Code(rawValue: "DENIED_NEGATIVE_PRICES")

        /// The kind of instrument is not in `sec_types`.
        package static let securityTypes = Code(rawValue: "DENIED_SEC_TYPES")
        /// The exchange is not in `exchanges`.
        package static let exchanges = Code(rawValue: "DENIED_EXCHANGES")
        /// The currency is not in the limits file.
        package static let currencies = Code(rawValue: "DENIED_CURRENCIES")
        /// The time in force is not in `tifs`.
        package static let timesInForce = Code(rawValue: "DENIED_TIFS")
        /// The order is worth more than `max_order_notional`.
        package static let maxOrderNotional = Code(rawValue: "DENIED_MAX_ORDER_NOTIONAL")
        /// The run's orders together are worth more than `max_notional`.
        package static let maxNotional = Code(rawValue: "DENIED_MAX_NOTIONAL")
        /// The day's orders together are worth more than `max_gross_per_day`.
        package static let maxGrossPerDay = Code(rawValue: "DENIED_MAX_GROSS_PER_DAY")
        /// The position could be worth more than `max_position`.
        package static let maxPosition = Code(rawValue: "DENIED_MAX_POSITION")
        /// The position could become negative without `short = true`.
        package static let short = Code(rawValue: "DENIED_SHORT")
        /// `max_open_orders` orders are already working.
        package static let maxOpenOrders = Code(rawValue: "DENIED_MAX_OPEN_ORDERS")
        /// `max_open_orders_per_side` orders are already working.
        package static let maxOpenOrdersPerSide = Code(rawValue: "DENIED_MAX_OPEN_ORDERS_PER_SIDE")
        /// More than `max_orders_per_second`.
        package static let maxOrdersPerSecond = Code(rawValue: "DENIED_MAX_ORDERS_PER_SECOND")
        /// More than `max_orders_per_minute`.
        package static let maxOrdersPerMinute = Code(rawValue: "DENIED_MAX_ORDERS_PER_MINUTE")
        /// More than `max_orders_per_day`.
        package static let maxOrdersPerDay = Code(rawValue: "DENIED_MAX_ORDERS_PER_DAY")
        /// More than `max_repeats` in one instrument.
        package static let maxRepeats = Code(rawValue: "DENIED_MAX_REPEATS")
        /// An identical order has just been sent.
        package static let repeated = Code(rawValue: "DENIED_REPEAT")
        /// A price is too far from the market.
        package static let priceCollar = Code(rawValue: "DENIED_PRICE_COLLAR")
        /// No price is known for the instrument.
        package static let noPrice = Code(rawValue: "DENIED_NO_PRICE")
        /// Bid and ask are too far apart for a market order.
        package static let spread = Code(rawValue: "DENIED_SPREAD")
        /// The order would match one of our own.
        package static let selfMatch = Code(rawValue: "DENIED_SELF_MATCH")
        /// The time is outside `sessions`.
        package static let sessions = Code(rawValue: "DENIED_SESSIONS")
        /// The loss of the day has reached `max_day_loss`.
        package static let maxDayLoss = Code(rawValue: "DENIED_MAX_DAY_LOSS")
        /// TWS expects more margin than is available.
        package static let margin = Code(rawValue: "DENIED_MARGIN")
        /// The header's `[read]` does not permit the request.
        package static let read = Code(rawValue: "DENIED_READ")
        /// A numeric field of the order is out of its range.
        package static let invalidNumber = Code(rawValue: "DENIED_INVALID_NUMBER")

        /// Whether the attempt halts all orders.
        package var halts: Bool { self == .maxGrossPerDay || self == .maxRepeats }

        /// The header key that the code is about: `DENIED_MAX_NOTIONAL` is about `max_notional`.
        var key: String { rawValue.dropFirst("DENIED_".utf8.count).lowercased() }
    }

    /// The rule that was broken.
    package let code: Code
    /// What was refused, in one clause, with the field and its value.
    package let message: String
    /// The limit in force, as text; `nil` if the rule is about form and has no limit.
    package let limit: String?
    /// The next step that makes the order acceptable, or why there is none.
    package let remedy: String

    /// Creates a denial from its parts.
    package init(code: Code, message: String, limit: String? = nil, remedy: String) {
        self.code = code
        self.message = message
        self.limit = limit
        self.remedy = remedy
    }

    /// The denial of a call that reaches every order of the account, by a script that may reach only its own.
    package static func scope(of function: String) -> Denial {
        Denial(
            code: .scopeNotPermitted,
            message: "\(function){account=true} reaches the orders of the whole account",
            limit: "scope = \"script\"",
            remedy: "set scope = \"account\" in [trade]"
        )
    }

    /// The message, the limit in force and the next step in one line.
    package var description: String {
        let inForce = limit.map { " (in force: \($0))" } ?? ""
        return "\(message)\(inForce); \(remedy)"
    }
}
