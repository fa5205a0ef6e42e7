public import TWSWire

/// One message that the exchange sends to one client.
public struct Delivery: Sendable, Hashable {
    /// The connection that gets it.
    public let connection: ConnectionID
    /// What it gets.
    public let message: ServerMessage

    /// Pairs a message with its receiver.
    public init(connection: ConnectionID, message: ServerMessage) {
        self.connection = connection
        self.message = message
    }
}
