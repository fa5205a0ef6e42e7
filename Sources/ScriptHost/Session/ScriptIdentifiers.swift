/// Gives out the numbers that orders and requests carry on the wire.
///
/// Asked while ``ScriptSession/handle(_:at:)`` runs, so that `place` can return an order with its id at once.
package protocol ScriptIdentifiers: AnyObject {
    /// A new order id, above every id seen so far.
    func nextOrderId() -> Int
    /// A new request id, far from the order ids.
    func nextRequestId() -> Int
}
