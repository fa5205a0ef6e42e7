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

    /// The next order id: above TWS's next valid id and every id seen for this client.
    ///
    /// - Throws: ``SessionError`` with code `orderIdsExhausted`.
    func nextOrderId() throws(SessionError) -> Int

    /// Learns that order ids up to `id` were used before, for example by an earlier run.
    func reserveOrderIds(through id: Int)

    /// The next id for a request; never one of an order.
    func nextRequestId() -> Int

    /// Closes: orders and cancels that wait still leave, then `closed(nil)` comes.
    func close()
}
