/// Where a run has logged in.
package struct RunLogin: Sendable, Hashable {
    /// The account that it trades.
    package var account: String
    /// The simulator in another process that has the account; `nil` for TWS and for the embedded simulator.
    package var instance: String?
    /// Where TWS was found, as `host:port`; `nil` if unknown.
    package var peer: String?

    /// Makes a login from its parts.
    package init(account: String, instance: String? = nil, peer: String? = nil) {
        (self.account, self.instance, self.peer) = (account, instance, peer)
    }
}
