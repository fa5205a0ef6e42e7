internal import Notation
internal import TWSWire

/// TRAIL LIMIT: like TRAIL, but it works as a limit order, `lmtPriceOffset` beyond the stop.
///
/// A client gives the offset, or else the first limit in `lmtPrice`, from which the offset follows.
struct TrailingLimitOrder: OrderBehaviour {
    var listed: String { "TRAILLMT" }

    var waitsForTrigger: Bool { true }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        try Trail.validate(terms)
        try allow(terms.trailStopPrice, "trailing stop price", instrument)
        guard terms.lmtPriceOffset == nil else { return }
        try require(terms.lmtPrice, "limit price", instrument)
    }

    func accepted(_ terms: Order) -> Order {
        var terms = terms
        terms.percentOffset = nil
        if terms.trailStopPrice == 0 { terms.trailStopPrice = nil }
        return terms.trailStopPrice.map { withStop($0, terms) } ?? terms
    }

    func isTriggered(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool {
        TriggerPrice.reachesStop(terms.trailStopPrice, terms, instrument, market)
    }

    func touch(_ terms: Order, _ instrument: Instrument) -> Touch { Trail.touch(terms, instrument) }

    func moved(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Order? {
        Trail.moved(terms, instrument, market).map { stopped(terms, instrument, at: $0) }
    }

    func stopped(_ terms: Order, _ instrument: Instrument, at stop: Double) -> Order {
        var terms = withStop(stop, terms)
        terms.lmtPrice = terms.lmtPrice.map(
            terms.action == .buy ? instrument.marketRule.roundedDown : instrument.marketRule.roundedUp
        )
        return terms
    }

    func limit(_ terms: Order) -> Double? { terms.lmtPrice }

    /// Returns the terms with the stop at a price, and the limit at its offset from it.
    private func withStop(_ stop: Double, _ terms: Order) -> Order {
        let direction = terms.action == .buy ? 1.0 : -1.0
        var terms = terms
        let offset = terms.lmtPriceOffset ?? ((terms.lmtPrice ?? stop) - stop) * direction
        terms.lmtPriceOffset = offset.rounded(places: 6)
        terms.trailStopPrice = stop
        terms.lmtPrice = (stop + direction * offset).rounded(places: 6)
        return terms
    }
}
