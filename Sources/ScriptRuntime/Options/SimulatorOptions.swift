internal import CivilTime
internal import ScriptHost
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
    /// File with a course of the market; `nil` for a market that follows the seed alone.
    package var coursePath: String?
    /// File in which orders, ids, money and time outlive the simulator; `nil` for none.
    package var statePath: String?

    /// When the virtual clock begins; `nil` for 2026-01-05 10:00 New York, or the first moment of `market`.
    package var start: StartTime?
    /// File or folder of bars and ticks that are the market; `nil` for a market that is made up.
    package var marketPath: String?

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
        if let start { configuration.start = start.instant }
        if clock == .system { configuration.start = now }
        return configuration
    }

    /// A new exchange, with the market of its course, or of its files, where it has one.
    ///
    /// - Throws: `RunFailure` for files that are no market data.
    func exchange(_ configuration: SimConfiguration, _ course: MarketCourse? = nil) throws(RunFailure) -> SimExchange {
        if let course {
            return SimExchange(configuration: configuration, source: course.market(seed: configuration.seed))
        }
        guard let marketPath else { return SimExchange(configuration: configuration) }
        let data = try MarketDataFiles.read(marketPath, .newYork)
        let market = FileMarket(data.series, data.descriptions)
        guard let first = market.span?.lowerBound else {
            throw RunFailure(ExitStatus.malformed, "\(marketPath): no row lies in its exchange's trading hours")
        }
        var configuration = configuration
        if start == nil, clock == .virtual { configuration.start = first }
        return SimExchange(configuration: configuration, source: market)
    }
}
