package import TWSWire

/// An order as it is about to leave, checked and numbered.
package struct PlaceIntent: Sendable, Hashable {
    /// This client's number of the order.
    package var orderId: Int
    /// What is traded.
    package var contract: Contract
    /// The terms.
    package var order: Order

    /// The request that carries it.
    package var message: ClientMessage {
        var place = ClientMessage.PlaceOrder()
        place.orderId = orderId
        place.contract = contract
        place.order = order
        return .placeOrder(place)
    }
}
