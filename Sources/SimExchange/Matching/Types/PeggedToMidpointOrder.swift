internal import TWSWire

/// PEG MID: a limit `auxPrice` short of the midpoint of bid and ask, not beyond `lmtPrice` if there is one.
struct PeggedToMidpointOrder: OrderBehaviour {
    var listed: String { "PEGMID" }

    var followsMarket: Bool { true }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        try allow(terms.lmtPrice, "limit price", instrument)
    }

    func peg(_ terms: Order, _ instrument: Instrument, at market: MarketState) -> Double? {
        Peg.price(terms, instrument, from: market.book.midpoint, offset: -(terms.auxPrice ?? 0))
    }
}
