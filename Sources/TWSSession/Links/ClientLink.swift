package import TWSWire

/// A client's connection to a TWS, carried by a socket or by memory.
///
/// Not Sendable: used on the context that owns it.
package protocol ClientLink: AnyObject {
    /// The session behind the link, for its counters, version and configuration.
    var session: ClientSession { get }

    /// Whether the bytes of an order, or of a change to it, have not left yet.
    func holds(order orderId: Int) -> Bool

    /// Sends a message with the next ``flush()``, or when pacing allows; orders and cancels go before requests.
    ///
    /// - Throws: ``SessionError``: `notConnected` unless ready, `cannotEncode`, or `queueFull`; nothing is sent then.
    func send(_ message: ClientMessage) throws(SessionError)

    /// Lets everything sent so far leave; the owner calls it at the end of each of its turns.
    func flush()

    /// Takes back orders that wait for pacing or for the socket; they are never sent.
    ///
    /// - Parameter orders: The order IDs to take back; `nil` for all.
    /// - Returns: The order ID of each message taken back, oldest first; an order whose change was also waiting appears
    ///   twice.
    func takeBack(orders: Set<Int>?) -> [Int]

    /// Closes the connection: waiting orders and cancels still leave, then `closed(nil)` comes.
    func close()
}

extension ClientLink {
    /// Whether the session says so.
    package func holds(order orderId: Int) -> Bool { session.holds(order: orderId) }
}
