package import TWSWire

extension OrderIds {
    /// Learns from a message from TWS which of this client's order ids are in use; other clients' orders do not count.
    package mutating func learn(from message: ServerMessage, clientId: Int) {
        switch message {
        case .nextValidId(let message):
            seeNextValid(message.orderId)
        case .orderStatus(let message) where message.clientId == clientId:
            see(message.orderId)
        case .openOrder(let message) where message.order.clientId == clientId:
            see(message.orderId)
        case .execDetails(let message) where message.execution.clientId == clientId:
            see(message.execution.orderId)
        default:
            break
        }
    }

    /// Learns from a message to TWS, whose order may have an id that its sender chose.
    package mutating func learn(from message: ClientMessage) {
        if case .placeOrder(let order) = message { see(order.orderId) }
    }
}
