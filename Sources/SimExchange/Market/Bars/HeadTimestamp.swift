internal import TWSWire

/// The instant at which an instrument's history begins.
enum HeadTimestamp {
    private static let years: [String: (Int, Int, Int)] = [
        "AAPL": (1980, 12, 12), "MSFT": (1986, 3, 13), "IBM": (1980, 3, 17), "SPY": (1993, 1, 29),
        "QQQ": (1999, 3, 10), "NVDA": (1999, 1, 22), "GOOGL": (2004, 8, 19), "GOOG": (2014, 3, 27),
        "AMZN": (1997, 5, 15), "META": (2012, 5, 18), "TSLA": (2010, 6, 29), "NFLX": (2002, 5, 23),
        "IWM": (2000, 5, 26), "V": (2008, 3, 19), "177": (1997, 6, 27), "EUR": (2005, 3, 9), "GBP": (2005, 3, 9),
        "USD": (2005, 3, 9), "AUD": (2005, 3, 9), "NZD": (2005, 3, 9), "BTC": (2021, 9, 13), "ETH": (2021, 9, 13),
        "MA": (2006, 5, 25), "BRK B": (1996, 5, 9), "IBKR": (2007, 5, 4), "GLD": (2004, 11, 18), "TLT": (2002, 7, 26),
        "DIA": (1998, 1, 20), "COST": (1985, 12, 5), "HD": (1981, 9, 22), "SPX": (1990, 1, 2), "NDX": (1990, 1, 2),
        "VIX": (1990, 1, 2), "SIE": (1999, 1, 4), "IBUS30": (2013, 9, 16), "XAUUSD": (2011, 1, 3),
        "ABCB": (2017, 3, 13), "US-T": (2024, 2, 15),
    ]

    /// Returns the regular open of the first trading day: AAPL's as captured from a live Gateway (1980-12-12), others
    /// by their listing, futures and options some months before expiry, the rest 1980-03-17.
    static func of(_ instrument: Instrument) -> ExchangeInstant {
        var day: CivilDate
        switch instrument.secType {
        case .future, .continuousFuture, .option, .futuresOption:
            let expiry = ExchangeTime.day(Substring(instrument.lastTradeDateOrContractMonth))
            day = (expiry ?? CivilDate(year: 2026, month: 1, day: 5)).adding(
                months: instrument.isOption ? -9 : -15
            )
        default:
            let (year, month, date) = years[instrument.symbol] ?? (1980, 3, 17)
            day = CivilDate(year: year, month: month, day: date)
        }
        let calendar = instrument.calendar
        if !calendar.isTradingDay(day) { day = calendar.tradingDay(after: day) }
        return calendar.sessions(on: day, regularOnly: true).first?.lowerBound ?? ExchangeInstant(seconds: 0)
    }
}
