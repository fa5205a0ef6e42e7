/// The meaning of a denial in plain words, as shown by `ibscript code DENIED_SHORT`.
package struct DenialMeaning: Sendable, Hashable {
    /// The code.
    package let code: Denial.Code
    /// What is refused, in one sentence.
    package let meaning: String
    /// What to do about it, in one sentence.
    package let remedy: String

    private init(_ code: Denial.Code, _ meaning: String, _ remedy: String) {
        (self.code, self.meaning, self.remedy) = (code, meaning, remedy)
    }

    /// Returns the meaning of a code, given its name in upper or lower case, with or without `DENIED_`; `nil` for any
    /// other word.
    package static func of(_ name: String) -> DenialMeaning? {
        let name = name.uppercased()
        return all.first { $0.code.rawValue == name || $0.code.rawValue == "DENIED_" + name }
    }

    /// The meanings of all denials.
    package static let all: [DenialMeaning] = [
        DenialMeaning(
            .invalidAction,
            "The action of an order is neither BUY nor SELL.",
            "Write action = \"BUY\" or \"SELL\"."
        ),
        DenialMeaning(
            .invalidText,
            "A text of an order or a contract holds something other than printable ASCII, or begins or ends with a blank.",
            "Look for invisible characters and blanks in the field that the error names."
        ),
        DenialMeaning(
            .invalidQuantity,
            "The quantity of an order is not a number above zero, or beyond every sensible size.",
            "Give a number above zero."
        ),
        DenialMeaning(
            .invalidPrice,
            "A price of an order is not finite, or beyond every sensible price.",
            "Give a finite price, or leave the field out."
        ),
        DenialMeaning(
            .missingPrice,
            "The order type needs a price that is absent.",
            "Set the field that the error names."
        ),
        DenialMeaning(
            .symbolNotPermitted,
            "The symbol is not in symbols of [trade].",
            "Add it to symbols in [trade] of the script's header."
        ),
        DenialMeaning(
            .sideNotPermitted,
            "The action is not in sides of [trade].",
            "Add BUY or SELL to sides in [trade]."
        ),
        DenialMeaning(
            .orderTypeNotPermitted,
            "The order type is not in order_types.",
            "Use one of those in force, or add the type to order_types in [trade]."
        ),
        DenialMeaning(
            .quantityOverLimit,
            "The quantity is above max_order_qty.",
            "Order less, or raise max_order_qty where the mode permits it."
        ),
        DenialMeaning(
            .fractionalNotPermitted,
            "The quantity is a fraction, and the header does not open them.",
            "Give a whole quantity, or set fractional = true in [trade]."
        ),
        DenialMeaning(
            .fieldNotPermitted,
            "The script sets a field of an order that its header does not open, or that is never a script's.",
            "Add the key that the error names to [trade], or leave the field out."
        ),
        DenialMeaning(
            .fieldNotUsed,
            "The order's type does not use a field that is set.",
            "Leave the field out, or use the order type that has it."
        ),
        DenialMeaning(
            .comboNotPermitted,
            "The contract is a combination, and the header does not open them.",
            "Set combos = true in [trade]."
        ),
        DenialMeaning(
            .requestNotPermitted,
            "The request is not open to scripts.",
            "Use the function that the error names."
        ),
        DenialMeaning(
            .scopeNotPermitted,
            "The call reaches orders of the whole account, and the header opens the script's own.",
            "Set scope = \"account\" in [trade]."
        ),
        DenialMeaning(
            .halted,
            "Trading is halted.",
            "`ibscript resume` lifts it, once its reason is settled; ibscript ps shows the level."
        ),
        DenialMeaning(
            .reducing,
            "Trading is narrowed: only orders that make a position smaller are let in.",
            "`ibscript resume` lifts it."
        ),
        DenialMeaning(
            .negativePriceNotPermitted,
            "A price is zero or below, and the header does not open that.",
            "Give a price above zero, or set negative_prices = true in [trade]."
        ),
        DenialMeaning(
            .securityTypes,
            "The kind of instrument is not in sec_types.",
            "Add it to sec_types in [trade]."
        ),
        DenialMeaning(
            .exchanges,
            "The exchange is not in exchanges.",
            "Add it to exchanges in [trade]."
        ),
        DenialMeaning(
            .currencies,
            "The currency is not one of the limits file.",
            "Add it to currencies in the account's limits file."
        ),
        DenialMeaning(
            .timesInForce,
            "The time in force is not in tifs.",
            "Use one of those in force, or add it to tifs in [trade]."
        ),
        DenialMeaning(
            .maxOrderNotional,
            "The order is worth more than max_order_notional.",
            "Order less, or raise max_order_notional where the mode permits it."
        ),
        DenialMeaning(
            .maxNotional,
            "All orders of the run together are worth more than max_notional.",
            "Order less, or raise max_notional where the mode permits it."
        ),
        DenialMeaning(
            .maxGrossPerDay,
            "All orders of the day together are worth more than max_gross_per_day; this halts trading.",
            "Find out why, then `ibscript resume`; the limits file raises max_gross_per_day."
        ),
        DenialMeaning(
            .maxPosition,
            "The position could be worth more than max_position.",
            "Order less, or raise max_position where the mode permits it."
        ),
        DenialMeaning(
            .short,
            "The position could become negative, and the header does not open short sales.",
            "Sell no more than is held, working orders included, or set short = true in [trade]."
        ),
        DenialMeaning(
            .maxOpenOrders,
            "As many orders work as max_open_orders permits.",
            "Cancel one first, or raise max_open_orders."
        ),
        DenialMeaning(
            .maxOpenOrdersPerSide,
            "As many orders work on this side as max_open_orders_per_side permits.",
            "Cancel one first, or raise it in the account's limits file."
        ),
        DenialMeaning(
            .maxOrdersPerSecond,
            "Orders leave faster than max_orders_per_second permits.",
            "Put sleep(s) between them."
        ),
        DenialMeaning(
            .maxOrdersPerMinute,
            "Orders leave faster than max_orders_per_minute permits.",
            "Put sleep(s) between them, or raise max_orders_per_minute."
        ),
        DenialMeaning(
            .maxOrdersPerDay,
            "More orders have left today than max_orders_per_day permits.",
            "Raise max_orders_per_day if you need more."
        ),
        DenialMeaning(
            .maxRepeats,
            "More orders have left in one instrument than max_repeats permits; this halts trading.",
            "Look for a loop that places orders, then `ibscript resume`."
        ),
        DenialMeaning(
            .repeated,
            "An equal order has just left.",
            "Wait for the first one, or set allow_repeat = true in [trade] if both are meant."
        ),
        DenialMeaning(
            .priceCollar,
            "A price is too far from the market.",
            "Give a price closer to the market; price_collar of the limits file says how far it may be."
        ),
        DenialMeaning(
            .noPrice,
            "No price of the instrument is known, so the order cannot be judged.",
            "Ask for snapshot(c) first, or use a limit order."
        ),
        DenialMeaning(
            .spread,
            "Bid and ask are too far apart for an order at market.",
            "Use a limit order."
        ),
        DenialMeaning(
            .selfMatch,
            "The order would meet a working order of the same account.",
            "Cancel that order first, or give another price."
        ),
        DenialMeaning(
            .sessions,
            "It is outside of the hours in sessions of [trade].",
            "Wait until then, or add the hours to sessions."
        ),
        DenialMeaning(
            .maxDayLoss,
            "The loss of the day has reached max_day_loss.",
            "Only orders that make a position smaller are let in; look at pnl()."
        ),
        DenialMeaning(
            .margin,
            "TWS expects more margin of the order than the account has.",
            "Order less; what_if(c, o) shows the margin."
        ),
        DenialMeaning(
            .read,
            "The script asks for data that its header does not open in [read].",
            "Add the key that the error names to [read]."
        ),
        DenialMeaning(
            .invalidNumber,
            "A number of an order is out of its range.",
            "Give a number within the range that the error names."
        ),
    ]
}
