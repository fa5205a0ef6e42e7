internal import TWSWire

extension SimExchange {
    /// Schedules when an order starts and stops working.
    mutating func awaitTimes(_ place: Int) {
        let order = book[place]
        if let start = startTime(of: order), start > now {
            book[place].holds.insert(.time)
            book[place].startTime = start
            events.add(.start(place), at: start)
        } else if order.holds.contains(.time) || order.startTime != nil {
            book[place].holds.remove(.time)
            book[place].startTime = nil
        }
        let expiry = [expiry(of: order), algorithmEnd(of: order)].compactMap { $0 }.min()
        guard expiry != order.expiry else { return }
        book[place].expiry = expiry
        if let expiry { events.add(.expiry(place), at: expiry) }
    }

    /// Handles the time from which an order works.
    mutating func startTimeCame(_ place: Int) {
        guard book[place].startTime == now else { return }
        release(place, .time)
    }

    /// Handles the end of an order's time in force.
    mutating func expiryCame(_ place: Int) {
        if let action = matching.expire(place, in: book, at: now) { perform(action) }
    }

    private func startTime(of order: SimulatedOrder) -> ExchangeInstant? {
        let start = (try? OrderTimes.start(order.terms)) ?? nil
        guard case .adaptive(let wait)? = algorithm(of: order) else { return start }
        return max(start ?? now, now.adding(seconds: wait))
    }

    private func algorithmEnd(of order: SimulatedOrder) -> ExchangeInstant? {
        guard case .slices(_, let end?, _, mayPassEnd: false)? = algorithm(of: order) else { return nil }
        return end
    }

    /// Returns when an order expires: GTD by its date; DAY, if sessions are real, with the trading day.
    private mutating func expiry(of order: SimulatedOrder) -> ExchangeInstant? {
        switch order.terms.tif {
        case .goodTillDate: (try? OrderTimes.goodTill(order.terms, order.instrument)) ?? nil
        case .day where configuration.sessions == .real && order.auction == nil:
            dayEnd(of: order.instrument.calendar, order.terms.hours)
        default: nil
        }
    }

    private mutating func dayEnd(of calendar: TradingCalendar, _ hours: TradingHours) -> ExchangeInstant {
        if let latestDay, latestDay.span.contains(now), latestDay.hours == hours, latestDay.calendar == calendar {
            return latestDay.span.upperBound
        }
        let end = calendar.dayEnd(after: now, hours)
        latestDay = (calendar, hours, now..<end)
        return end
    }
}
