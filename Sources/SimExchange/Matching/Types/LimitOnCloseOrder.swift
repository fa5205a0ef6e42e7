internal import TWSWire

/// LOC: fills in the closing auction if its price is not beyond `lmtPrice`; otherwise it is cancelled.
struct LimitOnCloseOrder: OrderBehaviour {
    var listed: String { "LOC" }

    var auction: Auction? { .close }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        guard [.unset, .day].contains(terms.tif) else { throw .closingTimeInForce }
        try require(terms.lmtPrice, "limit price", instrument)
    }

    func limit(_ terms: Order) -> Double? { terms.lmtPrice }

    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order {
        LimitOrder().shown(terms, isFirst: isFirst, isChild: isChild)
    }
}
