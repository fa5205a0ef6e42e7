internal import TWSWire

/// The prices that a trigger method looks at.
enum TriggerPrice {
    /// Returns the prices by method: 1 and 4 the quote, 2 and 3 the last trade, 7 either, 8 the midpoint. The double
    /// methods, 1 and 3, need the price twice in a row, which the exchange handles.
    ///
    /// Method 0 is IB's default: the quote for currencies, options and combinations, otherwise the last trade. The
    /// quote is the ask for buys and the bid for sells.
    static func all(method: Int, isBuy: Bool, _ instrument: Instrument, _ market: MarketState) -> [Double] {
        let quote = isBuy ? market.book.ask : market.book.bid
        switch method {
        case 1, 4: return [quote]
        case 2, 3: return [market.last ?? quote]
        case 7: return [market.last ?? quote, quote]
        case 8: return [market.book.midpoint]
        default: return followsQuote(instrument) ? [quote] : [market.last ?? quote]
        }
    }

    /// Whether the default method looks at the quote, as for options, combinations and instruments without trades.
    static func followsQuote(_ instrument: Instrument) -> Bool {
        !instrument.hasTrades || [.option, .combination].contains(instrument.secType)
    }

    /// Whether the market has reached a stop: from below for a buy, from above for a sell.
    static func reachesStop(_ stop: Double?, _ terms: Order, _ instrument: Instrument, _ market: MarketState) -> Bool {
        guard let stop else { return false }
        let isBuy = terms.action == .buy
        return all(method: terms.triggerMethod, isBuy: isBuy, instrument, market).contains {
            isBuy ? $0 >= stop : $0 <= stop
        }
    }

    /// Whether the market touches a price better than it was: from above for a buy, from below for a sell.
    static func touches(_ price: Double?, _ terms: Order, _ instrument: Instrument, _ market: MarketState) -> Bool {
        guard let price else { return false }
        let isBuy = terms.action == .buy
        return all(method: terms.triggerMethod, isBuy: isBuy, instrument, market).contains {
            isBuy ? $0 <= price : $0 >= price
        }
    }
}
