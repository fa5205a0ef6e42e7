package import TWSWire

/// Receives the events of a server's connections, whatever carries their bytes.
///
/// Called on the context that owns the link, in the order of events, and never from inside a call of the link.
package protocol ServerHandler: AnyObject {
    /// Returns the server's current time: for the answer to a handshake, and for error 320.
    func time() -> ServerTime
    /// A client that is about to start has capabilities beyond the protocol.
    func announced(_ capabilities: String, on connection: ConnectionID)
    /// A client has identified itself; from now on messages can be sent to it.
    func started(_ connection: ConnectionID, clientId: Int, serverVersion: Int)
    /// A request arrived.
    func receive(_ message: ClientMessage, from connection: ConnectionID)
    /// The connection of a started client has ended; the text says why.
    func disconnected(_ connection: ConnectionID, reason: String)
    /// Something odd was skipped or refused; for the log.
    func note(_ text: String, on connection: ConnectionID)
    /// A connection was refused; for the log.
    func refused(_ text: String)
}

extension ServerHandler {
    /// Does nothing.
    package func announced(_ capabilities: String, on connection: ConnectionID) {}

    /// Does nothing.
    package func refused(_ text: String) {}
}
