/// The gate's answer to an order that may not be sent.
///
/// A value, not a crash: the host raises it in the script at the line of the order and writes it into the journal.
package struct Denial: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of rule the order broke; open, so that later rules add their own.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// The name that scripts read as `e.code`.
        package let rawValue: String

        /// Makes a code from its name.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// `action` is neither `BUY` nor `SELL`.
        package static let invalidAction = Code(rawValue: "invalid_action")
        /// A text field holds something other than printable ASCII, or begins or ends with a blank.
        package static let invalidText = Code(rawValue: "invalid_text")
        /// The quantity is no number, negative, zero, or out of every sensible range.
        package static let invalidQuantity = Code(rawValue: "invalid_quantity")
        /// A price is not finite, zero, or out of every sensible range.
        package static let invalidPrice = Code(rawValue: "invalid_price")
        /// The order type needs a price that is absent.
        package static let missingPrice = Code(rawValue: "missing_price")
        /// The symbol is not in `symbols`.
        package static let symbolNotPermitted = Code(rawValue: "symbol_not_permitted")
        /// The action is not in `sides`.
        package static let sideNotPermitted = Code(rawValue: "side_not_permitted")
        /// The order type is not in `order_types`.
        package static let orderTypeNotPermitted = Code(rawValue: "order_type_not_permitted")
        /// The quantity is above `max_order_qty`.
        package static let quantityOverLimit = Code(rawValue: "quantity_over_limit")
        /// A fractional size without `fractional = true`.
        package static let fractionalNotPermitted = Code(rawValue: "fractional_not_permitted")
        /// The script set a field that its header does not open.
        package static let fieldNotPermitted = Code(rawValue: "field_not_permitted")
        /// The order's type does not use the field.
        package static let fieldNotUsed = Code(rawValue: "field_not_used")
        /// The contract is a combination, and the header does not open them.
        package static let comboNotPermitted = Code(rawValue: "combo_not_permitted")
        /// The request is not open to scripts.
        package static let requestNotPermitted = Code(rawValue: "request_not_permitted")
        /// The call reaches orders of others, and the header does not open them.
        package static let scopeNotPermitted = Code(rawValue: "scope_not_permitted")
        /// Entries are halted.
        package static let halted = Code(rawValue: "halted")
        /// A negative or zero price without `negative_prices = true`.
        package static let negativePriceNotPermitted = Code(rawValue: "negative_price_not_permitted")
    }

    /// Which rule was broken.
    package let code: Code
    /// What was refused, in one clause, with the field and its value.
    package let message: String
    /// The limit in force, as text; `nil` where the rule is no limit but a form.
    package let limit: String?
    /// The next step that makes the order acceptable, or says why there is none.
    package let remedy: String

    /// Makes a denial from its parts.
    package init(code: Code, message: String, limit: String? = nil, remedy: String) {
        self.code = code
        self.message = message
        self.limit = limit
        self.remedy = remedy
    }

    /// A call that reaches every order of the account, from a script that may reach its own.
    package static func scope(of function: String) -> Denial {
        Denial(
            code: .scopeNotPermitted,
            message: "\(function){account=true} reaches the orders of the whole account",
            limit: "scope = \"script\"",
            remedy: "set scope = \"account\" in [trade]"
        )
    }

    /// Message, limit in force and next step in one line.
    package var description: String {
        let inForce = limit.map { " (in force: \($0))" } ?? ""
        return "\(message)\(inForce); \(remedy)"
    }
}
