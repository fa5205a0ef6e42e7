internal import MarketFiles
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
    /// The length of the data's rows, by symbol.
    var lengths: [String: BarLength] = [:]
    /// When orders fill.
    var profile = FillProfile.paperIB
    /// How the script and the exchange are connected.
    var path = ExchangePath.direct
    /// Whether bars reach the script, and reports about its orders the ledger, without messages if nobody could tell the
    /// difference; the script does the same.
    var feedsBars = true
    /// The pair over which the script's files, modules and time zones are read, in a locked-down process; `nil` in the
    /// program's own.
    var pair: ChildPair?

    /// Makes a plan for a script on the data that was read.
    init(_ script: LoadedScript, _ options: BacktestOptions, _ ground: BacktestGround) {
        self.init(
            script: script,
            options: options,
            market: ground.market,
            range: ground.range,
            actions: ground.actions,
            symbols: ground.symbols
        )
        lengths = ground.lengths
    }

    /// Makes a plan from its parts.
    init(
        script: LoadedScript,
        options: BacktestOptions,
        market: FileMarket,
        range: Range<ExchangeInstant>,
        actions: [PlannedAction],
        symbols: [String] = []
    ) {
        self.script = script
        self.options = options
        self.market = market
        self.range = range
        self.actions = actions
        self.symbols = symbols
    }

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
        return "the data in \(options.data) has only \(symbols.prefix(Self.mostNamed).joined(separator: ", "))\(rest)"
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
