/// The identity of an order among all clients' orders.
struct OrderKey: Hashable, Sendable {
    let clientID: Int
    let orderID: Int
}
