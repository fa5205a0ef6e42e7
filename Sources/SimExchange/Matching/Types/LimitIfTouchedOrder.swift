internal import TWSWire

/// LIT: works as a limit order at `lmtPrice` once the market touches the better price in `auxPrice`.
struct LimitIfTouchedOrder: OrderBehaviour {
    var listed: String { "LIT" }

    var waitsForTrigger: Bool { true }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        try require(terms.lmtPrice, "limit price", instrument)
        try require(terms.auxPrice, "trigger price", instrument)
    }

    func isTriggered(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool {
        TriggerPrice.touches(terms.auxPrice, terms, instrument, market)
    }

    func touch(_ terms: Order, _ instrument: Instrument) -> Touch {
        .trigger(terms.auxPrice, isRising: terms.action != .buy, terms, instrument)
    }

    func limit(_ terms: Order) -> Double? { terms.lmtPrice }
}
