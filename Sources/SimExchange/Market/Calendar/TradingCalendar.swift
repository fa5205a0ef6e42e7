/// The days and hours on which a market trades.
///
/// A trading day is named by the date on which its regular hours end; sessions of futures and currencies begin on the
/// evening before. Holidays: those of the NYSE by rule (`NewYorkHolidays`) for US stocks and options; New Year, Good
/// Friday and Christmas for CME and NYMEX; New Year and Christmas for currencies; only weekends for Hong Kong. US bonds
/// observe the NYSE's, without those that only the bond market has.
package enum TradingCalendar: Hashable, Sendable {
    /// US stocks: regular 09:30 to 16:00, extended 04:00 to 20:00 New York.
    case usStocks

    /// US stock options: 09:30 to 16:00 New York, no extended hours.
    case usOptions

    /// US bonds: 08:00 to 17:00 New York.
    case usBonds

    /// Stocks of Xetra: 09:00 to 17:30 Frankfurt.
    case xetra

    /// Hong Kong stocks: 09:30 to 12:00 and 13:00 to 16:00.
    case hongKongStocks

    /// CME equity index futures: from 17:00 on the evening before to 16:00 Chicago; regular from 08:30.
    case chicagoFutures

    /// Futures of NYMEX and COMEX: from 18:00 on the evening before to 17:00 New York; regular from 09:30.
    case newYorkFutures

    /// Cryptocurrencies: around the clock, every day.
    case roundTheClock

    /// Currencies at IDEALPRO: from 17:15 on the evening before to 17:00 New York.
    case currencies

    /// The zone in which the hours are stated.
    package var zone: ExchangeZone {
        switch self {
        case .usStocks, .usOptions, .usBonds, .currencies, .newYorkFutures, .roundTheClock: .newYork
        case .hongKongStocks: .hongKong
        case .xetra: .frankfurt
        case .chicagoFutures: .chicago
        }
    }

    /// Whether the market trades on `date`.
    package func isTradingDay(_ date: CivilDate) -> Bool {
        guard self != .roundTheClock else { return true }
        guard !date.weekday.isWeekend else { return false }
        switch self {
        case .usStocks, .usOptions, .usBonds: return !NewYorkHolidays.isClosed(date)
        case .xetra: return !FrankfurtHolidays.isClosed(date)
        case .hongKongStocks, .roundTheClock: return true
        case .chicagoFutures, .newYorkFutures:
            return !Self.isNewYearOrChristmas(date) && !NewYorkHolidays.isGoodFriday(date)
        case .currencies: return !Self.isNewYearOrChristmas(date)
        }
    }

    private static func isNewYearOrChristmas(_ date: CivilDate) -> Bool {
        let (_, month, day) = date.parts
        return (month == 1 && day == 1) || (month == 12 && day == 25)
    }

    /// Returns the sessions of a trading day in order of time; none if the market is closed on `date`.
    ///
    /// - Parameter regularOnly: Regular hours (`useRTH` 1) instead of all hours.
    package func sessions(on date: CivilDate, regularOnly: Bool) -> [Range<ExchangeInstant>] {
        guard isTradingDay(date) else { return [] }
        return hours(on: date, regularOnly: regularOnly).map { open, close in
            zone.instant(date, secondOfDay: open)..<zone.instant(date, secondOfDay: close)
        }
    }

    /// Whether the market is in a session at `instant`.
    package func isOpen(at instant: ExchangeInstant, regularOnly: Bool) -> Bool {
        let day = tradingDay(atOrBefore: instant)
        return sessions(on: day, regularOnly: regularOnly).contains { $0.contains(instant) }
    }

    /// Returns the trading day that began last, including extended hours, at or before `instant`.
    package func tradingDay(atOrBefore instant: ExchangeInstant) -> CivilDate {
        var date = zone.local(instant).date.adding(days: 1)
        while true {
            if let first = sessions(on: date, regularOnly: false).first, first.lowerBound <= instant { return date }
            date = date.adding(days: -1)
        }
    }

    /// Returns the last trading day before `date`.
    package func tradingDay(before date: CivilDate) -> CivilDate {
        var day = date.adding(days: -1)
        while !isTradingDay(day) { day = day.adding(days: -1) }
        return day
    }

    /// Returns the first trading day after `date`.
    package func tradingDay(after date: CivilDate) -> CivilDate {
        var day = date.adding(days: 1)
        while !isTradingDay(day) { day = day.adding(days: 1) }
        return day
    }

    /// Returns the next instant after `instant` at which a session opens.
    package func nextOpen(after instant: ExchangeInstant, regularOnly: Bool) -> ExchangeInstant {
        var day = tradingDay(atOrBefore: instant)
        while true {
            let opens = sessions(on: day, regularOnly: regularOnly).map(\.lowerBound)
            if let open = opens.first(where: { $0 > instant }) { return open }
            day = tradingDay(after: day)
        }
    }

    /// Returns the text of tradingHours (all hours) or liquidHours (regular hours) for `days` days, starting today in
    /// the zone.
    ///
    /// The form is `20260405:CLOSED;20260406:0400-20260406:2000;…`; a comma joins two sessions of a day.
    package func hoursText(at instant: ExchangeInstant, regularOnly: Bool, days: Int = 6) -> String {
        let today = zone.local(instant).date
        return (0..<days).map { day in
            let date = today.adding(days: day)
            let sessions = sessions(on: date, regularOnly: regularOnly)
            if sessions.isEmpty { return "\(date.text):CLOSED" }
            return sessions.map { session in
                let open = ExchangeTime.hoursText(session.lowerBound, in: zone)
                return "\(open)-\(ExchangeTime.hoursText(session.upperBound, in: zone))"
            }.joined(separator: ",")
        }.joined(separator: ";")
    }

    /// Returns the opening and closing seconds of the day, in the zone; negative on the evening before.
    private func hours(on date: CivilDate, regularOnly: Bool) -> [(open: Int, close: Int)] {
        switch self {
        case .usStocks where !regularOnly:
            return [(4 * 3600, (NewYorkHolidays.isEarlyClose(date) ? 17 : 20) * 3600)]
        case .usStocks, .usOptions:
            return [(9 * 3600 + 1800, (NewYorkHolidays.isEarlyClose(date) ? 13 : 16) * 3600)]
        case .usBonds: return [(8 * 3600, 17 * 3600)]
        case .xetra: return [(9 * 3600, 17 * 3600 + 1800)]
        case .hongKongStocks: return [(9 * 3600 + 1800, 12 * 3600), (13 * 3600, 16 * 3600)]
        case .chicagoFutures: return [(regularOnly ? 8 * 3600 + 1800 : -7 * 3600, 16 * 3600)]
        case .newYorkFutures: return [(regularOnly ? 9 * 3600 + 1800 : -6 * 3600, 17 * 3600)]
        case .roundTheClock: return [(0, 24 * 3600)]
        case .currencies: return [(-(6 * 3600 + 2700), 17 * 3600)]
        }
    }
}
