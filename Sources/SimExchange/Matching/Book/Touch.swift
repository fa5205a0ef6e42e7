internal import TWSWire

/// The prices of an instrument that orders wait for.
enum PriceSeries: Int, CaseIterable, Sendable {
    case bid, ask
    /// The last trade, or without trades the quote of the order's side.
    case lastOrBid, lastOrAsk
    case middle

    /// Returns the series that a trigger method looks at; the prices of `TriggerPrice.all`.
    static func all(method: Int, isBuy: Bool, _ instrument: Instrument) -> [PriceSeries] {
        let (quote, last): (PriceSeries, PriceSeries) = isBuy ? (.ask, .lastOrAsk) : (.bid, .lastOrBid)
        return switch method {
        case 1, 4: [quote]
        case 2, 3: [last]
        case 7: [last, quote]
        case 8: [.middle]
        default: TriggerPrice.followsQuote(instrument) ? [quote] : [last]
        }
    }

    func price(_ market: MarketState) -> Double {
        switch self {
        case .bid: market.book.bid
        case .ask: market.book.ask
        case .lastOrBid: market.last ?? market.book.bid
        case .lastOrAsk: market.last ?? market.book.ask
        case .middle: market.book.midpoint
        }
    }
}

/// What must happen in an order's market before the order needs to be checked.
enum Touch: Hashable, Sendable {
    /// Nothing in the market concerns it.
    case never
    /// Every change concerns it: it takes what comes, follows the market, or waits for several instruments.
    case always
    /// A series reaches a price, from below (`isRising`) or from above.
    case levels([Level])
    /// A price meets a trailing stop; better prices move the stop, for which the order need not be checked.
    case trail(TrailTouch)

    struct Level: Hashable, Sendable {
        let series: PriceSeries
        let isRising: Bool
        let price: Double
    }
}

extension SimulatedOrder {
    /// What touches the order in its current state.
    ///
    /// Too much is better than too little: checking an order in vain leaves it as it is.
    var touch: Touch {
        guard isMatchable else { return .never }
        guard legs.isEmpty, progress.wasMatched || !progress.isElected, progress.firstTouch == nil else {
            return .always
        }
        guard !progress.isElected else { return restingTouch }
        return behaviour.touch(terms, instrument)
    }

    /// The touch of a limit order: a resting one waits for the opposite quote; another one takes part in every change.
    private var restingTouch: Touch {
        guard progress.isResting, !behaviour.followsMarket, let limit = progress.limit else { return .always }
        return .levels([Touch.Level(series: isBuy ? .ask : .bid, isRising: !isBuy, price: limit)])
    }
}

extension Touch {
    /// Returns the touch of a trigger: a price that the series of the order's trigger method reach.
    static func trigger(_ price: Double?, isRising: Bool, _ terms: Order, _ instrument: Instrument) -> Touch {
        guard let price else { return .always }
        let series = PriceSeries.all(method: terms.triggerMethod, isBuy: terms.action == .buy, instrument)
        return .levels(series.map { Level(series: $0, isRising: isRising, price: price) })
    }

    /// Returns the union of two touches.
    static func either(_ first: Touch, _ second: Touch) -> Touch {
        guard case .levels(let left) = first, case .levels(let right) = second else { return .always }
        return .levels(left + right)
    }
}
