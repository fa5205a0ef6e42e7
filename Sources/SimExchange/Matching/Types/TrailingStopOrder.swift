internal import TWSWire

/// TRAIL: a stop that follows the market by `auxPrice` or by `trailingPercent`; `trailStopPrice` is its position.
struct TrailingStopOrder: OrderBehaviour {
    var listed: String { "TRAIL" }

    var waitsForTrigger: Bool { true }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        try Trail.validate(terms)
        try allow(terms.trailStopPrice, "trailing stop price", instrument)
    }

    func accepted(_ terms: Order) -> Order {
        var terms = terms
        terms.percentOffset = nil
        terms.lmtPriceOffset = nil
        if terms.trailStopPrice == 0 { terms.trailStopPrice = nil }
        return terms
    }

    func isTriggered(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool {
        TriggerPrice.reachesStop(terms.trailStopPrice, terms, instrument, market)
    }

    func touch(_ terms: Order, _ instrument: Instrument) -> Touch { Trail.touch(terms, instrument) }

    func moved(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Order? {
        Trail.moved(terms, instrument, market).map { stopped(terms, instrument, at: $0) }
    }

    func stopped(_ terms: Order, _ instrument: Instrument, at stop: Double) -> Order {
        var terms = terms
        terms.trailStopPrice = stop
        return terms
    }

    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order {
        var shown = terms
        shown.lmtPrice = isFirst && !isChild ? StopOrder.firstLimit(terms.trailStopPrice) : nil
        return shown
    }
}
