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
        /// Quantity; absent in an order by cash amount.
        package var quantity: ExactDecimal?
        /// Order type.
        package var orderType: String
        /// Limit or stop price; absent where the type has none.
        package var price: Double?
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
    /// The permissions refused an order.
    case denied(code: String, message: String, limit: String?, remedy: String)
    /// TWS reported an error, about an order or a request if `id` is given.
    case error(code: Int?, message: String, id: Int?)
    /// A line of the script's or the host's log.
    case log(String)
    /// A line that the script printed.
    case print(String)
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
        case .log: "log"
        case .print: "print"
        case .ended: "ended"
        }
    }

    static func terms(_ orderId: Int, _ contract: Contract, _ order: Order) -> Terms {
        let symbol = [contract.symbol, contract.localSymbol].first { !$0.isEmpty } ?? "conId \(contract.conId)"
        return Terms(
            orderId: orderId,
            symbol: symbol,
            action: order.action.text,
            quantity: order.totalQuantity,
            orderType: order.orderType.text,
            price: order.lmtPrice ?? order.auxPrice
        )
    }
}
