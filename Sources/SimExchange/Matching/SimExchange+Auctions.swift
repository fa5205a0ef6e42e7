internal import TWSWire

extension SimExchange {
    /// Makes an order wait for its auction: the next opening or closing of the regular hours.
    mutating func awaitAuction(_ place: Int) {
        guard let time = MatchingCore.nextAuction(of: book[place], after: now) else { return }
        book[place].holds.insert(.auction)
        guard book[place].auctionTime != time else { return }
        book[place].auctionTime = time
        events.add(.auction(place), at: time)
    }

    /// Handles an auction: the order fills in full at its price, or is cancelled.
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
        let price = market.last(of: order.instrument, at: now)
        perform(matching.auction(place, at: price, in: &book, market, at: now))
    }
}
