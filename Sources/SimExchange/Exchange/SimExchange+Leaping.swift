internal import TWSWire

extension SimExchange {
    /// The longest leap, in seconds.
    private static let longestLeap: Int64 = 3600

    /// Advances time as `advance(to:)` does, when nobody listens: the state is the same afterwards, but quotes that no
    /// order waits for are skipped.
    package mutating func leap(to instant: ExchangeInstant) {
        while now < instant {
            let end = nextStop(before: instant)
            if end > now, directory.clients.isEmpty, isQuiet(until: end) { leapOver(to: end) }
            run(until: end)
        }
        _ = advance(to: instant)
    }

    /// Returns the next instant at which something other than a quote happens, or at which the leap is long enough.
    private func nextStop(before instant: ExchangeInstant) -> ExchangeInstant {
        var stop = min(instant, now.adding(seconds: Self.longestLeap))
        for time in [events.nextTime, market.nextExpiry] {
            if let time { stop = min(stop, max(time, now.adding(nanoseconds: 1))) }
        }
        guard configuration.sessions == .real else { return stop }
        for place in book.allWorking where book[place].openUntil > now { stop = min(stop, book[place].openUntil) }
        return stop
    }

    /// Whether no quote or trade up to and including an instant concerns an order.
    private func isQuiet(until end: ExchangeInstant) -> Bool {
        book.conditional.isEmpty && market.followed.allSatisfy { isQuiet($0, until: end) }
    }

    private func isQuiet(_ conID: Int, until end: ExchangeInstant) -> Bool {
        book.concerned(conID: conID).allSatisfy { isQuiet(book[$0], conID, until: end) }
    }

    private func isQuiet(_ order: SimulatedOrder, _ conID: Int, until end: ExchangeInstant) -> Bool {
        guard order.isMatchable else { return true }
        guard order.instrument.conId == conID, order.released == nil, order.firstTouch == nil,
            configuration.sessions == .open || order.openUntil > now
        else { return false }
        let after = end.adding(nanoseconds: 1)
        func range(_ show: HistoryRequest.WhatToShow) -> PriceBar? {
            market.source.bar(conID, show, from: now, to: after)
        }
        guard order.isElected else { return waits(order, [.trades, .bid, .ask].compactMap(range)) }
        guard order.isResting, order.wasMatched, !order.behaviour.followsMarket, let limit = order.limit,
            let bar = range(order.isBuy ? .ask : .bid)
        else { return false }
        return order.isBuy ? bar.low > limit : bar.high < limit
    }

    /// Whether none of the prices reaches a plain stop.
    private func waits(_ order: SimulatedOrder, _ prices: [PriceBar]) -> Bool {
        guard [.stop, .stopLimit].contains(order.terms.orderType), let stop = order.terms.auxPrice, !prices.isEmpty
        else {
            return false
        }
        return prices.allSatisfy { order.isBuy ? $0.high < stop : $0.low > stop }
    }

    /// Moves every followed instrument to an instant up to which nothing happens.
    private mutating func leapOver(to end: ExchangeInstant) {
        beginDays(until: end)
        now = end
        for conID in market.followed.sorted() {
            market.leap(conID, wantsNight: book.wantsNight(conID), to: end)
            matching.quoteChanged(conID)
        }
    }

    // MARK: Resting

    /// The largest number of orders in a resting instrument; with more, they are not checked for a rest.
    private static let mostRestingOrders = 16

    /// Completes a change that has been reported: the instrument changes again at its time, or rests for as long as no
    /// quote concerns an order and nobody listens.
    mutating func finish(_ change: Market.Change) {
        let conID = change.instrument.conId
        market.finish(change)
        guard let span = market.restSpan(conID, concernsNobody: mayRest(conID)) else { return }
        market.rest(conID, until: restEnd(conID, within: span))
    }

    /// Ends the rest of an instrument as if it had gone through every quote; it may rest again.
    mutating func endRest(_ conID: Int) {
        rouse(conID)
        guard let span = market.restSpan(conID, concernsNobody: mayRest(conID)) else { return }
        market.rest(conID, until: restEnd(conID, within: span))
    }

    /// Brings every resting instrument up to date, because something is about to look at it.
    mutating func rouseAll() {
        for conID in market.resting { rouse(conID) }
    }

    private mutating func rouse(_ conID: Int) {
        if market.rouse(conID, wantsNight: book.wantsNight(conID), at: now) { matching.quoteChanged(conID) }
    }

    /// Whether nobody listens to an instrument whose prices follow from the seed, and few orders depend on it.
    private func mayRest(_ conID: Int) -> Bool {
        guard book.conditional.isEmpty, !directory.hasListeners(of: conID),
            book.workCount(conID: conID) <= Self.mostRestingOrders
        else { return false }
        return market.source.barClock(conID, after: now, regularOnly: false) == .steady
    }

    /// Returns the end of a rest of at most so many seconds; `nil` if a quote concerns an order before.
    private func restEnd(_ conID: Int, within span: Int64) -> ExchangeInstant? {
        var end = now.adding(seconds: span)
        if let expiry = market.nextExpiry { end = min(end, expiry.adding(nanoseconds: -1)) }
        for place in book.concerned(conID: conID) where configuration.sessions == .real && book[place].isMatchable {
            end = min(end, book[place].openUntil)
        }
        return end > now && isQuiet(conID, until: end) ? end : nil
    }
}
