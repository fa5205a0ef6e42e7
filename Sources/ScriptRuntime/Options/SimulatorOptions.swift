internal import CivilTime
internal import ScriptHost
internal import SimExchange

/// The options of `ibscript sim`.
package struct SimulatorOptions: Sendable, Hashable {
    /// The address to listen on.
    package var address = "127.0.0.1"
    /// The port; 0 picks a free one.
    package var port = 7497
    /// The seed of quotes, IDs and latencies.
    package var seed = 1
    /// The source of the exchange's time.
    package var clock = Clock.virtual
    /// The speed of the virtual clock.
    package var speed = SimulationSpeed.factor(1)
    /// The highest server version offered.
    package var maximumServerVersion = RuntimeFacts.serverVersions.upperBound
    /// Whether every session is read-only.
    package var isReadOnly = false
    /// The client that sees the orders of all clients; `nil` for none.
    package var masterClientId: Int?
    /// The addresses, besides loopback, from which clients may connect; empty for all.
    package var trustedAddresses: [String] = []
    /// Whether to show the live board if standard output is a terminal.
    package var showsBoard = true
    /// When orders fill.
    package var fills = Fills.paperIB
    /// The market data that clients receive.
    package var data = Data.live
    /// When the market is open.
    package var sessions = Sessions.open
    /// Whether TWS's precautionary settings apply to API orders.
    package var hasPrecautions = false
    /// The accounts of the login.
    package var accounts = AccountList()
    /// The faults to inject.
    package var chaos = ChaosList()
    /// The file with a market course; `nil` for a market that follows only the seed.
    package var coursePath: String?
    /// The file in which orders, IDs, money and time outlive the simulator; `nil` for none.
    package var statePath: String?

    /// When the virtual clock starts; `nil` for 2026-01-05 10:00 New York, or the first moment of `market`.
    package var start: StartTime?
    /// The file or folder of bars and ticks for the market; `nil` for a generated market.
    package var marketPath: String?

    /// Makes options with the command's defaults.
    package init() {}

    /// Returns the configuration of the exchange at a moment of the machine's clock.
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

    /// Makes an exchange, with the market of its course or its files if it has one.
    ///
    /// - Throws: `RunFailure` for files that contain no market data.
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
