internal import TWSWire

/// REL: a limit that improves on the best price of its own side by `auxPrice` or by the fraction `percentOffset`, not
/// beyond `lmtPrice` if there is one.
struct RelativeOrder: OrderBehaviour {
    var listed: String { "REL" }

    var followsMarket: Bool { true }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        try allow(terms.lmtPrice, "limit price", instrument)
        if let percent = terms.percentOffset, percent != 0 {
            guard percent > 0, percent < 1 else { throw .percentOffset }
        }
    }

    func accepted(_ terms: Order) -> Order {
        var accepted = MarketOrder().accepted(terms)
        accepted.percentOffset = terms.percentOffset == 0 ? nil : terms.percentOffset
        return accepted
    }

    func peg(_ terms: Order, _ instrument: Instrument, at market: MarketState) -> Double? {
        let own = terms.action == .buy ? market.book.bid : market.book.ask
        let offset = terms.percentOffset.map { own * $0 } ?? terms.auxPrice ?? 0
        return Peg.price(terms, instrument, from: own, offset: offset)
    }
}
