package import TWSWire

/// Hears what happens on a client's connection, whatever carries its bytes.
///
/// Called on the context that owns the link (the event loop of a socket, the caller of ``MemoryLink/deliver()``), in
/// the order things happened, and never from inside a call of the link. The last call is `failed` or `closed`.
/// An actor whose executor is that event loop conforms with `nonisolated` methods that use `assumeIsolated`.
package protocol ClientHandler: AnyObject {
    /// The connection can be used; messages that came before have been received already.
    func ready(_ ready: ClientSession.Ready)
    /// A message came, also before `ready`.
    func receive(_ message: ServerMessage)
    /// A message about orders, fills or positions was lost: read them again.
    func reconcile(_ reason: String)
    /// Something odd was skipped; for the log.
    func note(_ text: String)
    /// The peer is our simulator: what it says of itself, before `ready` and whenever it changes.
    func simulator(_ notice: SimulatorNotice)
    /// The request of this number waits for the pacing; its answer takes longer than usual.
    func held(_ requestId: Int)
    /// The request that was held has left.
    func left(_ requestId: Int)
    /// The connection was never ready and never will be.
    func failed(_ error: SessionError)
    /// The connection was ready and is over; `nil` when we closed it. The session's `unsentOrders` are the orders that
    /// never left.
    func closed(_ error: SessionError?)
}
