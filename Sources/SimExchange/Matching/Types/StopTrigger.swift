internal import TWSWire

/// Whether the market has reached a stop price, by the order's trigger method.
enum StopTrigger {
    /// The stop price is in `auxPrice`: a buy triggers at or above it, a sell at or below.
    ///
    /// Method 0 is IB's default: the bid (for sells) or ask (for buys) for currencies and options, else the last trade.
    static func isMet(_ terms: Order, _ instrument: Instrument, by market: MarketState) -> Bool {
        guard let stop = terms.auxPrice else { return false }
        let isBuy = terms.action == "BUY"
        let quote = isBuy ? market.book.ask : market.book.bid
        let prices: [Double?] =
            switch terms.triggerMethod {
            case 1, 4: [quote]
            case 2, 3: [market.last ?? quote]
            case 7: [market.last, quote]
            case 8: [market.book.midpoint]
            default: ["CASH", "OPT"].contains(instrument.secType) ? [quote] : [market.last ?? quote]
            }
        return prices.contains { price in
            price.map { isBuy ? $0 >= stop : $0 <= stop } ?? false
        }
    }
}
