package import TWSWire

/// A server's side of connections, whatever carries their bytes.
///
/// Not Sendable: used on the context that owns it.
package protocol ServerLink: AnyObject {
    /// Sends a message to a client; nothing happens if its connection is over.
    ///
    /// - Throws: ``SessionError``: `notConnected` before `started`, `cannotEncode`; nothing is sent then.
    func send(_ message: ServerMessage, to connection: ConnectionID) throws(SessionError)

    /// Writes bytes that are no message, as they are: only for tests of what clients do with them.
    func sendRaw(_ bytes: [UInt8], to connection: ConnectionID)

    /// Closes a connection once everything sent to it is written; `disconnected` follows, and waits for nothing from the client.
    func close(_ connection: ConnectionID, reason: String)
}
