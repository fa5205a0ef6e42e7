package import TWSWire
internal import Trading

/// Something that a run shows: to a person as one line, with `--json` as one object.
///
/// Its contents are by reference, since it is passed through several hands on its way to the output.
package indirect enum HostEvent: Sendable, Hashable {
    /// The terms of an order, as shown when it is placed or modified.
    package struct Terms: Sendable, Hashable {
        /// The order id.
        package var orderId: Int
        /// The symbol, or the contract's id if it has none.
        package var symbol: String
        /// The name that people see: the symbol, plus what identifies a derivative.
        package var instrument: String
        /// `BUY` or `SELL`.
        package var action: String
        /// The quantity; absent in an order by cash.
        package var quantity: ExactDecimal?
        /// The amount of an order by cash, in ``currency``; absent in an order by quantity.
        package var cash: Double?
        /// The currency of ``cash``; empty without it.
        package var currency: String
        /// The order type.
        package var orderType: String
        /// The limit or stop price; absent if the type has none.
        package var price: Double?

        /// Creates terms from their parts.
        package init(
            orderId: Int,
            symbol: String,
            instrument: String? = nil,
            action: String,
            quantity: ExactDecimal?,
            cash: Double? = nil,
            currency: String = "",
            orderType: String,
            price: Double?
        ) {
            self.orderId = orderId
            self.symbol = symbol
            self.instrument = instrument ?? symbol
            self.action = action
            self.quantity = quantity
            self.cash = cash
            self.currency = currency
            self.orderType = orderType
            self.price = price
        }
    }

    /// A new order was sent.
    case placed(Terms)
    /// An order was sent again with new terms.
    case modified(Terms)
    /// TWS reported a new status.
    case status(orderId: Int, status: String, filled: ExactDecimal, remaining: ExactDecimal, whyHeld: String)
    /// An execution; prices are in the contract's currency. People see the instrument: the symbol, plus what identifies
    /// a derivative.
    case fill(
        orderId: Int,
        symbol: String,
        instrument: String,
        side: String,
        quantity: ExactDecimal,
        price: Double,
        execId: String
    )
    /// The commission of an execution.
    case commission(orderId: Int, execId: String, commission: Double, currency: String, realizedPNL: Double?)
    /// The permissions refused an order; `position` is the script's `file:line`, if known.
    case denied(code: String, message: String, limit: String?, remedy: String, position: String?)
    /// TWS reported an error, about an order or request if `id` is given.
    case error(code: Int?, message: String, id: Int?)
    /// Something happened that must not happen, such as an overfill; about an order if `orderId` is given.
    case alarm(message: String, orderId: Int?)
    /// A line from the host itself; named `log`, like those of the script.
    case note(String)
    /// A line of the script's log.
    case log(String)
    /// A notification from the script to a person; its level is `info`, `warning` or `alarm`, and the title may be
    /// empty.
    case notification(title: String, level: String, message: String)
    /// A line that the script printed.
    case print(String)
    /// A table that replaces the previous one on the screen, line by line.
    case screen([String])
    /// A line of data; never cut.
    case data(String)
    /// A line of the host with this `name` was repeated `count` times.
    case repeated(name: String, count: Int, message: String)
    /// This many lines of the host are not shown because there are too many.
    case omitted(count: Int)
    /// The results of the run.
    case summary(RunSummary)
    /// The run has ended.
    case ended(RunEnd)

    /// The name of the event.
    package var name: String {
        switch self {
        case .placed: "placed"
        case .modified: "modified"
        case .status: "status"
        case .fill: "fill"
        case .commission: "commission"
        case .denied: "denied"
        case .error: "error"
        case .alarm: "alarm"
        case .note, .log: "log"
        case .notification: "notification"
        case .print: "print"
        case .data: "data"
        case .screen: "screen"
        case .repeated: "repeated"
        case .omitted: "omitted"
        case .summary: "summary"
        case .ended: "ended"
        }
    }

    /// Returns what people see of an order as it was last sent.
    static func terms(of entry: LedgerEntry) -> Terms {
        let (contract, size) = (entry.contract, entry.size)
        return Terms(
            orderId: entry.orderId,
            symbol: OrderText.symbol(contract),
            instrument: OrderText.shortName(contract),
            action: entry.action.text,
            quantity: size.quantity,
            cash: size.cash,
            currency: size.cash == nil ? "" : contract.currency,
            orderType: entry.orderType.text,
            price: entry.price
        )
    }
}
