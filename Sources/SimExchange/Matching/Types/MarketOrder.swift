internal import TWSWire

/// MKT: works at once, at any price.
struct MarketOrder: OrderBehaviour {
    var listed: String { "MKT" }
    var isPlain: Bool { true }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {}

    func shown(_ terms: Order, isFirst: Bool, isChild: Bool) -> Order {
        // Nothing is copied if there is nothing to leave out.
        guard terms.lmtPrice != nil || terms.auxPrice != nil else { return terms }
        var shown = terms
        shown.lmtPrice = nil
        shown.auxPrice = nil
        return shown
    }
}
