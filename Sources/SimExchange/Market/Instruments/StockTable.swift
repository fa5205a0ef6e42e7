/// The built-in stocks and exchange-traded funds: of the US, and of Xetra in Frankfurt.
enum StockTable {
    /// A stock's row.
    struct Row {
        let conId: Int
        let symbol: String

        /// For a US security: the country, the nine characters of the CUSIP, and a check digit.
        let isin: String
        let longName: String
        let primaryExchange: String

        /// The midpoint at the virtual start.
        let openPrice: Double

        /// The standard deviation of the logarithm of the price over 24 hours.
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
        static let restaurants = Sector(
            industry: "Consumer, Cyclical",
            category: "Retail",
            subcategory: "Retail-Restaurants"
        )
        static let buildingRetail = Sector(
            industry: "Consumer, Cyclical",
            category: "Retail",
            subcategory: "Retail-Building Products"
        )
        static let insurance = Sector(
            industry: "Financial",
            category: "Insurance",
            subcategory: "Reinsurance"
        )
        static let brokers = Sector(
            industry: "Financial",
            category: "Diversified Finan Serv",
            subcategory: "Finance-Invest Bnkr/Brkr"
        )
        static let conglomerates = Sector(
            industry: "Industrial",
            category: "Miscellaneous Manufactur",
            subcategory: "Diversified Manufact Op"
        )
        static let commodityFund = Sector(industry: "Funds", category: "Commodity Fund", subcategory: "Commodity")
        static let bondFund = Sector(industry: "Funds", category: "Debt Fund", subcategory: "Government/Agency-Long")
        static let fund = Sector(industry: "Funds", category: "Equity Fund", subcategory: "Index Fund-Large Cap")
    }

