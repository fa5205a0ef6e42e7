internal import Notation
internal import TWSWire

/// The stop of trailing orders: it follows the market at a distance, and never moves back.
enum Trail {
    /// Throws unless there is an amount (`auxPrice`) or a percentage (`trailingPercent`).
    static func validate(_ terms: Order) throws(Rejection) {
        if let percent = terms.trailingPercent, percent != 0 {
            guard percent > 0, percent < 100 else { throw .percentOffset }
            return
        }
        guard let amount = terms.auxPrice, amount.isFinite, amount > 0 else { throw .missingOffset }
    }

    /// Returns the stop for the current market; `nil` if the current stop stays.
    ///
    /// A sell's stop only rises and is rounded down to a legal price; a buy's only falls and is rounded up.
    static func moved(_ terms: Order, _ instrument: Instrument, _ market: MarketState) -> Double? {
        let isBuy = terms.action == .buy
        let prices = TriggerPrice.all(method: terms.triggerMethod, isBuy: isBuy, instrument, market)
        guard let price = isBuy ? prices.min() : prices.max() else { return nil }
        let (rule, distance) = rule(terms, instrument)
        let stop = rule.stop(distance, from: price)
        guard let present = terms.trailStopPrice else { return stop }
        return (isBuy ? stop < present : stop > present) ? stop : nil
    }

    /// Returns where the market meets the stop, or moves it: where the price is further from the stop than the
    /// distance.
    static func touch(_ terms: Order, _ instrument: Instrument) -> Touch {
        guard let stop = terms.trailStopPrice else { return .always }
        if let touch = follower(terms, stop, instrument) { return .trail(touch) }
        let isBuy = terms.action == .buy
        // The stop moves by whole increments; the step is slightly smaller, so that no rounding hides a price that
        // moves it.
        let step = instrument.marketRule.increment(at: stop) * 0.999
        let moves = isBuy ? edge(terms, stop - step, -1) : edge(terms, stop + step, 1)
        return .either(
            .trigger(stop, isRising: isBuy, terms, instrument),
            .trigger(moves, isRising: !isBuy, terms, instrument)
        )
    }

    /// Returns the price that a stop belongs to: `direction` -1 below it for a buy, 1 above it for a sell.
    private static func edge(_ terms: Order, _ stop: Double, _ direction: Double) -> Double {
        if let percent = terms.trailingPercent, percent != 0 { return stop / (1 - direction * percent / 100) }
        return stop + direction * (terms.auxPrice ?? 0)
    }

    /// Returns the rule by which an order's stop follows a price, and the distance.
    private static func rule(_ terms: Order, _ instrument: Instrument) -> (rule: TrailRule, distance: Double) {
        let percent = terms.trailingPercent ?? 0
        let isBuy = terms.action == .buy
        let rule = TrailRule(isBuy: isBuy, isPercent: percent != 0, prices: instrument.marketRule)
        return (rule, percent != 0 ? percent : terms.auxPrice ?? 0)
    }

    /// Returns what the stop of an order that follows one price depends on; `nil` if no price gives just this stop.
    private static func follower(_ terms: Order, _ stop: Double, _ instrument: Instrument) -> TrailTouch? {
        let isBuy = terms.action == .buy
        let all = PriceSeries.all(method: terms.triggerMethod, isBuy: isBuy, instrument)
        guard all.count == 1, let series = all.first else { return nil }
        let (rule, distance) = rule(terms, instrument)
        // Eight digits: no more than prices have, so that orders with one price are grouped together.
        let best = edge(terms, stop, isBuy ? -1 : 1).rounded(places: 8)
        guard rule.stop(distance, from: best) == stop else { return nil }
        return TrailTouch(kind: TrailTouch.Kind(series: series, rule: rule), distance: distance, best: best)
    }

    /// Returns the terms of a trailing order with the stop for a price.
    static func followed(_ order: SimulatedOrder, to price: Double) -> Order? {
        let (rule, distance) = rule(order.terms, order.instrument)
        let stop = rule.stop(distance, from: price)
        guard stop != order.terms.trailStopPrice else { return nil }
        return order.behaviour.stopped(order.terms, order.instrument, at: stop)
    }
}
