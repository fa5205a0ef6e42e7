internal import TWSWire

extension ActivityClock {
    /// US stocks, indices and futures, and their options.
    static let newYork = ActivityClock(.newYork, beatsPerSecond: 2)

    /// Stocks of Xetra.
    static let frankfurt = ActivityClock(.frankfurt, beatsPerSecond: 1)

    /// Hong Kong stocks.
    static let hongKong = ActivityClock(.hongKong, beatsPerSecond: 1)

    /// Currencies and cryptocurrencies.
    static let currencies = ActivityClock(.roundTheClock, beatsPerSecond: 2)
}

extension Instrument {
    /// The US exchanges that list or trade stocks, as captured for AAPL from a live Gateway.
    private static let stockExchanges = [
        "SMART", "AMEX", "NYSE", "CBOE", "PHLX", "ISE", "CHX", "ARCA", "NASDAQ", "DRCTEDGE", "BEX", "BATS", "EDGEA",
        "BYX", "IEX", "EDGX", "FOXRIVER", "PEARL", "NYSENAT", "LTSE", "MEMX", "IBEOS", "OVERNIGHT", "TPLUS0", "PSX",
        "T24X",
    ]

    /// Makes a US stock or fund.
    init(stock row: StockTable.Row) {
        let volume = row.thousandShares * 1000
        let model = QuoteModel(
            pathId: row.conId,
            activity: .newYork,
            pathOpenPrice: row.openPrice,
            openPrice: row.openPrice,
            dailyVolatility: row.dailyVolatility,
            lot: 100,
            quotedLots: 12,
            averageDailyVolume: volume,
            tradePeriod: volume >= 20_000_000 ? 0 : (volume >= 8_000_000 ? 1 : 2),
            quietTradePeriod: 30
        )
        self.init(
            Instrument.Facts(
                conId: row.conId,
                symbol: row.symbol,
                secType: .stock,
                exchange: "SMART",
                primaryExchange: row.primaryExchange,
                currency: "USD",
                localSymbol: row.symbol,
                tradingClass: row.primaryExchange == "NASDAQ" ? "NMS" : row.symbol,
                marketName: row.primaryExchange == "NASDAQ" ? "NMS" : row.symbol,
                marketRule: .usStocks,
                validExchanges: Self.stockExchanges,
                longName: row.longName,
                calendar: .usStocks,
                model: model
            )
        )
        let isFund = row.sector.industry == "Funds"
        if !isFund {
            facts.industry = row.sector.industry
            facts.category = row.sector.category
            facts.subcategory = row.sector.subcategory
        }
        facts.stockType = isFund ? "ETF" : "COMMON"
        facts.isin = row.isin
        facts.minSize = 0.0001
        facts.sizeIncrement = 0.0001
        facts.suggestedSizeIncrement = 100
    }

    /// Makes a stock at Xetra, in euros.
    init(xetra row: StockTable.Row) {
        let model = QuoteModel(
            pathId: row.conId,
            activity: .frankfurt,
            pathOpenPrice: row.openPrice,
            openPrice: row.openPrice,
            dailyVolatility: row.dailyVolatility,
            lot: 10,
            quotedLots: 40,
            averageDailyVolume: row.thousandShares * 1000,
            tradePeriod: 5,
            quietTradePeriod: 60
        )
        self.init(
            Instrument.Facts(
                conId: row.conId,
                symbol: row.symbol,
                secType: .stock,
                exchange: row.primaryExchange,
                primaryExchange: row.primaryExchange,
                currency: "EUR",
                localSymbol: row.symbol,
                tradingClass: "XETRA",
                marketName: "XETRA",
                marketRule: .xetraStocks,
                validExchanges: ["SMART", row.primaryExchange],
                longName: row.longName,
                calendar: .xetra,
                model: model
            )
        )
        facts.isin = row.isin
        facts.industry = row.sector.industry
        facts.category = row.sector.category
        facts.subcategory = row.sector.subcategory
        facts.stockType = "COMMON"
    }

    /// Symbol 177 at Hong Kong: the stock of the well-known example, in board lots of 2,000.
    static let jiangsuExpressway: Instrument = {
        let model = QuoteModel(
            pathId: 900_000_100,
            activity: .hongKong,
            pathOpenPrice: 10.40,
            openPrice: 10.40,
            dailyVolatility: 0.012,
            lot: 2000,
            quotedLots: 40,
            averageDailyVolume: 12_000_000,
            tradePeriod: 5,
            quietTradePeriod: 60
        )
        var stock = Instrument(
            Instrument.Facts(
                conId: 900_000_100,
                symbol: "177",
                secType: .stock,
                exchange: "SEHK",
                primaryExchange: "SEHK",
                currency: "HKD",
                localSymbol: "177",
                tradingClass: "177",
                marketName: "177",
                marketRule: .hongKongStocks,
                validExchanges: ["SMART", "SEHK"],
                longName: "JIANGSU EXPRESS CO LTD-H",
                calendar: .hongKongStocks,
                model: model
            )
        )
        stock.facts.isin = "CNE1000003J5"
        stock.facts.industry = "Industrial"
        stock.facts.category = "Transportation"
        stock.facts.subcategory = "Public Thoroughfares"
        stock.facts.stockType = "COMMON"
        stock.facts.minSize = 2000
        stock.facts.sizeIncrement = 2000
        stock.facts.suggestedSizeIncrement = 2000
        return stock
    }()
}
