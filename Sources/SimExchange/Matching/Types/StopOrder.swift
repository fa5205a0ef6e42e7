internal import Notation
internal import TWSWire

/// STP: works as a market order once the market has reached the stop price in `auxPrice`.
struct StopOrder: OrderBehaviour {
    var listed: String { "STP" }

    var waitsForTrigger: Bool { true }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        try require(terms.auxPrice, "stop price", instrument)
    }

    func isTriggered(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool {
        TriggerPrice.reachesStop(terms.auxPrice, terms, instrument, market)
    }

    func touch(_ terms: Order, _ instrument: Instrument) -> Touch {
        .trigger(terms.auxPrice, isRising: terms.action == .buy, terms, instrument)
    }

    /// The first report of a plain stop shows a limit price three increments beyond the stop, later reports none; a
    /// bracket's stop shows its stop as trailStopPrice.
    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order {
        var shown = terms
        shown.trailStopPrice = isChild ? terms.auxPrice : nil
        shown.lmtPrice = isFirst && !isChild ? Self.firstLimit(terms.auxPrice) : nil
        return shown
    }

    /// Returns the limit that TWS shows in a stop's first report: 100.03 for a stop at 100, captured from a paper
    /// Gateway.
    static func firstLimit(_ stop: Double?) -> Double? {
        stop.map { ($0 + 0.03).rounded(places: 6) }
    }
}
