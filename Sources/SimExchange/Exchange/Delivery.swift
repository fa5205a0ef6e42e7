package import TWSWire

/// A message that the exchange sends to one client.
package struct Delivery: Sendable, Hashable {
    /// The connection that receives it.
    package let connection: ConnectionID
    /// The message.
    package let message: ServerMessage

    /// Makes a delivery of a message to a receiver.
    package init(connection: ConnectionID, message: ServerMessage) {
        self.connection = connection
        self.message = message
    }
}