    /// IDs below 900,000,000 are IB's own; several independent package sources agree on them.
    static let rows: [Row] = [
        row(265598, "AAPL", "US0378331005", "APPLE INC", "NASDAQ", 190, 0.015, 46_000, .computers),
        row(272093, "MSFT", "US5949181045", "MICROSOFT CORP", "NASDAQ", 475, 0.014, 22_000, .software),
        row(8314, "IBM", "US4592001014", "INTL BUSINESS MACHINES CORP", "NYSE", 295, 0.014, 4_000, .computers),
        row(756733, "SPY", "US78462F1030", "SS SPDR S&P 500 ETF TRUST-US", "ARCA", 685, 0.010, 70_000, .fund),
        row(320227571, "QQQ", "US46090E1038", "INVESCO QQQ TRUST SERIES 1", "NASDAQ", 615, 0.013, 48_000, .fund),
        row(4815747, "NVDA", "US67066G1040", "NVIDIA CORP", "NASDAQ", 189, 0.02, 160_000, .chips),
        row(208813719, "GOOGL", "US02079K3059", "ALPHABET INC-CL A", "NASDAQ", 315, 0.017, 30_000, .internet),
        row(208813720, "GOOG", "US02079K1079", "ALPHABET INC-CL C", "NASDAQ", 315.5, 0.017, 20_000, .internet),
        row(3691937, "AMZN", "US0231351067", "AMAZON.COM INC", "NASDAQ", 228, 0.017, 40_000, .internet),
        row(107113386, "META", "US30303M1027", "META PLATFORMS INC-CLASS A", "NASDAQ", 650, 0.019, 14_000, .internet),
        row(76792991, "TSLA", "US88160R1014", "TESLA INC", "NASDAQ", 440, 0.02, 80_000, .cars),
        row(15124833, "NFLX", "US64110L1061", "NETFLIX INC", "NASDAQ", 91, 0.018, 35_000, .media),
        row(4391, "AMD", "US0079031078", "ADVANCED MICRO DEVICES", "NASDAQ", 220, 0.02, 40_000, .chips),
        row(49462172, "V", "US92826C8394", "VISA INC-CLASS A SHARES", "NYSE", 348, 0.012, 6_000, .payments),
        row(1520593, "JPM", "US46625H1005", "JPMORGAN CHASE & CO", "NYSE", 330, 0.014, 9_000, .banks),
        row(270639, "INTC", "US4581401001", "INTEL CORP", "NASDAQ", 39.5, 0.02, 90_000, .chips),
        row(6459, "DIS", "US2546871060", "WALT DISNEY CO/THE", "NYSE", 113, 0.014, 9_000, .media),
        row(9579970, "IWM", "US4642876555", "ISHARES RUSSELL 2000 ETF", "ARCA", 250, 0.014, 35_000, .fund),
        row(9599491, "F", "US3453708600", "FORD MOTOR CO", "NYSE", 13.3, 0.017, 55_000, .cars),
        row(900000001, "KO", "US1912161007", "COCA-COLA CO/THE", "NYSE", 69, 0.01, 15_000, .drinks),
        row(900000002, "WMT", "US9311421039", "WALMART INC", "NASDAQ", 113, 0.012, 17_000, .retail),
        row(900000003, "JNJ", "US4781601046", "JOHNSON & JOHNSON", "NYSE", 205, 0.01, 8_000, .pharma),
        row(900000004, "PG", "US7427181091", "PROCTER & GAMBLE CO/THE", "NYSE", 142, 0.01, 8_000, .goods),
        row(900000005, "XOM", "US30231G1022", "EXXON MOBIL CORP", "NYSE", 122, 0.014, 15_000, .oil),
        row(900000006, "BAC", "US0605051046", "BANK OF AMERICA CORP", "NYSE", 56, 0.014, 35_000, .banks),
        row(900000007, "GE", "US3696043013", "GENERAL ELECTRIC", "NYSE", 315, 0.016, 5_000, .aircraft),
        row(900000008, "BA", "US0970231058", "BOEING CO/THE", "NYSE", 222, 0.018, 7_000, .aircraft),
        row(900000009, "CSCO", "US17275R1023", "CISCO SYSTEMS INC", "NASDAQ", 76, 0.013, 19_000, .computers),
        row(900000010, "ORCL", "US68389X1054", "ORACLE CORP", "NYSE", 195, 0.02, 20_000, .software),
        row(900000011, "PFE", "US7170811035", "PFIZER INC", "NYSE", 25, 0.013, 45_000, .pharma),
        row(900000012, "MA", "US57636Q1040", "MASTERCARD INC - A", "NYSE", 575, 0.013, 3_000, .payments),
        row(9408, "MCD", "US5801351017", "MCDONALD'S CORP", "NYSE", 305, 0.011, 3_500, .restaurants),
        row(72063691, "BRK B", "US0846707026", "BERKSHIRE HATHAWAY INC-CL B", "NYSE", 500, 0.010, 4_500, .insurance),
        row(43645865, "IBKR", "US45841N1072", "INTERACTIVE BROKERS GRO-CL A", "NASDAQ", 66, 0.019, 6_000, .brokers),
        row(51529211, "GLD", "US78463V1070", "SPDR GOLD SHARES", "ARCA", 409, 0.011, 12_000, .commodityFund),
        row(15547841, "TLT", "US4642874329", "ISHARES 20+ YEAR TREASURY BD", "NASDAQ", 87.5, 0.009, 35_000, .bondFund),
        row(73128548, "DIA", "US78467X1090", "SS SPDR DJIA TRUST-US", "ARCA", 490, 0.009, 4_500, .fund),
        row(900000013, "COST", "US22160K1051", "COSTCO WHOLESALE CORP", "NASDAQ", 870, 0.012, 2_200, .retail),
        row(900000014, "HD", "US4370761029", "HOME DEPOT INC", "NYSE", 348, 0.012, 4_000, .buildingRetail),
        row(900000015, "PEP", "US7134481081", "PEPSICO INC", "NASDAQ", 143, 0.011, 7_000, .drinks),
    ]

    /// Stocks at Xetra, which IB calls IBIS, in euros.
    static let xetra: [Row] = [
        row(900000101, "SIE", "DE0007236101", "SIEMENS AG-REG", "IBIS", 240, 0.013, 1_100, .conglomerates)
    ]

    private static func row(
        _ conId: Int,
        _ symbol: String,
        _ isin: String,
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
            isin: isin,
            longName: longName,
            primaryExchange: primaryExchange,
            openPrice: openPrice,
            dailyVolatility: dailyVolatility,
            thousandShares: thousandShares,
            sector: sector
        )
    }
}
