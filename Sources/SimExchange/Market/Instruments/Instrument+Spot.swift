internal import TWSWire

extension Instrument {
    /// Makes a currency pair at IDEALPRO.
    init(pair row: CurrencyTable.Row) {
        let pathVolatility = row.dailyVolatility
        var model = QuoteModel(
            pathId: row.cross?.first ?? row.conId,
            activity: .currencies,
            pathOpenPrice: row.openPrice,
            openPrice: row.openPrice,
            dailyVolatility: pathVolatility,
            lot: 250_000,
            quotedLots: 20
        )
        if let cross = row.cross, let second = CurrencyTable.rows.first(where: { $0.conId == cross.second }) {
            model.cross = QuoteModel.Cross(
                pathId: cross.second,
                dailyVolatility: second.dailyVolatility,
                isProduct: cross.isProduct
            )
        }
        let name = "\(row.symbol).\(row.currency)"
        self.init(
            Instrument.Facts(
                conId: row.conId,
                symbol: row.symbol,
                secType: .forex,
                exchange: "IDEALPRO",
                currency: row.currency,
                localSymbol: name,
                tradingClass: name,
                marketName: name,
                marketRule: row.currency == "JPY" ? .yen : .currencies,
                orderTypes: OrderTypeList.currencies,
                validExchanges: ["IDEALPRO"],
                longName: row.longName,
                calendar: .currencies,
                model: model
            )
        )
        facts.aggGroup = 4
        facts.minSize = 0.01
        facts.sizeIncrement = 0.01
        facts.suggestedSizeIncrement = 0.01
    }

    /// Makes a stock index: its value is reported like trades without volume; there are no quotes and no orders.
    init(index row: SpotTable.Row) {
        let model = QuoteModel(
            pathId: row.pathId,
            activity: .newYork,
            pathOpenPrice: row.openPrice,
            openPrice: row.openPrice,
            dailyVolatility: row.dailyVolatility,
            lot: 0,
            quotedLots: 0,
            averageDailyVolume: 1,
            tradePeriod: 1,
            quietTradePeriod: 15
        )
        self.init(
            Instrument.Facts(
                conId: row.conId,
                symbol: row.symbol,
                secType: .index,
                exchange: row.exchange,
                currency: "USD",
                localSymbol: row.symbol,
                tradingClass: row.symbol,
                marketName: row.symbol,
                marketRule: row.marketRule,
                orderTypes: "",
                validExchanges: [row.exchange],
                longName: row.longName,
                calendar: .usStocks,
                model: model
            )
        )
        facts.industry = "Indices"
        facts.category = "Broad Range Equity Index"
        facts.subcategory = "*"
    }

    /// Makes a cryptocurrency in US dollars.
    init(crypto row: SpotTable.Row) {
        let model = QuoteModel(
            pathId: row.pathId,
            activity: .currencies,
            pathOpenPrice: row.openPrice,
            openPrice: row.openPrice,
            dailyVolatility: row.dailyVolatility,
            extraSpreadTicks: 1,
            lot: 1,
            quotedLots: 8,
            averageDailyVolume: 9000,
            tradePeriod: 5,
            quietTradePeriod: 20
        )
        self.init(
            Instrument.Facts(
                conId: row.conId,
                symbol: row.symbol,
                secType: .crypto,
                exchange: row.exchange,
                currency: "USD",
                localSymbol: "\(row.symbol).USD",
                tradingClass: row.symbol,
                marketName: row.symbol,
                marketRule: row.marketRule,
                orderTypes: OrderTypeList.cryptos,
                validExchanges: [row.exchange],
                longName: row.longName,
                calendar: .roundTheClock,
                model: model
            )
        )
        facts.minSize = 0.00000001
        facts.sizeIncrement = 0.00000001
        facts.suggestedSizeIncrement = 0.00000001
    }

    /// Makes a contract for difference on an index: quotes without trades, and only gains and losses are paid.
    init(difference row: SpotTable.Row) {
        self.init(quoted: row, .contractForDifference, extraSpreadTicks: 100, quotedLots: 20)
        facts.orderTypes = OrderTypeList.currencies
    }

    /// Makes a metal in US dollars: quotes without trades.
    init(commodity row: SpotTable.Row) {
        self.init(quoted: row, .commodity, extraSpreadTicks: 10, quotedLots: 500)
        facts.orderTypes = OrderTypeList.currencies
    }

    private init(quoted row: SpotTable.Row, _ secType: SecurityType, extraSpreadTicks: Int64, quotedLots: Int64) {
        let model = QuoteModel(
            pathId: row.pathId,
            activity: .newYork,
            pathOpenPrice: row.openPrice,
            openPrice: row.openPrice,
            dailyVolatility: row.dailyVolatility,
            extraSpreadTicks: extraSpreadTicks,
            lot: 1,
            quotedLots: quotedLots
        )
        self.init(
            Instrument.Facts(
                conId: row.conId,
                symbol: row.symbol,
                secType: secType,
                exchange: row.exchange,
                currency: "USD",
                localSymbol: row.symbol,
                tradingClass: row.symbol,
                marketName: row.symbol,
                marketRule: row.marketRule,
                validExchanges: [row.exchange],
                longName: row.longName,
                calendar: .newYorkFutures,
                model: model
            )
        )
    }
}
