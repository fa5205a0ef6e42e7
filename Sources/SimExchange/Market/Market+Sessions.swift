extension Market {
    /// A session of a calendar, including extended hours, and when the one after it begins.
    struct OpenSession: Sendable {
        let calendar: TradingCalendar
        let hours: Range<ExchangeInstant>
        let nextOpen: ExchangeInstant

        /// Whether an instant belongs to the session, of that calendar.
        func contains(_ instant: ExchangeInstant, _ calendar: TradingCalendar) -> Bool {
            self.calendar == calendar && hours.contains(instant)
        }
    }

    /// Returns the instant of the current quote: now, or the last close if sessions are real and the market is closed.
    func quoteTime(_ instrument: Instrument, at now: ExchangeInstant) -> ExchangeInstant {
        quoteTime(instrument.calendar, at: now)
    }

    /// Returns the same for every instrument of a calendar.
    func quoteTime(_ calendar: TradingCalendar, at now: ExchangeInstant) -> ExchangeInstant {
        guard sessions == .real else { return now }
        if let openSession, openSession.contains(now, calendar) { return now }
        guard calendar.session(at: now, .extended) == nil else { return now }
        return calendar.lastSession(endedBy: now, .extended).upperBound.adding(nanoseconds: -1)
    }

    /// Returns the first change of an instrument's quote after an instant, while its market is open.
    func nextChange(_ instrument: Instrument, _ wantsNight: Bool, after instant: ExchangeInstant) -> ExchangeInstant? {
        guard let change = source.nextChange(instrument.conId, after: instant) else { return nil }
        let opening = opening(instrument, wantsNight, change)
        return opening == change ? change : source.nextChange(instrument.conId, after: opening.adding(nanoseconds: -1))
    }

    /// Returns the first trade in an instrument after an instant, while its market is open.
    func nextTrade(_ instrument: Instrument, _ wantsNight: Bool, after instant: ExchangeInstant) -> MarketTrade? {
        guard let trade = source.nextTrade(instrument.conId, after: instant) else { return nil }
        let opening = opening(instrument, wantsNight, trade.time)
        return opening == trade.time
            ? trade : source.nextTrade(instrument.conId, after: opening.adding(nanoseconds: -1))
    }

    /// Returns the first instant from `instant` at which the market is open, including the night if somebody wants it.
    private func opening(_ instrument: Instrument, _ wantsNight: Bool, _ instant: ExchangeInstant) -> ExchangeInstant {
        guard sessions == .real, instant.nanoseconds < .max else { return instant }
        if let openSession, openSession.contains(instant, instrument.calendar) { return instant }
        let hours: TradingHours = wantsNight ? .overnight : .extended
        guard instrument.calendar.session(at: instant, hours) == nil else { return instant }
        return instrument.calendar.nextSession(after: instant, hours).lowerBound
    }
}
