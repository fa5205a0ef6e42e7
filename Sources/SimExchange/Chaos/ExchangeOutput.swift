package import TWSWire

/// What the owner of a `ChaosExchange` does next for one of its connections.
package enum ExchangeOutput: Sendable, Hashable {
    /// Sends a message.
    case deliver(Delivery)
    /// Closes the connection without a message; the exchange has let the client go already.
    case close(ConnectionID, reason: String)
    /// Sends bytes that are no message, as they are.
    case raw(ConnectionID, [UInt8])

    /// The connection that it concerns.
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
    /// Whether it answers a request at once, and is no news of its own.
    let isAnswer: Bool

    var connection: ConnectionID { output.connection }

    /// The message of a delivery that is news.
    var news: ServerMessage? { isAnswer ? nil : output.message }

    /// The same with another message.
    func carrying(_ message: ServerMessage) -> Outgoing {
        Outgoing(output: .deliver(Delivery(connection: connection, message: message)), isAnswer: isAnswer)
    }
}
