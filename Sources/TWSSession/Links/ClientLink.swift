package import TWSWire

/// A client's connection to a TWS, whatever carries its bytes: a socket or memory.
///
/// Not Sendable: used on the context that owns it.
package protocol ClientLink: AnyObject {
    /// The session behind the link, for its counts, version and configuration.
    var session: ClientSession { get }

    /// Sends a message, now or when the pacing allows; orders and cancels go before requests.
    ///
    /// - Throws: ``SessionError``: `notConnected` unless ready, `cannotEncode`, `queueFull`; nothing is sent then.
    func send(_ message: ClientMessage) throws(SessionError)

    /// Closes: orders and cancels that wait still leave, then `closed(nil)` comes.
    func close()
}
