internal import TWSWire

/// The built-in indices, cryptocurrencies, contracts for difference and metals, which neither expire nor are listed on
/// a stock exchange.
enum SpotTable {
    /// A row of the table.
    struct Row {
        let conId: Int
        let symbol: String
        let longName: String
        let exchange: String

        /// The value at the virtual start.
        let openPrice: Double

        /// The standard deviation of the logarithm of the value over 24 hours.
        let dailyVolatility: Double

        /// The instrument whose path it follows; its own conId for a path of its own.
        let pathId: Int
        let marketRule: MarketRule

        /// The number of its options' root; `nil` for none.
        var optionRoot: Int?
    }

    /// Indices: they are computed, not traded. SPX follows the path of SPY, NDX that of QQQ.
    static let indices: [Row] = [
        row(416_904, "SPX", "S&P 500 Stock Index", "CBOE", 6858, 0.010, pathId: 756_733, .points, options: 61),
        row(416_843, "NDX", "NASDAQ 100 Stock Index", "NASDAQ", 25_300, 0.013, pathId: 320_227_571, .points),
        row(13_455_763, "VIX", "CBOE Volatility Index", "CBOE", 15.2, 0.04, pathId: 13_455_763, .points),
    ]

    /// Cryptocurrencies in US dollars at PAXOS.
    static let cryptos: [Row] = [
        row(479_624_278, "BTC", "Bitcoin cryptocurrency", "PAXOS", 93_000, 0.025, pathId: 479_624_278, .bitcoin),
        row(495_759_171, "ETH", "Ethereum cryptocurrency", "PAXOS", 3180, 0.033, pathId: 495_759_171, .points),
    ]

    /// Contracts for difference on an index in US dollars; IBUS30 follows the path of DIA.
    static let differences: [Row] = [
        row(900_000_300, "IBUS30", "US 30 index", "SMART", 49_000, 0.009, pathId: 73_128_548, .points)
    ]

    /// Metals in US dollars, by the ounce; gold follows the path of GLD.
    static let commodities: [Row] = [
        row(69_067_924, "XAUUSD", "London Gold", "SMART", 4420, 0.011, pathId: 51_529_211, .points)
    ]

    private static func row(
        _ conId: Int,
        _ symbol: String,
        _ longName: String,
        _ exchange: String,
        _ openPrice: Double,
        _ dailyVolatility: Double,
        pathId: Int,
        _ marketRule: MarketRule,
        options: Int? = nil
    ) -> Row {
        Row(
            conId: conId,
            symbol: symbol,
            longName: longName,
            exchange: exchange,
            openPrice: openPrice,
            dailyVolatility: dailyVolatility,
            pathId: pathId,
            marketRule: marketRule,
            optionRoot: options
        )
    }
}
