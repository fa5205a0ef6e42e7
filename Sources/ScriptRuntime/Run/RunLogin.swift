/// Where a run has come in.
package struct RunLogin: Sendable, Hashable {
    /// The account that it trades.
    package var account: String
    /// Names the simulator in another process that the account lives on; `nil` for TWS and for the embedded one.
    package var instance: String?
    /// Where TWS was found, as `host:port`; `nil` where that is not told.
    package var peer: String?

    /// A login from its parts.
    package init(account: String, instance: String? = nil, peer: String? = nil) {
        (self.account, self.instance, self.peer) = (account, instance, peer)
    }
}
