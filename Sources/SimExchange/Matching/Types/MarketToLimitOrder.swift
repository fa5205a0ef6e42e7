internal import TWSWire

/// MTL: works as a market order until its first fill, whose price becomes the limit of the rest.
struct MarketToLimitOrder: OrderBehaviour {
    var listed: String { "MTL" }

    func validate(_ terms: Order, _ instrument: Instrument) throws(Rejection) {}

    func accepted(_ terms: Order) -> Order {
        var terms = MarketOrder().accepted(terms)
        terms.lmtPrice = nil
        terms.auxPrice = nil
        return terms
    }

    func limit(_ terms: Order) -> Double? { terms.lmtPrice }

    func filled(_ terms: Order, at price: Double) -> Order? {
        guard terms.lmtPrice == nil else { return nil }
        var terms = terms
        terms.lmtPrice = price
        return terms
    }
}
