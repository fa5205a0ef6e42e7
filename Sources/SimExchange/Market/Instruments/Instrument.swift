package import TWSWire

/// A contract of the simulated market with its details, with IB's field names.
///
/// Made by `InstrumentCatalogue`; an empty text means that the field does not apply, as on the wire.
package struct Instrument: Hashable, Sendable {
    /// IB's contract ID; IDs from 900,000,000 are the simulator's own.
    package let conId: Int

    /// The symbol; for an option or a future, the underlying's.
    package let symbol: String

    /// The security type; a combination where it stands for one.
    package internal(set) var secType: SecurityType

    /// Expiry as `yyyyMMdd`; empty for stocks and currencies.
    package internal(set) var lastTradeDateOrContractMonth = ""

    /// When it trades for the last time and is settled; `nil` if it does not expire.
    package internal(set) var expiry: ExchangeInstant?

    /// The strike of an option, otherwise 0.
    package internal(set) var strike = 0.0

    /// The right of an option, otherwise unset.
    package internal(set) var right = OptionRight.unset

    /// Units of the underlying per contract as text; empty for stocks and currencies.
    package internal(set) var multiplier = ""

    /// The exchange that a lookup named, otherwise the usual one.
    package internal(set) var exchange: String

    /// The listing exchange of a stock, otherwise empty.
    package internal(set) var primaryExchange = ""

    /// The currency of its prices.
    package let currency: String

    /// The exchange's own name for it, such as `ESH6` or `EUR.USD`.
    package internal(set) var localSymbol: String

    /// The exchange's trading class; `NMS` for stocks listed at NASDAQ.
    package internal(set) var tradingClass: String

    /// As in contractDetails; the same as `tradingClass` for all but options.
    package internal(set) var marketName: String

    /// The legal prices.
    package let marketRule: MarketRule

    /// Comma-separated, as in contractDetails.
    package internal(set) var orderTypes = OrderTypeList.stocks

    /// The exchanges that accept orders, including `SMART`.
    package internal(set) var validExchanges: [String]

    /// The company's or product's name.
    package internal(set) var longName: String

    /// The industry; empty for funds and currencies.
    package internal(set) var industry = ""

    /// The category within the industry.
    package internal(set) var category = ""

    /// The subcategory within the category.
    package internal(set) var subcategory = ""

    /// The trading days and hours.
    package let calendar: TradingCalendar

    /// `COMMON`, `ETF` or empty.
    package internal(set) var stockType = ""

    /// The expiry as `yyyyMM`, otherwise empty.
    package internal(set) var contractMonth = ""

    /// The underlying of an option, otherwise 0.
    package internal(set) var underConId = 0

    /// The underlying's symbol for options and futures, otherwise empty.
    package internal(set) var underSymbol = ""

    /// The underlying's security type for options and futures, otherwise unset.
    package internal(set) var underSecType = SecurityType.unset

    /// The ISIN of a stock, otherwise empty.
    package internal(set) var isin = ""

    /// The CUSIP within the ISIN of a US stock, otherwise empty.
    package var cusip: String { isin.hasPrefix("US") ? String(isin.dropFirst(2).dropLast()) : "" }

    /// IB's aggregated group.
    package internal(set) var aggGroup = 1

    /// The smallest order size.
    package internal(set) var minSize = 1.0

    /// The increment of order sizes.
    package internal(set) var sizeIncrement = 1.0

    /// The usual increment of order sizes: the board lot.
    package internal(set) var suggestedSizeIncrement = 1.0

    /// The model for its quotes and trades.
    let model: QuoteModel

    /// The midpoint at 2026-01-05 10:00 New York.
    package var openPrice: Double { model.openPrice }

    /// The units traded on an average day.
    package var averageDailyVolume: Int { model.averageDailyVolume }

    /// The finest price increment.
    package var minTick: Double { marketRule.minTick }

    /// `multiplier` as a number; 1 if it does not apply.
    package var multiplierValue: Double { Double(multiplier) ?? 1 }

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
        copy.exchange = exchange
        return copy
    }
}
