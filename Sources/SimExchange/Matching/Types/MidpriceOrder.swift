internal import TWSWire

/// MIDPRICE: a limit at the midpoint of bid and ask, not beyond `lmtPrice` if there is one.
struct MidpriceOrder: OrderBehaviour {
    var listed: String { "MIDPX" }

    var followsMarket: Bool { true }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        try allow(terms.lmtPrice, "limit price", instrument)
    }

    func peg(_ terms: Order, _ instrument: Instrument, at market: MarketState) -> Double? {
        Peg.price(terms, instrument, from: market.book.midpoint, offset: 0)
    }

    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order {
        var shown = terms
        shown.auxPrice = nil
        return shown
    }
}
