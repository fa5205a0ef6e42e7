/// The built-in US stocks and exchange-traded funds.
enum StockTable {
    /// One row: what differs between US stocks.
    struct Row {
        let conId: Int
        let symbol: String
        let longName: String
        let primaryExchange: String

        /// Mid price at the virtual start.
        let openPrice: Double

        /// Standard deviation of the logarithm of the price over 24 hours.
        let dailyVolatility: Double

        /// Thousands of shares on an average day.
        let thousandShares: Int
        let sector: Sector
    }

    /// Industry, category and subcategory of contractDetails.
    struct Sector {
        let industry: String
        let category: String
        let subcategory: String

        static let computers = Sector(industry: "Technology", category: "Computers", subcategory: "Computers")
        static let chips = Sector(
            industry: "Technology",
            category: "Semiconductors",
            subcategory: "Electronic Compo-Semicon"
        )
        static let software = Sector(
            industry: "Technology",
            category: "Software",
            subcategory: "Applications Software"
        )
        static let internet = Sector(industry: "Communications", category: "Internet", subcategory: "Web Portals/ISP")
        static let media = Sector(industry: "Communications", category: "Media", subcategory: "Multimedia")
        static let cars = Sector(
            industry: "Consumer, Cyclical",
            category: "Auto Manufacturers",
            subcategory: "Auto-Cars/Light Trucks"
        )
        static let retail = Sector(
            industry: "Consumer, Cyclical",
            category: "Retail",
            subcategory: "Retail-Discount"
        )
        static let goods = Sector(
            industry: "Consumer, Non-cyclical",
            category: "Cosmetics/Personal Care",
            subcategory: "Consumer Products"
        )
        static let drinks = Sector(
            industry: "Consumer, Non-cyclical",
            category: "Beverages",
            subcategory: "Beverages-Non-alcoholic"
        )
        static let pharma = Sector(
            industry: "Consumer, Non-cyclical",
            category: "Pharmaceuticals",
            subcategory: "Medical-Drugs"
        )
        static let banks = Sector(industry: "Financial", category: "Banks", subcategory: "Diversified Banking Inst")
        static let payments = Sector(
            industry: "Financial",
            category: "Diversified Finan Serv",
            subcategory: "Finance-Credit Card"
        )
        static let oil = Sector(industry: "Energy", category: "Oil&Gas", subcategory: "Oil Comp-Integrated")
        static let aircraft = Sector(
            industry: "Industrial",
            category: "Aerospace/Defense",
            subcategory: "Aerospace/Defense"
        )
        static let fund = Sector(industry: "Funds", category: "Equity Fund", subcategory: "Index Fund-Large Cap")
    }

    /// Ids below 900,000,000 are IB's own, found alike in several independent package sources.
    static let rows: [Row] = [
        row(265598, "AAPL", "APPLE INC", "NASDAQ", 190, 0.015, 46_000, .computers),
        row(272093, "MSFT", "MICROSOFT CORP", "NASDAQ", 475, 0.014, 22_000, .software),
        row(8314, "IBM", "INTL BUSINESS MACHINES CORP", "NYSE", 295, 0.014, 4_000, .computers),
        row(756733, "SPY", "SS SPDR S&P 500 ETF TRUST-US", "ARCA", 685, 0.010, 70_000, .fund),
        row(320227571, "QQQ", "INVESCO QQQ TRUST SERIES 1", "NASDAQ", 615, 0.013, 48_000, .fund),
        row(4815747, "NVDA", "NVIDIA CORP", "NASDAQ", 189, 0.02, 160_000, .chips),
        row(208813719, "GOOGL", "ALPHABET INC-CL A", "NASDAQ", 315, 0.017, 30_000, .internet),
        row(208813720, "GOOG", "ALPHABET INC-CL C", "NASDAQ", 315.5, 0.017, 20_000, .internet),
        row(3691937, "AMZN", "AMAZON.COM INC", "NASDAQ", 228, 0.017, 40_000, .internet),
        row(107113386, "META", "META PLATFORMS INC-CLASS A", "NASDAQ", 650, 0.019, 14_000, .internet),
        row(76792991, "TSLA", "TESLA INC", "NASDAQ", 440, 0.02, 80_000, .cars),
        row(15124833, "NFLX", "NETFLIX INC", "NASDAQ", 91, 0.018, 35_000, .media),
        row(4391, "AMD", "ADVANCED MICRO DEVICES", "NASDAQ", 220, 0.02, 40_000, .chips),
        row(49462172, "V", "VISA INC-CLASS A SHARES", "NYSE", 348, 0.012, 6_000, .payments),
        row(1520593, "JPM", "JPMORGAN CHASE & CO", "NYSE", 330, 0.014, 9_000, .banks),
        row(270639, "INTC", "INTEL CORP", "NASDAQ", 39.5, 0.02, 90_000, .chips),
        row(6459, "DIS", "WALT DISNEY CO/THE", "NYSE", 113, 0.014, 9_000, .media),
        row(9579970, "IWM", "ISHARES RUSSELL 2000 ETF", "ARCA", 250, 0.014, 35_000, .fund),
        row(9599491, "F", "FORD MOTOR CO", "NYSE", 13.3, 0.017, 55_000, .cars),
        row(900000001, "KO", "COCA-COLA CO/THE", "NYSE", 69, 0.01, 15_000, .drinks),
        row(900000002, "WMT", "WALMART INC", "NASDAQ", 113, 0.012, 17_000, .retail),
        row(900000003, "JNJ", "JOHNSON & JOHNSON", "NYSE", 205, 0.01, 8_000, .pharma),
        row(900000004, "PG", "PROCTER & GAMBLE CO/THE", "NYSE", 142, 0.01, 8_000, .goods),
        row(900000005, "XOM", "EXXON MOBIL CORP", "NYSE", 122, 0.014, 15_000, .oil),
        row(900000006, "BAC", "BANK OF AMERICA CORP", "NYSE", 56, 0.014, 35_000, .banks),
        row(900000007, "GE", "GENERAL ELECTRIC", "NYSE", 315, 0.016, 5_000, .aircraft),
        row(900000008, "BA", "BOEING CO/THE", "NYSE", 222, 0.018, 7_000, .aircraft),
        row(900000009, "CSCO", "CISCO SYSTEMS INC", "NASDAQ", 76, 0.013, 19_000, .computers),
        row(900000010, "ORCL", "ORACLE CORP", "NYSE", 195, 0.02, 20_000, .software),
        row(900000011, "PFE", "PFIZER INC", "NYSE", 25, 0.013, 45_000, .pharma),
    ]

    private static func row(
        _ conId: Int,
        _ symbol: String,
        _ longName: String,
        _ primaryExchange: String,
        _ openPrice: Double,
        _ dailyVolatility: Double,
        _ thousandShares: Int,
        _ sector: Sector
    ) -> Row {
        Row(
            conId: conId,
            symbol: symbol,
            longName: longName,
            primaryExchange: primaryExchange,
            openPrice: openPrice,
            dailyVolatility: dailyVolatility,
            thousandShares: thousandShares,
            sector: sector
        )
    }
}
