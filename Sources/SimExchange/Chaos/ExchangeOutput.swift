package import TWSWire

/// What the owner of a `ChaosExchange` must do next for one of its connections.
package enum ExchangeOutput: Sendable, Hashable {
    /// Send a message.
    case deliver(Delivery)
    /// Close the connection without a message; the exchange has already removed the client.
    case close(ConnectionID, reason: String)
    /// Send raw bytes exactly as given.
    case raw(ConnectionID, [UInt8])

    /// The connection concerned.
    package var connection: ConnectionID {
        switch self {
        case .deliver(let delivery): delivery.connection
        case .close(let connection, _), .raw(let connection, _): connection
        }
    }

    /// The message; `nil` for everything but a delivery.
    package var message: ServerMessage? {
        if case .deliver(let delivery) = self { delivery.message } else { nil }
    }
}

/// An output on its way through the effects.
struct Outgoing: Sendable {
    var output: ExchangeOutput
    /// Whether it answers a request directly, as opposed to news.
    let isAnswer: Bool

    var connection: ConnectionID { output.connection }

    /// The message of a delivery that is news.
    var news: ServerMessage? { isAnswer ? nil : output.message }

    /// Returns the same output with another message.
    func carrying(_ message: ServerMessage) -> Outgoing {
        Outgoing(output: .deliver(Delivery(connection: connection, message: message)), isAnswer: isAnswer)
    }
}
