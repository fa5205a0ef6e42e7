package import TWSWire

/// The results of the orders of a script or a run.
package struct TradingSummary: Sendable, Hashable {
    /// What was traded in one instrument.
    package struct Line: Sendable, Hashable {
        /// The symbol, with what identifies the instrument if several share one symbol: `AAPL 20260220 190 C`.
        package var symbol: String
        /// The currency of the amounts.
        package var currency: String
        /// The net quantity of the script's own fills; negative when short.
        package var position: ExactDecimal
        /// The realized profit, before commission.
        package var realized: Double
        /// The profit of the open position at ``mark``, before commission; `nil` without a price.
        package var open: Double?
        /// The last known price: from a quote, or else from a fill.
        package var mark: Double?
        /// The size of what a flatten has closed of a position that was not traded in this run, negative for a short
        /// position. ``position`` does not include it.
        package var closed: ExactDecimal = .zero
        /// Creates a line from its parts.
        package init(
            symbol: String,
            currency: String,
            position: ExactDecimal,
            realized: Double,
            open: Double?,
            mark: Double?
        ) {
            self.symbol = symbol
            self.currency = currency
            self.position = position
            self.realized = realized
            self.open = open
            self.mark = mark
        }
    }

    /// The number of orders sent; bracket parts count separately.
    package var orders = 0
    /// The number of executions, without corrections and without the legs of combinations.
    package var fills = 0
    /// The commissions so far, one per currency, sorted by currency.
    package var commissions: [Commission] = []
    /// The number of executions, without those of combinations, whose commission TWS has not reported.
    package var missingCommissions = 0
    /// The lines by symbol, in order of the first fill.
    package var lines: [Line] = []
    /// Orders that may still fill, oldest first.
    package var working: [WorkingOrder] = []

    /// A sum of commissions.
    package struct Commission: Sendable, Hashable {
        /// The currency of the amount.
        package var currency: String
        /// The sum.
        package var amount: Double
        /// Creates a sum.
        package init(currency: String, amount: Double) {
            self.currency = currency
            self.amount = amount
        }
    }

    /// An order that may still fill.
    package struct WorkingOrder: Sendable, Hashable {
        /// The order id.
        package var orderId: Int
        /// A short form of the terms: `BUY 100 AAPL LMT 190.00`.
        package var terms: String
        /// TWS's status word, or `Unknown`.
        package var status: String
        /// Whether the order's fate is unknown.
        package var isUnknown: Bool { status == Self.unknown }
        /// Replaces the status of an order whose fate is unknown.
        static let unknown = "Unknown"
        /// Creates a working order from its parts.
        package init(orderId: Int, terms: String, status: String) {
            self.orderId = orderId
            self.terms = terms
            self.status = status
        }
    }

    /// Creates an empty summary.
    package init() {}
}
