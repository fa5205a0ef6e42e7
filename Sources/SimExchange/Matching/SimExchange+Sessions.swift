internal import TWSWire

extension SimExchange {
    /// Holds an order while its market is closed; returns whether it is open, as always without real sessions.
    @discardableResult
    mutating func awaitSession(_ place: Int) -> Bool {
        guard let closure = matching.closedUntil(place, in: &book, at: now) else { return true }
        for action in closure.action(place) { perform(action) }
        return false
    }

    /// Handles the opening of an order's market.
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
        report(Rejection(399, text), about: order)
    }
}
