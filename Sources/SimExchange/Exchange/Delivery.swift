package import TWSWire

/// One message that the exchange sends to one client.
package struct Delivery: Sendable, Hashable {
    /// The connection that gets it.
    package let connection: ConnectionID
    /// What it gets.
    package let message: ServerMessage

    /// Pairs a message with its receiver.
    package init(connection: ConnectionID, message: ServerMessage) {
        self.connection = connection
        self.message = message
    }
}
