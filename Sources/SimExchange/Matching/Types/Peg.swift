internal import TWSWire

/// The limit of orders that follow a price.
enum Peg {
    /// Returns a price `offset` more aggressive than `price`, rounded to a legal price that is no more aggressive, and
    /// capped by `lmtPrice` (absent or 0 for none).
    static func price(_ terms: Order, _ instrument: Instrument, from price: Double, offset: Double) -> Double {
        let isBuy = terms.action == .buy
        let rule = instrument.marketRule
        let pegged = isBuy ? rule.roundedDown(price + offset) : rule.roundedUp(price - offset)
        guard let cap = terms.lmtPrice, cap != 0 else { return pegged }
        return isBuy ? min(cap, pegged) : max(cap, pegged)
    }
}
