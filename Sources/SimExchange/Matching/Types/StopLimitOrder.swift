internal import TWSWire

/// STP LMT: works as a limit order at `lmtPrice` once the market has reached the stop price in `auxPrice`.
struct StopLimitOrder: OrderBehaviour {
    var listed: String { "STPLMT" }

    var waitsForTrigger: Bool { true }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        try require(terms.lmtPrice, "limit price", instrument)
        try require(terms.auxPrice, "stop price", instrument)
    }

    func isTriggered(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool {
        TriggerPrice.reachesStop(terms.auxPrice, terms, instrument, market)
    }

    func touch(_ terms: Order, _ instrument: Instrument) -> Touch {
        .trigger(terms.auxPrice, isRising: terms.action == .buy, terms, instrument)
    }

    func limit(_ terms: Order) -> Double? { terms.lmtPrice }
}
