/// The hours of a market.
package enum TradingHours: Hashable, Sendable {
    /// The regular hours.
    case regular
    /// All hours of the calendar: for US stocks from 04:00 to 20:00.
    case extended
    /// All hours, and for US stocks also the night before, from 20:00 to 03:50.
    case overnight
}

extension TradingCalendar {
    /// Returns the sessions of a trading day in order of time; none if the market is closed on `date`.
    package func sessions(on date: CivilDate, _ hours: TradingHours) -> [Range<ExchangeInstant>] {
        let plain = sessions(on: date, regularOnly: hours == .regular)
        guard hours == .overnight, self == .usStocks, !plain.isEmpty else { return plain }
        let night = zone.instant(date, secondOfDay: -4 * 3600)..<zone.instant(date, secondOfDay: 3 * 3600 + 3000)
        return [night] + plain
    }

    /// Returns the session that contains `instant`, or `nil` if the market is closed then.
    package func session(at instant: ExchangeInstant, _ hours: TradingHours) -> Range<ExchangeInstant>? {
        let today = zone.local(instant).date
        // A session ends on its trading day, and begins there or on the evening before.
        for date in [today, today.adding(days: 1)] {
            for session in sessions(on: date, hours) where session.contains(instant) { return session }
        }
        return nil
    }

    /// Returns the first session that begins after `instant`.
    package func nextSession(after instant: ExchangeInstant, _ hours: TradingHours) -> Range<ExchangeInstant> {
        for date in days(around: instant) {
            for session in sessions(on: date, hours) where session.lowerBound > instant { return session }
        }
        return nextSession(after: instant.adding(seconds: 7 * 86_400), hours)
    }

    /// Returns the last session that ended at or before `instant`.
    package func lastSession(endedBy instant: ExchangeInstant, _ hours: TradingHours) -> Range<ExchangeInstant> {
        var date = zone.local(instant).date.adding(days: 1)
        while true {
            if let last = sessions(on: date, hours).last(where: { $0.upperBound <= instant }) { return last }
            date = date.adding(days: -1)
        }
    }

    /// Returns the end of the trading day that contains `instant`, or of the next one if the market is closed then.
    package func dayEnd(after instant: ExchangeInstant, _ hours: TradingHours) -> ExchangeInstant {
        for date in days(around: instant) {
            if let end = sessions(on: date, hours).last?.upperBound, end > instant { return end }
        }
        return dayEnd(after: instant.adding(seconds: 7 * 86_400), hours)
    }

    /// Returns the days that may have a session at or soon after an instant, in order.
    private func days(around instant: ExchangeInstant) -> some Sequence<CivilDate> {
        let today = zone.local(instant).date
        return (-1...9).lazy.map { today.adding(days: $0) }
    }
}
