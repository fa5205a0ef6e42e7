internal import TWSWire

/// The simulator's log of requests and answers: orders, fills and errors, one line each.
struct ServerLog {
    /// Whether lines of orders and fills name the account: if there are several.
    let namesAccounts: Bool

    /// Returns the line for a client's request; `nil` for requests that the log leaves out.
    func line(_ request: ClientMessage, clientId: Int) -> String? {
        switch request {
        case .placeOrder(let place):
            let order = place.order
            let quantity = order.totalQuantity.map { "\($0)" } ?? ""
            let prices = [BoardNumber.price(order.lmtPrice), BoardNumber.price(order.auxPrice)].filter { !$0.isEmpty }
            let words = [
                order.action.text, quantity, BoardNumber.contract(place.contract), order.orderType.text,
                prices.joined(separator: " "), order.whatIf ? "what-if" : "", order.transmit ? "" : "not transmitted",
            ]
            return "client \(clientId) order \(place.orderId): " + words.filter { !$0.isEmpty }.joined(separator: " ")
                + suffix(order.account)
        case .cancelOrder(let cancel): return "client \(clientId) order \(cancel.orderId): cancel"
        case .reqGlobalCancel: return "client \(clientId): cancel all orders"
        default: return nil
        }
    }

    /// Returns the line for a message to a client; `nil` for messages that the log leaves out, and for messages about
    /// another client's orders.
    func line(_ message: ServerMessage, clientId: Int) -> String? {
        switch message {
        case .execDetails(let fill) where fill.reqId < 0 && fill.execution.clientId == clientId:
            let shares = fill.execution.shares.map { "\($0)" } ?? ""
            return "client \(clientId) order \(fill.execution.orderId): \(fill.execution.side) \(shares) "
                + "\(BoardNumber.contract(fill.contract)) at \(BoardNumber.price(fill.execution.price))"
                + suffix(fill.execution.acctNumber)
        case .error(let error) where !(2100..<2200).contains(error.errorCode):
            let subject = error.reqId < 0 ? "" : " id \(error.reqId)"
            return "client \(clientId)\(subject): error \(error.errorCode), \(error.errorString)"
        default: return nil
        }
    }

    private func suffix(_ account: String) -> String {
        namesAccounts && !account.isEmpty ? " in \(account)" : ""
    }
}
