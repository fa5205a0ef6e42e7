/// What `ibscript sim` was asked to do.
public struct SimulatorOptions: Sendable {
    /// Address to listen on.
    public var address = "127.0.0.1"
    /// Port; 0 takes a free one.
    public var port = 7497
    /// Seed of quotes, ids and latencies.
    public var seed = 1
    /// Speed of the virtual clock.
    public var speed = SimulationSpeed.factor(1)
    /// Highest server version that is offered.
    public var maximumServerVersion = RuntimeFacts.serverVersions.upperBound
    /// Whether every session is read-only.
    public var isReadOnly = false
    /// The client that sees the orders of all; none when absent.
    public var masterClientId: Int?

    /// The defaults of the command.
    public init() {}
}
