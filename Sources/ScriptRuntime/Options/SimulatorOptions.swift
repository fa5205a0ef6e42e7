internal import SimExchange

/// What `ibscript sim` was asked to do.
package struct SimulatorOptions: Sendable, Hashable {
    /// Address to listen on.
    package var address = "127.0.0.1"
    /// Port; 0 picks a free one.
    package var port = 7497
    /// Seed of quotes, ids and latencies.
    package var seed = 1
    /// Where the exchange's time comes from.
    package var clock = Clock.virtual
    /// Speed of the virtual clock.
    package var speed = SimulationSpeed.factor(1)
    /// Highest server version that is offered.
    package var maximumServerVersion = RuntimeFacts.serverVersions.upperBound
    /// Whether every session is read-only.
    package var isReadOnly = false
    /// The client that sees the orders of all; none when absent.
    package var masterClientId: Int?
    /// Addresses besides loopback from which clients may connect; empty for all.
    package var trustedAddresses: [String] = []
    /// Whether the live board is shown, where standard output is a terminal.
    package var showsBoard = true
    /// When orders fill.
    package var fills = Fills.paperIB
    /// Which market data clients get.
    package var data = Data.live
    /// When the market is open.
    package var sessions = Sessions.open
    /// Whether TWS's precautionary settings hold for API orders.
    package var hasPrecautions = false
    /// The accounts of the login.
    package var accounts = AccountList()
    /// Faults to inject.
    package var chaos = ChaosList()
    /// File in which orders, ids, money and time outlive the simulator; `nil` for none.
    package var statePath: String?

    /// The defaults of the command.
    package init() {}

    /// What the exchange is made with at a moment of the machine's clock.
    func exchangeConfiguration(now: ExchangeInstant) -> SimConfiguration {
        var configuration = SimConfiguration()
        configuration.seed = UInt64(bitPattern: Int64(seed))
        configuration.accounts = accounts.accounts
        configuration.isReadOnly = isReadOnly
        configuration.masterClientId = masterClientId
        configuration.fills = fills.profile
        configuration.data = data.mode
        configuration.sessions = sessions.hours
        if hasPrecautions { configuration.precautions = SimConfiguration.Precautions() }
        if clock == .system { configuration.start = now }
        return configuration
    }
}
