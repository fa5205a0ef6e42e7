internal import TWSWire

extension SimExchange {
    /// Lets an order wait for its auction: the next opening or closing of the regular hours.
    ///
    /// Hong Kong's pause at noon is no auction: only the first session's opening and the last one's closing are.
    mutating func awaitAuction(_ place: Int) {
        let order = book[place]
        guard let auction = order.auction else { return }
        let time = nextAuction(auction, order.instrument.calendar)
        book[place].holds.insert(.auction)
        guard order.auctionTime != time else { return }
        book[place].auctionTime = time
        events.add(.auction(place), at: time)
    }

    /// An auction takes place: the order fills in full at its price, or is cancelled.
    mutating func auctionTookPlace(_ place: Int) {
        let order = book[place]
        guard order.auctionTime == now, order.holds.contains(.auction) else { return }
        guard order.holds == .auction, order.stage == .live, !order.status.isFinal, !order.isWithdrawn,
            order.open > .zero
        else {
            if order.isOpen, !order.isWithdrawn { awaitAuction(place) }
            return
        }
        book[place].holds.remove(.auction)
        let price = auctionPrice(of: order.instrument)
        guard let price, order.limit.map({ order.isBuy ? price <= $0 : price >= $0 }) ?? true, !isBlocked(place) else {
            return cancelAtOnce(place)
        }
        decide(place, order.open, price)
    }

    /// The price of an auction: that of the last trade, or the nearest legal price below the middle of the quote.
    private func auctionPrice(of instrument: Instrument) -> Double? {
        if let last = market.quote(instrument.conId, at: now)?.last { return last }
        return market.book(instrument.conId, at: now).map { instrument.marketRule.roundedDown($0.midpoint) }
    }

    private func nextAuction(_ auction: Auction, _ calendar: TradingCalendar) -> ExchangeInstant {
        var day = calendar.tradingDay(atOrBefore: now)
        while true {
            let sessions = calendar.sessions(on: day, regularOnly: true)
            let time = auction == .open ? sessions.first?.lowerBound : sessions.last?.upperBound
            if let time, time > now { return time }
            day = calendar.tradingDay(after: day)
        }
    }
}
