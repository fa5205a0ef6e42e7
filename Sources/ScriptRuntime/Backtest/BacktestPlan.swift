internal import SimExchange
internal import TWSSession

/// What one run of a backtest is made from.
struct BacktestPlan: Sendable {
    let script: LoadedScript
    let options: BacktestOptions
    let market: FileMarket
    /// The range from the first bar to the end of the last one.
    let range: Range<ExchangeInstant>
    /// The splits and dividends, in order of time.
    let actions: [PlannedAction]
    /// The symbols in the data, sorted.
    var symbols: [String] = []
    /// When orders fill.
    var profile = FillProfile.paperIB
    /// How the script and the exchange are connected.
    var path = ExchangePath.direct
    /// Whether bars reach the script without messages if nothing happens between them; the script does the same.
    var feedsBars = true

    /// The exchange at the beginning of the range.
    var exchange: SimExchange {
        var configuration = SimConfiguration()
        configuration.seed = UInt64(bitPattern: Int64(options.seed))
        configuration.start = range.lowerBound
        configuration.sessions = .real
        configuration.fills = profile
        configuration.slippage = options.slippage.slippage
        configuration.marketNote = marketNote
        configuration.accounts = [SimConfiguration.Account(startingCash: options.cash)]
        return SimExchange(configuration: configuration, source: market)
    }

    /// The largest number of symbols listed in the error about an unknown contract.
    private static let mostNamed = 10

    /// The contents of the data, shown when a script asks for anything else.
    private var marketNote: String {
        let rest = symbols.count > Self.mostNamed ? " and \(symbols.count - Self.mostNamed) more" : ""
        return "the data in \(options.data) have \(symbols.prefix(Self.mostNamed).joined(separator: ", "))\(rest)"
    }

    /// The configuration of the client's session: nothing is held back, and time may leap.
    var session: ClientSession.Configuration {
        var session = ClientSession.Configuration()
        session.clientId = RunOptions.usualClientId
        session.maximumRate = 0
        session.peer = "the simulator"
        session.silence = nil
        return session
    }
}
