package import TWSWire

/// Receives the events of a client's connection, whatever carries its bytes.
///
/// Called on the context that owns the link (the event loop of a socket, the caller of ``MemoryLink/deliver()``), in
/// the order of events, and never from inside a call of the link. The last call is `failed` or `closed`.
/// An actor whose executor is that event loop conforms with `nonisolated` methods that use `assumeIsolated`.
package protocol ClientHandler: AnyObject {
    /// The connection can be used; messages that came before have already been received.
    func ready(_ ready: ClientSession.Ready)
    /// A message arrived, possibly before `ready`.
    func receive(_ message: ServerMessage)
    /// A message about orders, fills or positions was lost: read them again.
    func reconcile(_ reason: String)
    /// Something odd was skipped; for the log.
    func note(_ text: String)
    /// The peer is our simulator: what it says about itself, before `ready` and whenever it changes.
    func simulator(_ notice: SimulatorNotice)
    /// The request with this ID waits for pacing; its answer takes longer than usual.
    func held(_ requestId: Int)
    /// The held request has left.
    func left(_ requestId: Int)
    /// The connection was never ready and never will be.
    func failed(_ error: SessionError)
    /// A ready connection has ended; `nil` if this side closed it. The session's `unsentOrders` are the orders that
    /// never left.
    func closed(_ error: SessionError?)
}
