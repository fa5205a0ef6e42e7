internal import TWSWire

extension MatchingCore {
    /// Why an order does not work while its market is closed.
    enum Closure: Sendable {
        /// It is already held.
        case isHeld
        /// It is held from now on until the market opens.
        case until(ExchangeInstant)

        func action(_ place: Int) -> [MatchAction] {
            switch self {
            case .isHeld: []
            case .until(let opening): [.awaitOpening(place, opening)]
            }
        }
    }

    /// Holds an order while its market is closed; `nil` if it is open, as always without real sessions.
    mutating func closedUntil(_ place: Int, in book: inout OrderBook, at now: ExchangeInstant) -> Closure? {
        guard book.hasRealSessions, book[place].auction == nil, now >= book[place].openUntil else { return nil }
        let order = book[place]
        let (calendar, hours) = (order.instrument.calendar, order.terms.hours)
        if let session = session(of: calendar, hours, at: now) {
            book[place].openUntil = session.upperBound
            return nil
        }
        guard !order.holds.contains(.session) else { return .isHeld }
        book[place].holds.insert(.session)
        return .until(calendar.nextSession(after: now, hours).lowerBound)
    }

    private mutating func session(
        of calendar: TradingCalendar,
        _ hours: TradingHours,
        at now: ExchangeInstant
    ) -> Range<ExchangeInstant>? {
        if let latestSession, latestSession.range.contains(now), latestSession.hours == hours,
            latestSession.calendar == calendar
        {
            return latestSession.range
        }
        let session = calendar.session(at: now, hours)
        if let session { latestSession = (calendar, hours, session) }
        return session
    }

    /// Returns when the next auction takes place that an order waits for; `nil` for orders without one.
    ///
    /// Hong Kong's lunch break is not an auction: only the first session's opening and the last one's closing are.
    static func nextAuction(of order: SimulatedOrder, after now: ExchangeInstant) -> ExchangeInstant? {
        guard let auction = order.auction else { return nil }
        let calendar = order.instrument.calendar
        var day = calendar.tradingDay(atOrBefore: now)
        while true {
            let sessions = calendar.sessions(on: day, regularOnly: true)
            let time = auction == .open ? sessions.first?.lowerBound : sessions.last?.upperBound
            if let time, time > now { return time }
            day = calendar.tradingDay(after: day)
        }
    }
}
