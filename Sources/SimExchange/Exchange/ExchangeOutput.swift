package import TWSWire

/// What the owner of an exchange must do next for one of its connections.
package enum ExchangeOutput: Sendable, Hashable {
    /// Send a message.
    case deliver(Delivery)
    /// Send the messages that say once more that an order has filled; only if ``ChaosExchange/defersFilledOrders``.
    case filled(ConnectionID, FilledOrder)
    /// Close the connection without a message; the exchange has already removed the client.
    case close(ConnectionID, reason: String)
    /// Send raw bytes exactly as given.
    case raw(ConnectionID, [UInt8])

    /// The connection concerned.
    package var connection: ConnectionID {
        switch self {
        case .deliver(let delivery): delivery.connection
        case .filled(let connection, _), .close(let connection, _), .raw(let connection, _): connection
        }
    }

    /// The message; `nil` for everything but a delivery.
    package var message: ServerMessage? {
        if case .deliver(let delivery) = self { delivery.message } else { nil }
    }

    /// The messages that it consists of, in order; none for everything but deliveries and filled orders.
    var deliveries: [Delivery] {
        switch self {
        case .deliver(let delivery): [delivery]
        case .filled(let connection, let order):
            order.messages.map { Delivery(connection: connection, message: $0) }
        case .close, .raw: []
        }
    }
}
