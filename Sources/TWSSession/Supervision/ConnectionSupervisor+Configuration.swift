extension ConnectionSupervisor {
    /// What the attempts are made with.
    package struct Configuration: Sendable {
        /// Where to connect, in the order they are tried; at least one.
        package var endpoints: [Endpoint]
        /// Whether the first connection is tried until there is one.
        package var waits = false
        /// Whether a lost connection is made again.
        package var reconnects = false
        /// How long a time without a connection may last before it is given up; `nil` for ever.
        package var giveUpAfter: Duration?

        /// A connection that was ready so long has lived: the waits begin at 1 s again when it is lost.
        package static let lifetime: Duration = .seconds(10)

        /// One attempt, and none after a loss.
        package init(endpoints: [Endpoint]) { self.endpoints = endpoints }
    }
}
