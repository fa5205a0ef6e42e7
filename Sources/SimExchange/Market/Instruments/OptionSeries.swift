internal import Notation
internal import TWSWire

/// The options of one root that expire on the same day.
struct OptionSeries {
    let root: OptionRoot
    let week: Int
    let day: CivilDate
    let underlying: Instrument
    let tradingClass: String
    private let expiry: ExchangeInstant

    /// `nil` for a day without an underlying.
    init?(_ root: OptionRoot, week: Int) {
        let day = OptionExpiries.day(ofWeek: week)
        guard let underlying = root.underlying(on: day) else { return nil }
        (self.root, self.week, self.day, self.underlying) = (root, week, day, underlying)
        tradingClass = root.tradingClass(on: day)
        let endsWithFuture = underlying.lastTradeDateOrContractMonth == day.text
        expiry = endsWithFuture ? underlying.expiry ?? day.optionExpiry : day.optionExpiry
    }

    /// Returns the option with a strike and right.
    func option(_ strike: Double, isCall: Bool) -> Instrument {
        let right: OptionRight = isCall ? .call : .put
        let isStock = root.secType == .option
        var option = Instrument(
            Instrument.Facts(
                conId: OptionNumber(root: root, week: week, strike: strike, isCall: isCall).conId,
                symbol: root.symbol,
                secType: root.secType,
                lastTradeDateOrContractMonth: day.text,
                strike: strike,
                right: right,
                multiplier: isStock ? "100" : underlying.multiplier,
                exchange: isStock ? "SMART" : underlying.exchange,
                currency: underlying.currency,
                localSymbol: localSymbol(strike, right),
                tradingClass: tradingClass,
                marketName: tradingClass,
                marketRule: root.marketRule,
                orderTypes: OrderTypeList.options,
                validExchanges: isStock ? Self.exchanges : [underlying.exchange],
                longName: underlying.longName,
                calendar: isStock ? .usOptions : .chicagoFutures,
                model: model(strike: strike, isCall: isCall)
            )
        )
        option.facts.expiry = expiry
        option.facts.contractMonth = String(day.text.prefix(6))
        option.facts.underConId = underlying.conId
        option.facts.underSymbol = isStock ? root.symbol : underlying.localSymbol
        option.facts.underSecType = underlying.secType
        option.facts.industry = underlying.industry
        option.facts.category = underlying.category
        option.facts.subcategory = underlying.subcategory
        option.facts.aggGroup = isStock ? 2 : 2_147_483_647
        return option
    }

    private static let exchanges = ["SMART", "AMEX", "CBOE", "PHLX", "ISE", "NASDAQOM", "BATS", "PSE", "BOX"]

    /// For a stock, as the Options Clearing Corporation writes it; for a future, class, month, year and strike.
    private func localSymbol(_ strike: Double, _ right: OptionRight) -> String {
        if root.secType == .option {
            let padding = String(repeating: " ", count: max(0, 6 - tradingClass.utf8.count))
            let digits = Digits.padded(Int((strike * 1000).rounded()), to: 8)
            return tradingClass + padding + String(day.text.dropFirst(2)) + right.text + digits
        }
        let (year, month, _) = day.parts
        return "\(tradingClass)\(Instrument.monthCodes[month - 1])\(year % 10) \(right.text)\(Int(strike))"
    }

    private func model(strike: Double, isCall: Bool) -> QuoteModel {
        let base = underlying.model
        let terms = QuoteModel.Option(
            strike: strike,
            isCall: isCall,
            expiry: day,
            impliedVolatility: base.dailyVolatility * Double(252).squareRoot()
        )
        return QuoteModel(
            pathId: base.pathId,
            activity: base.activity,
            pathOpenPrice: base.pathOpenPrice,
            openPrice: base.pathOpenPrice,
            dailyVolatility: base.dailyVolatility,
            lot: 1,
            quotedLots: 50,
            averageDailyVolume: 1000,
            tradePeriod: 60,
            quietTradePeriod: 900,
            option: terms
        )
    }
}
