internal import TWSWire

extension Instrument {
    /// The codes of the months from January.
    static let monthCodes = Array("FGHJKMNQUVXZ")

    /// Makes the contract of a month, with its number counted from the first one of its product.
    init(future product: FuturesTable.Row, number: Int, month: CivilDate) {
        let (year, monthNumber, _) = month.parts
        let lastDay = product.cycle.lastDay(ofMonth: month)
        let openPrice = product.openPrice + product.carry * Double(number)
        let isIndex = product.cycle == .indexQuarters
        let model = QuoteModel(
            pathId: product.pathId,
            activity: .newYork,
            pathOpenPrice: openPrice,
            openPrice: openPrice,
            dailyVolatility: product.dailyVolatility,
            lot: 1,
            quotedLots: product.quotedLots,
            averageDailyVolume: product.thousandContracts * 1000,
            tradePeriod: 0,
            quietTradePeriod: 3
        )
        self.init(
            Instrument.Facts(
                conId: product.firstConId + number,
                symbol: product.symbol,
                secType: .future,
                lastTradeDateOrContractMonth: lastDay.text,
                multiplier: product.multiplier,
                exchange: product.exchange,
                currency: "USD",
                localSymbol: "\(product.symbol)\(Self.monthCodes[monthNumber - 1])\(year % 10)",
                tradingClass: product.symbol,
                marketName: product.symbol,
                marketRule: product.marketRule,
                orderTypes: OrderTypeList.futures,
                validExchanges: [product.exchange],
                longName: product.longName,
                calendar: isIndex ? .chicagoFutures : .newYorkFutures,
                model: model
            )
        )
        facts.expiry = product.cycle.end(on: lastDay)
        facts.industry = product.sector.industry
        facts.category = product.sector.category
        facts.subcategory = product.sector.subcategory
        facts.contractMonth = String(month.text.prefix(6))
        facts.underSymbol = product.symbol
        facts.underSecType = isIndex ? .index : .commodity
        facts.aggGroup = 2_147_483_647
    }

    /// The same contract as the front month of its product's continuous future: for data only.
    var continuous: Instrument {
        var copy = self
        copy.facts.secType = .continuousFuture
        return copy
    }
}
