package import TWSWire

/// What the orders of a script, or of a run, have come to.
package struct TradingSummary: Sendable, Hashable {
    /// What was traded in one instrument.
    package struct Line: Sendable, Hashable {
        /// Symbol, with what tells the instrument apart where there are several of one symbol: `AAPL 20260220 190 C`.
        package var symbol: String
        /// Currency of the amounts.
        package var currency: String
        /// Net of the script's own fills; negative when more was sold than bought.
        package var position: ExactDecimal
        /// Profit of what was closed, before commission.
        package var realized: Double
        /// Profit of what is still open at ``mark``, before commission; `nil` without a price.
        package var open: Double?
        /// The last price that is known: of a quote, else of a fill.
        package var mark: Double?
        /// What a flatten has closed of a position that was not traded in this run: its size, negative for a short one.
        /// ``position`` does not count it.
        package var closed: ExactDecimal = .zero
        /// Makes a line from its parts.
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

    /// Orders that left, bracket parts counted one by one.
    package var orders = 0
    /// Executions, without corrections and without the legs of combinations.
    package var fills = 0
    /// Commission so far by currency, sorted by currency.
    package var commissions: [Commission] = []
    /// By symbol, in the order of the first fill.
    package var lines: [Line] = []
    /// Orders that may still fill, oldest first.
    package var working: [WorkingOrder] = []

    /// A sum of commissions.
    package struct Commission: Sendable, Hashable {
        /// Currency of the amount.
        package var currency: String
        /// The sum.
        package var amount: Double
        /// Makes a sum.
        package init(currency: String, amount: Double) {
            self.currency = currency
            self.amount = amount
        }
    }

    /// An order that may still fill.
    package struct WorkingOrder: Sendable, Hashable {
        /// The order's id.
        package var orderId: Int
        /// Terms in short: `BUY 100 AAPL LMT 190.00`.
        package var terms: String
        /// TWS's status word, or `Unknown`.
        package var status: String
        /// Whether nobody knows what has become of the order.
        package var isUnknown: Bool { status == Self.unknown }
        /// What stands for the status of an order whose fate is unknown.
        static let unknown = "Unknown"
        /// Makes one.
        package init(orderId: Int, terms: String, status: String) {
            self.orderId = orderId
            self.terms = terms
            self.status = status
        }
    }

    /// A summary of nothing.
    package init() {}
}
