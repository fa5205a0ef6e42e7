internal import TWSWire

/// The stop of trailing orders: it follows the market at a distance, and never back.
enum Trail {
    /// Throws unless an amount (`auxPrice`) or a percentage (`trailingPercent`) is given.
    static func validate(_ terms: Order) throws(Rejection) {
        if let percent = terms.trailingPercent, percent != 0 {
            guard percent > 0, percent < 100 else { throw .percentOffset }
            return
        }
        guard let amount = terms.auxPrice, amount.isFinite, amount > 0 else { throw .missingOffset }
    }

    /// The stop that the present market gives; `nil` if the present one stays.
    ///
    /// A sell's stop only rises and is rounded down to a legal price, a buy's only falls and is rounded up.
    static func moved(_ terms: Order, _ instrument: Instrument, _ market: MarketState) -> Double? {
        let isBuy = terms.action == .buy
        let prices = TriggerPrice.all(method: terms.triggerMethod, isBuy: isBuy, instrument, market)
        guard let price = isBuy ? prices.min() : prices.max() else { return nil }
        let distance = distance(terms, at: price)
        let stop =
            isBuy
            ? instrument.marketRule.roundedUp(price + distance) : instrument.marketRule.roundedDown(price - distance)
        guard let present = terms.trailStopPrice else { return stop }
        return (isBuy ? stop < present : stop > present) ? stop : nil
    }

    private static func distance(_ terms: Order, at price: Double) -> Double {
        if let percent = terms.trailingPercent, percent != 0 { return price * percent / 100 }
        return terms.auxPrice ?? 0
    }
}
