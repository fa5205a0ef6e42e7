package import TWSWire

/// A contract of the simulated market with its details, under IB's names.
///
/// Made by `InstrumentCatalogue`; an empty text means that the field does not apply, as on the wire.
package struct Instrument: Hashable, Sendable {
    /// IB's contract id; ids from 900,000,000 on are the simulator's own.
    package let conId: Int

    /// The symbol; of an option or a future the underlying's.
    package let symbol: String

    /// The kind; a combination where it stands for one.
    package internal(set) var secType: SecurityType

    /// Expiry as `yyyyMMdd`; empty for stocks and currencies.
    package internal(set) var lastTradeDateOrContractMonth = ""

    /// When it trades for the last time and is settled; `nil` for what does not expire.
    package internal(set) var expiry: ExchangeInstant?

    /// Strike of an option, else 0.
    package internal(set) var strike = 0.0

    /// Of an option, else unset.
    package internal(set) var right = OptionRight.unset

    /// Units of the underlying per contract as text; empty for stocks and currencies.
    package internal(set) var multiplier = ""

    /// The exchange that a lookup asked for, else the usual one.
    package internal(set) var exchange: String

    /// The listing exchange of a stock, else empty.
    package internal(set) var primaryExchange = ""

    /// The currency of its prices.
    package let currency: String

    /// The exchange's own name for it, such as `ESH6` or `EUR.USD`.
    package internal(set) var localSymbol: String

    /// The exchange's class, `NMS` for stocks listed at NASDAQ.
    package internal(set) var tradingClass: String

    /// As in contractDetails; the same as `tradingClass` for all but options.
    package internal(set) var marketName: String

    /// The legal prices.
    package let marketRule: MarketRule

    /// Comma separated, as in contractDetails.
    package internal(set) var orderTypes = OrderTypeList.stocks

    /// The exchanges that accept orders, `SMART` included.
    package internal(set) var validExchanges: [String]

    /// The company's or product's name.
    package internal(set) var longName: String

    /// Industry, empty for funds and currencies.
    package internal(set) var industry = ""

    /// Category within the industry.
    package internal(set) var category = ""

    /// Subcategory within the category.
    package internal(set) var subcategory = ""

    /// Days and hours of trading.
    package let calendar: TradingCalendar

    /// `COMMON`, `ETF` or empty.
    package internal(set) var stockType = ""

    /// `yyyyMM` of the expiry, else empty.
    package internal(set) var contractMonth = ""

    /// The underlying of an option, else 0.
    package internal(set) var underConId = 0

    /// The underlying's symbol for options and futures, else empty.
    package internal(set) var underSymbol = ""

    /// The underlying's kind for options and futures, else unset.
    package internal(set) var underSecType = SecurityType.unset

    /// The ISIN of a stock, else empty.
    package internal(set) var isin = ""

    /// The CUSIP within the ISIN of a US stock, else empty.
    package var cusip: String { isin.hasPrefix("US") ? String(isin.dropFirst(2).dropLast()) : "" }

    /// IB's aggregated group.
    package internal(set) var aggGroup = 1

    /// Smallest order size.
    package internal(set) var minSize = 1.0

    /// Step of order sizes.
    package internal(set) var sizeIncrement = 1.0

    /// Usual step of order sizes: the board lot.
    package internal(set) var suggestedSizeIncrement = 1.0

    /// How quotes and trades are made.
    let model: QuoteModel

    /// The mid price at 2026-01-05 10:00 New York.
    package var openPrice: Double { model.openPrice }

    /// Units traded on an average day.
    package var averageDailyVolume: Int { model.averageDailyVolume }

    /// The finest price increment.
    package var minTick: Double { marketRule.minTick }

    /// `multiplier` as a number, 1 where it does not apply.
    package var multiplierValue: Double { Double(multiplier) ?? 1 }

    /// One market rule id per valid exchange, comma separated, as in contractDetails.
    package var marketRuleIds: String {
        validExchanges.map { _ in String(marketRule.id) }.joined(separator: ",")
    }

    /// The valid exchanges, comma separated, as in contractDetails.
    package var validExchangesText: String { validExchanges.joined(separator: ",") }

    /// The zone's name, such as `US/Eastern`.
    package var timeZoneId: String { calendar.zone.name }

    /// Expiry with the full date, empty for contracts without one.
    package var realExpirationDate: String { lastTradeDateOrContractMonth }

    /// The text of tradingHours as seen at `instant`.
    package func tradingHours(at instant: ExchangeInstant) -> String {
        calendar.hoursText(at: instant, regularOnly: false)
    }

    /// The text of liquidHours as seen at `instant`.
    package func liquidHours(at instant: ExchangeInstant) -> String {
        calendar.hoursText(at: instant, regularOnly: true)
    }

    /// The same contract routed to `exchange`.
    func routed(to exchange: String) -> Instrument {
        var copy = self
        copy.exchange = exchange
        return copy
    }
}
