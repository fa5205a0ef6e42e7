internal import TWSWire

/// STP: works as a market order once the market has reached the stop price in `auxPrice`.
struct StopOrder: OrderBehaviour {
    var waitsForTrigger: Bool { true }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        try require(terms.auxPrice, "stop price", instrument)
    }

    func isTriggered(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool {
        StopTrigger.isMet(terms, instrument, by: market)
    }

    /// The first report of a plain stop shows a limit price three increments beyond the stop (captured from a paper
    /// Gateway: 100.03 for a stop at 100), later ones none; a bracket's stop shows its stop as trailStopPrice.
    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order {
        var shown = terms
        shown.lmtPrice = nil
        shown.trailStopPrice = isChild ? terms.auxPrice : nil
        if isFirst, !isChild, let stop = terms.auxPrice {
            shown.lmtPrice = ((stop + 0.03) * 1e6).rounded() / 1e6
        }
        return shown
    }
}
