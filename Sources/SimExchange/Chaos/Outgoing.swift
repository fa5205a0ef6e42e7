internal import TWSWire

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
