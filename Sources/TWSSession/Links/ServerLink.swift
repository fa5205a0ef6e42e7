package import TWSWire

/// The server's side of connections, whatever carries their bytes.
///
/// Not Sendable: used on the context that owns it.
package protocol ServerLink: AnyObject {
    /// Sends a message to a client; does nothing if its connection has ended.
    ///
    /// - Throws: ``SessionError``: `notConnected` before `started`, or `cannotEncode`; nothing is sent then.
    func send(_ message: ServerMessage, to connection: ConnectionID) throws(SessionError)

    /// Writes raw bytes exactly as given: only to test how clients handle them.
    func sendRaw(_ bytes: [UInt8], to connection: ConnectionID)

    /// Closes a connection once everything sent to it is written; `disconnected` follows without waiting for the
    /// client.
    func close(_ connection: ConnectionID, reason: String)
}
