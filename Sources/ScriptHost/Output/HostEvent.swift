package import TWSWire

/// Something that a run shows: to a person as one line, with `--json` as one object.
package enum HostEvent: Sendable, Hashable {
    /// Terms of an order, as shown when it is placed or modified.
    package struct Terms: Sendable, Hashable {
        /// Order id.
        package var orderId: Int
        /// Symbol, or the contract's id where it has none.
        package var symbol: String
        /// `BUY` or `SELL`.
        package var action: String
        /// Quantity; absent in an order by amount.
        package var quantity: ExactDecimal?
        /// The money of an order by amount, in ``currency``; absent in an order by quantity.
        package var cash: Double?
        /// Currency of ``cash``; empty without it.
        package var currency: String
        /// Order type.
        package var orderType: String
        /// Limit or stop price; absent where the type has none.
        package var price: Double?

        /// Makes terms from their parts.
        package init(
            orderId: Int,
            symbol: String,
            action: String,
            quantity: ExactDecimal?,
            cash: Double? = nil,
            currency: String = "",
            orderType: String,
            price: Double?
        ) {
            self.orderId = orderId
            self.symbol = symbol
            self.action = action
            self.quantity = quantity
            self.cash = cash
            self.currency = currency
            self.orderType = orderType
            self.price = price
        }
    }

    /// A new order left.
    case placed(Terms)
    /// An order left again with other terms.
    case modified(Terms)
    /// TWS reported another status.
    case status(orderId: Int, status: String, filled: ExactDecimal, remaining: ExactDecimal, whyHeld: String)
    /// An execution; prices in the contract's currency.
    case fill(orderId: Int, symbol: String, side: String, quantity: ExactDecimal, price: Double, execId: String)
    /// The commission of an execution.
    case commission(orderId: Int, execId: String, commission: Double, currency: String, realizedPNL: Double?)
    /// The permissions refused an order; `position` is the script's `file:line`, where it is known.
    case denied(code: String, message: String, limit: String?, remedy: String, position: String?)
    /// TWS reported an error, about an order or a request if `id` is given.
    case error(code: Int?, message: String, id: Int?)
    /// Something that must not happen, such as an overfill; about an order if `orderId` is given.
    case alarm(message: String, orderId: Int?)
    /// A line of the host's own; known as `log`, like those of the script.
    case note(String)
    /// A line of the script's log.
    case log(String)
    /// The script wants a person told: its level is `info`, `warning` or `alarm`; the title may be empty.
    case notification(title: String, level: String, message: String)
    /// A line that the script printed.
    case print(String)
    /// A table that is shown in the place of the one before, line by line.
    case screen([String])
    /// A line of data; it is never cut.
    case data(String)
    /// A line of the host, known as `name`, came as often again.
    case repeated(name: String, count: Int, message: String)
    /// So many lines of the host are not shown, because there are too many of them.
    case omitted(count: Int)
    /// What the run came to.
    case summary(RunSummary)
    /// The run is over.
    case ended(RunEnd)

    /// The word under which the event is known.
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

    static func terms(_ orderId: Int, _ contract: Contract, _ order: Order) -> Terms {
        let symbol = [contract.symbol, contract.localSymbol].first { !$0.isEmpty } ?? "conId \(contract.conId)"
        let quantity = order.totalQuantity.flatMap { $0 == .zero ? nil : $0 }
        let cash = quantity == nil ? order.cashQty : nil
        return Terms(
            orderId: orderId,
            symbol: symbol,
            action: order.action.text,
            quantity: quantity,
            cash: cash,
            currency: cash == nil ? "" : contract.currency,
            orderType: order.orderType.text,
            price: order.lmtPrice ?? order.auxPrice
        )
    }
}
