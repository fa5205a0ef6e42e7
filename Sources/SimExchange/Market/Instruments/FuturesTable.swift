internal import TWSWire

/// The built-in futures, by product.
enum FuturesTable {
    /// The months in which a product has contracts, and when they end.
    enum Cycle: Hashable {
        /// March, June, September, December; the third Friday, 08:30 Chicago (CME rulebook, chapters 358 and 353).
        case indexQuarters

        /// Every month; three business days before the 25th of the month before, 14:30 New York (NYMEX chapter 200).
        case crudeOil

        /// Even months; the third-to-last business day of the month, 13:30 New York (COMEX chapter 113).
        case gold
    }

    /// A product's row.
    struct Row {
        /// The conId of the contract of March 2026 for quarters, otherwise of January 2026; those of other months are
        /// counted from it.
        let firstConId: Int
        let symbol: String
        let longName: String
        let exchange: String
        let multiplier: String
        let cycle: Cycle

        /// The price of that contract at the virtual start.
        let openPrice: Double

        /// How much more a contract costs than the one before it.
        let carry: Double
        let dailyVolatility: Double

        /// The instrument whose path it follows.
        let pathId: Int
        let marketRule: MarketRule

        /// Thousands of contracts on an average day.
        let thousandContracts: Int

        /// The largest number of contracts at the best price.
        let quotedLots: Int64

        /// The number of its options' root; `nil` for none.
        var optionRoot: Int?

        /// Industry, category and subcategory of contractDetails.
        let sector: StockTable.Sector
    }

    /// Returns how many contracts of a product are listed at a time.
    static func listedCount(_ cycle: Cycle) -> Int {
        switch cycle {
        case .indexQuarters: 2
        case .crudeOil: 6
        case .gold: 4
        }
    }

    static let rows: [Row] = [
        row(
            900_010_000,
            "ES",
            "E-mini S&P 500",
            "CME",
            "50",
            .indexQuarters,
            6900,
            carry: 55,
            0.010,
            path: 756_733,
            .indexFutures,
            1500,
            60,
            options: 60,
            .equityIndex
        ),
        row(
            900_020_000,
            "MES",
            "Micro E-Mini S&P 500 Stock Price Index",
            "CME",
            "5",
            .indexQuarters,
            6900,
            carry: 55,
            0.010,
            path: 756_733,
            .indexFutures,
            1500,
            90,
            .equityIndex
        ),
        row(
            900_030_000,
            "NQ",
            "E-mini NASDAQ 100",
            "CME",
            "20",
            .indexQuarters,
            25_480,
            carry: 210,
            0.013,
            path: 320_227_571,
            .indexFutures,
            550,
            12,
            .equityIndex
        ),
        row(
            900_040_000,
            "MNQ",
            "Micro E-Mini Nasdaq-100 Index",
            "CME",
            "2",
            .indexQuarters,
            25_480,
            carry: 210,
            0.013,
            path: 320_227_571,
            .indexFutures,
            1500,
            40,
            .equityIndex
        ),
        row(
            900_050_000,
            "CL",
            "Light Sweet Crude Oil",
            "NYMEX",
            "1000",
            .crudeOil,
            57.6,
            carry: -0.12,
            0.02,
            path: 900_050_000,
            .cents,
            350,
            25,
            .energy
        ),
        row(
            900_060_000,
            "GC",
            "Gold",
            "COMEX",
            "100",
            .gold,
            4430,
            carry: 16,
            0.011,
            path: 51_529_211,
            .tenths,
            200,
            10,
            .preciousMetals
        ),
    ]

    private static func row(
        _ firstConId: Int,
        _ symbol: String,
        _ longName: String,
        _ exchange: String,
        _ multiplier: String,
        _ cycle: Cycle,
        _ openPrice: Double,
        carry: Double,
        _ dailyVolatility: Double,
        path: Int,
        _ marketRule: MarketRule,
        _ thousandContracts: Int,
        _ quotedLots: Int64,
        options: Int? = nil,
        _ sector: StockTable.Sector
    ) -> Row {
        Row(
            firstConId: firstConId,
            symbol: symbol,
            longName: longName,
            exchange: exchange,
            multiplier: multiplier,
            cycle: cycle,
            openPrice: openPrice,
            carry: carry,
            dailyVolatility: dailyVolatility,
            pathId: path,
            marketRule: marketRule,
            thousandContracts: thousandContracts,
            quotedLots: quotedLots,
            optionRoot: options,
            sector: sector
        )
    }
}

extension StockTable.Sector {
    fileprivate static let equityIndex = StockTable.Sector(
        industry: "Indices",
        category: "Broad Range Equity Index",
        subcategory: "*"
    )
    fileprivate static let energy = StockTable.Sector(industry: "Energy", category: "Crude Oil", subcategory: "*")
    fileprivate static let preciousMetals = StockTable.Sector(
        industry: "Precious Metals",
        category: "Gold",
        subcategory: "*"
    )
}
