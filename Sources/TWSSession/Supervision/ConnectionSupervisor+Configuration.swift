extension ConnectionSupervisor {
    /// The settings for the attempts.
    package struct Configuration: Sendable {
        /// Where to connect, in the order of the attempts; at least one.
        package var endpoints: [Endpoint]
        /// Whether the first connection is retried until there is one.
        package var waits = false
        /// Whether a lost connection is re-established.
        package var reconnects = false
        /// How long to go without a connection before giving up; `nil` for forever.
        package var giveUpAfter: Duration?

        /// A connection that was ready for this long counts as stable: after its loss, the waits start at 1 s again.
        package static let lifetime: Duration = .seconds(10)

        /// Makes a configuration with one attempt, and none after a loss.
        package init(endpoints: [Endpoint]) { self.endpoints = endpoints }
    }
}
