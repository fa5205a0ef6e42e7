public import TWSWire

/// An order as it is about to leave, checked and numbered.
public struct PlaceIntent: Sendable, Hashable {
    /// This client's number of the order.
    public var orderId: Int
    /// What is traded.
    public var contract: Contract
    /// The terms.
    public var order: Order

    /// The request that carries it.
    public var message: ClientMessage {
        var place = ClientMessage.PlaceOrder()
        place.orderId = orderId
        place.contract = contract
        place.order = order
        return .placeOrder(place)
    }
}
