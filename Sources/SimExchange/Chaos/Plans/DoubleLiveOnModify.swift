internal import TWSWire

/// `double-live-on-modify`: the first change to a live order leaves it unchanged and places another one with the new
/// terms, under the same order ID and a permId of its own.
struct DoubleLiveOnModify: ChaosEffect {
    private var doubled: Set<OrderKey> = []

    mutating func passes(
        _ request: ClientMessage,
        from connection: ConnectionID,
        _ exchange: inout SimExchange,
        _ turn: inout Turn
    ) -> Bool {
        guard case .placeOrder(let order) = request, let clientID = turn.clients[connection] else { return true }
        let key = OrderKey(clientID: clientID, orderID: order.orderId)
        guard !doubled.contains(key), exchange.placeTwin(order, key) else { return true }
        doubled.insert(key)
        return false
    }
}
