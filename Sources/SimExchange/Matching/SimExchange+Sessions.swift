internal import TWSWire

extension SimExchange {
    /// Holds an order while its market is closed; tells whether it is open. Always open where sessions are not real.
    @discardableResult
    mutating func awaitSession(_ place: Int) -> Bool {
        guard configuration.sessions == .real, book[place].auction == nil else { return true }
        guard now >= book[place].openUntil else { return true }
        let order = book[place]
        let (calendar, hours) = (order.instrument.calendar, order.terms.hours)
        if let session = calendar.session(at: now, hours) {
            book[place].openUntil = session.upperBound
            return true
        }
        guard !order.holds.contains(.session) else { return false }
        book[place].holds.insert(.session)
        events.add(.sessionOpen(place), at: calendar.nextSession(after: now, hours).lowerBound)
        return false
    }

    /// The market of an order opens.
    mutating func sessionOpened(_ place: Int) {
        guard book[place].holds.contains(.session) else { return }
        book[place].holds.remove(.session)
        guard awaitSession(place) else { return }
        book[place].holds.insert(.session)
        release(place, .session)
    }

    /// Tells an order's audience that it is held until the market opens: error 399.
    mutating func warnOfSession(_ place: Int) {
        let order = book[place]
        guard order.holds.contains(.session), !order.waitsForParent else { return }
        let open = order.instrument.calendar.nextSession(after: now, order.terms.hours).lowerBound
        let text =
            "Order Message:\n\(order.description)\nWarning: your order will not be placed at the exchange until "
            + ExchangeTime.warningText(open, in: order.instrument.calendar.zone)
        for connection in audience(of: order) {
            send(Rejection(399, text), id: order.shownID, to: connection)
        }
    }

    /// The instant whose quote holds now: the present, or the last close if sessions are real and the market is closed.
    func quoteTime(_ instrument: Instrument) -> ExchangeInstant { quoteTime(instrument.calendar) }

    /// The same for every instrument of a calendar.
    func quoteTime(_ calendar: TradingCalendar) -> ExchangeInstant {
        guard configuration.sessions == .real, calendar.session(at: now, .extended) == nil else { return now }
        return calendar.lastSession(endedBy: now, .extended).upperBound.adding(nanoseconds: -1)
    }

    /// The first change of an instrument's quote after an instant at which its market is open.
    func nextChange(_ instrument: Instrument, after instant: ExchangeInstant) -> ExchangeInstant? {
        guard let change = market.nextChange(instrument.conId, after: instant) else { return nil }
        let opening = opening(instrument, change)
        return opening == change ? change : market.nextChange(instrument.conId, after: opening.adding(nanoseconds: -1))
    }

    /// The first trade in an instrument after an instant at which its market is open.
    func nextTrade(_ instrument: Instrument, after instant: ExchangeInstant) -> MarketTrade? {
        guard let trade = market.nextTrade(instrument.conId, after: instant) else { return nil }
        let opening = opening(instrument, trade.time)
        return opening == trade.time
            ? trade : market.nextTrade(instrument.conId, after: opening.adding(nanoseconds: -1))
    }

    /// The first instant from `instant` on at which the market is open; in the night too if an order wants it.
    private func opening(_ instrument: Instrument, _ instant: ExchangeInstant) -> ExchangeInstant {
        guard configuration.sessions == .real else { return instant }
        let wantsNight = book.working(conID: instrument.conId).contains { book[$0].terms.hours == .overnight }
        let hours: TradingHours = wantsNight ? .overnight : .extended
        guard instrument.calendar.session(at: instant, hours) == nil else { return instant }
        return instrument.calendar.nextSession(after: instant, hours).lowerBound
    }
}
