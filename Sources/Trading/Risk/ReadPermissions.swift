/// What a script may read: `[read]` in its header.
package struct ReadPermissions: Hashable, Sendable {
    /// Whether it may read positions of the run's account.
    package var positions = true
    /// Whether it may read values and P&L of the run's account.
    package var account = true
    /// Whether it may read orders and executions of other clients.
    package var otherOrders = false
    /// Whether it may request quote snapshots that cost a fee each.
    package var regulatorySnapshots = false

    /// Creates the default permissions.
    package init() {}
}
