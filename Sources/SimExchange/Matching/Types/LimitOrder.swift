internal import TWSWire

/// LMT: works at once, at its limit or better.
struct LimitOrder: OrderBehaviour {
    var listed: String { "LMT" }
    var isPlain: Bool { true }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        try require(terms.lmtPrice, "limit price", instrument)
    }

    func limit(_ terms: Order) -> Double? { terms.lmtPrice }

    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order {
        guard terms.auxPrice != nil else { return terms }
        var shown = terms
        shown.auxPrice = nil
        return shown
    }
}
