package import TWSWire

/// Hears what happens on the connections of a server, whatever carries their bytes.
///
/// Called on the context that owns the link, in the order things happened, and never from inside a call of the link.
package protocol ServerHandler: AnyObject {
    /// The server's time now: for the answer to a handshake, and for error 320.
    func time() -> ServerTime
    /// A client that is about to start can do something besides the protocol.
    func announced(_ capabilities: String, on connection: ConnectionID)
    /// A client has said who it is; from now on messages can be sent to it.
    func started(_ connection: ConnectionID, clientId: Int, serverVersion: Int)
    /// A request came.
    func receive(_ message: ClientMessage, from connection: ConnectionID)
    /// The connection of a client that had started is over; the text says why.
    func disconnected(_ connection: ConnectionID, reason: String)
    /// Something odd was skipped or refused; for the log.
    func note(_ text: String, on connection: ConnectionID)
    /// A connection was not taken; for the log.
    func refused(_ text: String)
}

extension ServerHandler {
    /// Nothing is made of it.
    package func announced(_ capabilities: String, on connection: ConnectionID) {}

    /// Nothing is made of it.
    package func refused(_ text: String) {}
}
