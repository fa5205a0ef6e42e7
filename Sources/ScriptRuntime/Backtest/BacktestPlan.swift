internal import SimExchange
internal import TWSSession

/// What one run of a backtest is made from.
struct BacktestPlan: Sendable {
    let script: LoadedScript
    let options: BacktestOptions
    let market: FileMarket
    /// From the first bar to the end of the last one.
    let range: Range<ExchangeInstant>
    /// Splits and dividends, in order of time.
    let actions: [PlannedAction]
    /// When orders fill.
    var profile = FillProfile.paperIB
    /// How the script and the exchange are joined.
    var path = ExchangePath.direct
    /// Whether bars reach the script without messages where nothing comes between them; what it does is the same.
    var feedsBars = true

    /// The exchange at the beginning of the range.
    var exchange: SimExchange {
        var configuration = SimConfiguration()
        configuration.seed = UInt64(bitPattern: Int64(options.seed))
        configuration.start = range.lowerBound
        configuration.sessions = .real
        configuration.fills = profile
        configuration.slippage = options.slippage.slippage
        configuration.accounts = [SimConfiguration.Account(startingCash: options.cash)]
        return SimExchange(configuration: configuration, source: market)
    }

    /// What the client's session is made with: nothing is held back, and time may leap.
    var session: ClientSession.Configuration {
        var session = ClientSession.Configuration()
        session.clientId = RunOptions.usualClientId
        session.maximumRate = 0
        session.peer = "the simulator"
        session.silence = nil
        return session
    }
}
