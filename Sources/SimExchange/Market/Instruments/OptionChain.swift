internal import Notation
internal import TWSWire

/// The options on one underlying, as reqSecDefOptParams lists them.
///
/// Monthly expirations (the third Friday, or the trading day before it) of the next six months, and 21
/// strikes around the underlying's opening price.
package struct OptionChain: Hashable, Sendable {
    /// First id of options; from it conIds count by underlying, month, strike and right.
    static let firstConId = 910_000_000
    private static let monthSlots = 64
    private static let strikeSlots = 32
    private static let firstMonth = 2026 * 12

    /// The exchange of the options: `SMART`.
    package let exchange = "SMART"

    /// The underlying's conId.
    package let underlyingConId: Int

    /// The class of the options: the underlying's symbol.
    package let tradingClass: String

    /// Shares per contract: `100`.
    package let multiplier = "100"

    /// `yyyyMMdd`, rising.
    package let expirations: [String]

    /// Rising.
    package let strikes: [Double]

    let underlying: Instrument
    let underlyingIndex: Int
    let expiries: [CivilDate]

    init(underlying: Instrument, index: Int, expiries: [CivilDate]) {
        self.underlying = underlying
        underlyingIndex = index
        underlyingConId = underlying.conId
        tradingClass = underlying.symbol
        self.expiries = expiries
        expirations = expiries.map(\.text)
        let step = Self.strikeStep(underlying.openPrice)
        let middle = (underlying.openPrice / step).rounded()
        strikes = (-10...10).map { (middle + Double($0)) * step }.filter { $0 > 0 }
    }

    /// Every option of the chain.
    var options: [Instrument] {
        expiries.flatMap { expiry in
            strikes.indices.flatMap { strike in
                [option(expiry, strikeIndex: strike, isCall: true), option(expiry, strikeIndex: strike, isCall: false)]
            }
        }
    }

    /// The option on the underlying with `conId`, listed or not.
    func option(conId: Int) -> Instrument? {
        let number = conId - Self.firstConId
        let (isPut, strike) = (number % 2 == 1, number / 2 % Self.strikeSlots)
        let month = number / (2 * Self.strikeSlots) % Self.monthSlots + Self.firstMonth
        guard strikes.indices.contains(strike) else { return nil }
        let expiry = Self.monthlyExpiry(CivilDate(year: month / 12, month: month % 12 + 1, day: 1))
        return option(expiry, strikeIndex: strike, isCall: !isPut)
    }

    /// The last days of the options that are listed at an instant, rising.
    static func expiries(listedAt time: ExchangeInstant) -> [CivilDate] {
        let today = ExchangeZone.newYork.local(time).date
        return Array(
            (0..<7).map { monthlyExpiry(today.adding(months: $0)) }.filter { $0.optionExpiry > time }.prefix(6)
        )
    }

    /// The place, in the list of underlyings, of the one that an option's conId belongs to; `nil` for other ids.
    static func underlyingIndex(ofConId conId: Int) -> Int? {
        let number = conId - firstConId
        guard (0..<10_000_000).contains(number) else { return nil }
        return number / (2 * strikeSlots * monthSlots)
    }

    private func option(_ expiry: CivilDate, strikeIndex: Int, isCall: Bool) -> Instrument {
        let strike = strikes[strikeIndex]
        let month = Self.monthNumber(expiry) - Self.firstMonth
        let slot = (underlyingIndex * Self.monthSlots + month) * Self.strikeSlots + strikeIndex
        let right: OptionRight = isCall ? .call : .put
        let symbol = underlying.symbol
        let strikeDigits = Digits.padded(Int((strike * 1000).rounded()), to: 8)
        let padding = String(repeating: " ", count: max(0, 6 - symbol.utf8.count))
        let isPenny = ["SPY", "QQQ", "IWM"].contains(symbol)
        var option = Instrument(
            conId: Self.firstConId + slot * 2 + (isCall ? 0 : 1),
            symbol: symbol,
            secType: .option,
            lastTradeDateOrContractMonth: expiry.text,
            strike: strike,
            right: right,
            multiplier: multiplier,
            exchange: exchange,
            currency: underlying.currency,
            localSymbol: symbol + padding + String(expiry.text.dropFirst(2)) + right.text + strikeDigits,
            tradingClass: tradingClass,
            marketName: symbol,
            marketRule: isPenny ? .pennyOptions : .stockOptions,
            orderTypes: OrderTypeList.options,
            validExchanges: ["SMART", "AMEX", "CBOE", "PHLX", "ISE", "NASDAQOM", "BATS", "PSE", "BOX"],
            longName: underlying.longName,
            calendar: .usOptions,
            model: model(strike: strike, isCall: isCall, expiry: expiry)
        )
        option.contractMonth = String(expiry.text.prefix(6))
        option.underConId = underlying.conId
        option.underSymbol = symbol
        option.underSecType = underlying.secType
        option.industry = underlying.industry
        option.category = underlying.category
        option.subcategory = underlying.subcategory
        option.aggGroup = 2
        return option
    }

    private func model(strike: Double, isCall: Bool, expiry: CivilDate) -> QuoteModel {
        let base = underlying.model
        let terms = QuoteModel.Option(
            strike: strike,
            isCall: isCall,
            expiry: expiry,
            impliedVolatility: base.dailyVolatility * Double(252).squareRoot()
        )
        let start = ExchangeInstant.virtualStart
        let price = OptionPricing.price(terms, underlying: base.pathOpenPrice, on: ExchangeZone.utc.local(start).date)
        return QuoteModel(
            pathId: base.pathId,
            activity: base.activity,
            pathOpenPrice: base.pathOpenPrice,
            openPrice: price,
            dailyVolatility: base.dailyVolatility,
            lot: 1,
            quotedLots: 50,
            averageDailyVolume: 1000,
            tradePeriod: 60,
            quietTradePeriod: 900,
            option: terms
        )
    }

    /// The third Friday of the month of `day`, or the last trading day before it.
    static func monthlyExpiry(_ day: CivilDate) -> CivilDate {
        let (year, month, _) = day.parts
        let friday = CivilDate.nth(3, .friday, year: year, month: month)
        return NewYorkHolidays.isClosed(friday) ? TradingCalendar.usStocks.tradingDay(before: friday) : friday
    }

    private static func monthNumber(_ day: CivilDate) -> Int {
        let (year, month, _) = day.parts
        return year * 12 + month - 1
    }

    private static func strikeStep(_ price: Double) -> Double {
        switch price {
        case ..<25: 0.5
        case ..<75: 1
        case ..<250: 2.5
        case ..<600: 5
        default: 10
        }
    }
}
