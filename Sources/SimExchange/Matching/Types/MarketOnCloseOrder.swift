internal import TWSWire

/// MOC: fills in the closing auction, at its price.
struct MarketOnCloseOrder: OrderBehaviour {
    var listed: String { "MOC" }

    var auction: Auction? { .close }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {
        guard [.unset, .day].contains(terms.tif) else { throw .closingTimeInForce }
    }

    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order {
        MarketOrder().shown(terms, isFirst: isFirst, isChild: isChild)
    }
}
