internal import TWSWire

/// MIT: works as a market order once the market touches the better price in `auxPrice`.
struct MarketIfTouchedOrder: OrderBehaviour {
    var listed: String { "MIT" }

    var waitsForTrigger: Bool { true }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        try require(terms.auxPrice, "trigger price", instrument)
    }

    func isTriggered(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool {
        TriggerPrice.touches(terms.auxPrice, terms, instrument, market)
    }

    func touch(_ terms: Order, _ instrument: Instrument) -> Touch {
        .trigger(terms.auxPrice, isRising: terms.action != .buy, terms, instrument)
    }

    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order {
        var shown = terms
        shown.lmtPrice = nil
        return shown
    }
}
