/// What a script may read: `[read]` of its header.
package struct ReadPermissions: Hashable, Sendable {
    /// Positions of the run's account.
    package var positions = true
    /// Values and P&L of the run's account.
    package var account = true
    /// Orders and executions of other clients.
    package var otherOrders = false
    /// Snapshots of quotes that cost money each.
    package var regulatorySnapshots = false

    /// The defaults.
    package init() {}
}
