package import TWSWire

/// A contract of the simulated market with its details, with IB's field names.
///
/// Made by `InstrumentCatalogue`; an empty text means that the field does not apply, as on the wire.
package struct Instrument: Hashable, Sendable {
    /// What is known of a contract; see the properties of the instrument.
    struct Facts: Hashable, Sendable {
        var conId: Int
        var symbol: String
        var secType: SecurityType
        var lastTradeDateOrContractMonth: String = ""
        var expiry: ExchangeInstant?
        var strike: Double = 0
        var right: OptionRight = .unset
        var multiplier: String = ""
        var exchange: String
        var primaryExchange: String = ""
        var currency: String
        var localSymbol: String
        var tradingClass: String
        var marketName: String
        var marketRule: MarketRule
        var orderTypes: String = OrderTypeList.stocks
        var validExchanges: [String]
        var longName: String
        var industry: String = ""
        var category: String = ""
        var subcategory: String = ""
        var calendar: TradingCalendar
        var stockType: String = ""
        var contractMonth: String = ""
        var underConId: Int = 0
        var underSymbol: String = ""
        var underSecType: SecurityType = .unset
        var isin: String = ""
        var aggGroup: Int = 1
        var minSize: Double = 1
        var sizeIncrement: Double = 1
        var suggestedSizeIncrement: Double = 1
        var model: QuoteModel
    }

    /// Shared by all copies: an instrument is part of every order, position and fill.
    private var storage: CopyOnWrite<Facts>

    init(_ facts: Facts) { storage = CopyOnWrite(facts) }

    /// The facts, for those who complete them.
    var facts: Facts {
        _read { yield storage.value }
        _modify { yield &storage.value }
    }

    /// Whether both share one storage, so that they are equal without a comparison.
    func sharesMemory(with other: Instrument) -> Bool { storage.isIdentical(to: other.storage) }

    /// IB's contract ID; IDs from 900,000,000 are the simulator's own.
    package var conId: Int { storage.value.conId }

    /// The symbol; for an option or a future, the underlying's.
    package var symbol: String { storage.value.symbol }

    /// The security type; a combination where it stands for one.
    package var secType: SecurityType { storage.value.secType }

    /// Expiry as `yyyyMMdd`; empty for stocks and currencies.
    package var lastTradeDateOrContractMonth: String { storage.value.lastTradeDateOrContractMonth }

    /// When it trades for the last time and is settled; `nil` if it does not expire.
    package var expiry: ExchangeInstant? { storage.value.expiry }

    /// The strike of an option, otherwise 0.
    package var strike: Double { storage.value.strike }

    /// The right of an option, otherwise unset.
    package var right: OptionRight { storage.value.right }

    /// Units of the underlying per contract as text; empty for stocks and currencies.
    package var multiplier: String { storage.value.multiplier }

    /// The exchange that a lookup named, otherwise the usual one.
    package var exchange: String { storage.value.exchange }

    /// The listing exchange of a stock, otherwise empty.
    package var primaryExchange: String { storage.value.primaryExchange }

    /// The currency of its prices.
    package var currency: String { storage.value.currency }

    /// The exchange's own name for it, such as `ESH6` or `EUR.USD`.
    package var localSymbol: String { storage.value.localSymbol }

    /// The exchange's trading class; `NMS` for stocks listed at NASDAQ.
    package var tradingClass: String { storage.value.tradingClass }

    /// As in contractDetails; the same as `tradingClass` for all but options.
    package var marketName: String { storage.value.marketName }

    /// The legal prices.
    package var marketRule: MarketRule { storage.value.marketRule }

    /// Comma-separated, as in contractDetails.
    package var orderTypes: String { storage.value.orderTypes }

    /// The exchanges that accept orders, including `SMART`.
    package var validExchanges: [String] { storage.value.validExchanges }

    /// The company's or product's name.
    package var longName: String { storage.value.longName }

    /// The industry; empty for funds and currencies.
    package var industry: String { storage.value.industry }

    /// The category within the industry.
    package var category: String { storage.value.category }

    /// The subcategory within the category.
    package var subcategory: String { storage.value.subcategory }

    /// The trading days and hours.
    package var calendar: TradingCalendar { storage.value.calendar }

    /// `COMMON`, `ETF` or empty.
    package var stockType: String { storage.value.stockType }

    /// The expiry as `yyyyMM`, otherwise empty.
    package var contractMonth: String { storage.value.contractMonth }

    /// The underlying of an option, otherwise 0.
    package var underConId: Int { storage.value.underConId }

    /// The underlying's symbol for options and futures, otherwise empty.
    package var underSymbol: String { storage.value.underSymbol }

    /// The underlying's security type for options and futures, otherwise unset.
    package var underSecType: SecurityType { storage.value.underSecType }

    /// The ISIN of a stock, otherwise empty.
    package var isin: String { storage.value.isin }

    /// The CUSIP within the ISIN of a US stock, otherwise empty.
    package var cusip: String { isin.hasPrefix("US") ? String(isin.dropFirst(2).dropLast()) : "" }

    /// IB's aggregated group.
    package var aggGroup: Int { storage.value.aggGroup }

    /// The smallest order size.
    package var minSize: Double { storage.value.minSize }

    /// The increment of order sizes.
    package var sizeIncrement: Double { storage.value.sizeIncrement }

    /// The usual increment of order sizes: the board lot.
    package var suggestedSizeIncrement: Double { storage.value.suggestedSizeIncrement }

    /// The model for its quotes and trades.
    var model: QuoteModel { storage.value.model }

    /// The midpoint at 2026-01-05 10:00 New York.
    package var openPrice: Double { model.openPrice }

    /// The units traded on an average day.
    package var averageDailyVolume: Int { model.averageDailyVolume }

    /// The finest price increment.
    package var minTick: Double { marketRule.minTick }

    /// `multiplier` as a number; 1 if it does not apply.
    package var multiplierValue: Double { multiplier.isEmpty ? 1 : Double(multiplier) ?? 1 }

    /// One market rule ID per valid exchange, comma-separated, as in contractDetails.
    package var marketRuleIds: String {
        validExchanges.map { _ in String(marketRule.id) }.joined(separator: ",")
    }

    /// The valid exchanges, comma-separated, as in contractDetails.
    package var validExchangesText: String { validExchanges.joined(separator: ",") }

    /// The zone's name, such as `US/Eastern`.
    package var timeZoneId: String { calendar.zone.name }

    /// The expiry with the full date; empty for contracts without one.
    package var realExpirationDate: String { lastTradeDateOrContractMonth }

    /// Returns the text of tradingHours as seen at `instant`.
    package func tradingHours(at instant: ExchangeInstant) -> String {
        calendar.hoursText(at: instant, regularOnly: false)
    }

    /// Returns the text of liquidHours as seen at `instant`.
    package func liquidHours(at instant: ExchangeInstant) -> String {
        calendar.hoursText(at: instant, regularOnly: true)
    }

    /// Returns the same contract routed to `exchange`.
    func routed(to exchange: String) -> Instrument {
        var copy = self
        copy.facts.exchange = exchange
        return copy
    }
}
