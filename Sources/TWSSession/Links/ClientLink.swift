package import TWSWire

/// A client's connection to a TWS, whatever carries its bytes: a socket or memory.
///
/// Not Sendable: used on the context that owns it.
package protocol ClientLink: AnyObject {
    /// The session behind the link, for its counts, version and configuration.
    var session: ClientSession { get }

    /// Whether the bytes of an order, or of a change of it, have not left.
    func holds(order orderId: Int) -> Bool

    /// Sends a message with the next ``flush()``, or when the pacing allows; orders and cancels go before requests.
    ///
    /// - Throws: ``SessionError``: `notConnected` unless ready, `cannotEncode`, `queueFull`; nothing is sent then.
    func send(_ message: ClientMessage) throws(SessionError)

    /// Lets everything sent so far leave; its owner calls it at the end of each of its turns.
    func flush()

    /// Takes orders back that wait for the pacing or the socket; they are never sent.
    ///
    /// - Parameter orders: the ids to take back; `nil` for all.
    /// - Returns: the order id of each message taken back, oldest first; an order whose change waited as well is named
    ///   twice.
    func takeBack(orders: Set<Int>?) -> [Int]

    /// Closes: orders and cancels that wait still leave, then `closed(nil)` comes.
    func close()
}

extension ClientLink {
    /// As its session says.
    package func holds(order orderId: Int) -> Bool { session.holds(order: orderId) }
}
