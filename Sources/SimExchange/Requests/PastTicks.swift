internal import TWSWire

/// What historical ticks show.
enum HistoricalTickKind: String, Sendable {
    case trades = "TRADES"
    case bidAsk = "BID_ASK"
    case midpoint = "MIDPOINT"
}

/// Ticks of the past, in the form of the message that carries them.
enum PastTickList: Sendable {
    case trades([HistoricalTickLast])
    case bidAsk([HistoricalTickBidAsk])
    case midpoint([HistoricalTick])
}

/// Reads the past ticks of an instrument.
struct PastTicks {
    private let market: any MarketSource
    private let instrument: Instrument
    private let kind: HistoricalTickKind

    init(_ market: any MarketSource, _ instrument: Instrument, _ kind: HistoricalTickKind) {
        self.market = market
        self.instrument = instrument
        self.kind = kind
    }

    /// The first `count` ticks from `start` on, up to `end`.
    func first(_ count: Int, from start: ExchangeInstant, to end: ExchangeInstant) -> PastTickList {
        guard start < end else { return list([], []) }
        if kind == .trades {
            return list(market.trades(instrument.conId, from: start, to: end, limit: count), [])
        }
        return list([], market.books(instrument.conId, from: start, to: end, limit: count))
    }

    /// The last `count` ticks before `end`: looks back by doubled spans until there are enough.
    func latest(_ count: Int, before end: ExchangeInstant) -> PastTickList {
        var span: Int64 = 60
        while true {
            let start = end.adding(seconds: -span)
            let limit = 40 * Int(span)
            let trades = kind == .trades ? market.trades(instrument.conId, from: start, to: end, limit: limit) : []
            let books = kind == .trades ? [] : market.books(instrument.conId, from: start, to: end, limit: limit)
            if trades.count + books.count >= count || span > 86_400 {
                return list(trades.suffix(count), books.suffix(count))
            }
            span *= 4
        }
    }

    private func list(_ trades: some Sequence<MarketTrade>, _ books: some Sequence<TopOfBook>) -> PastTickList {
        switch kind {
        case .trades: .trades(trades.map(Self.tick))
        case .bidAsk: .bidAsk(books.map(Self.bidAskTick))
        case .midpoint: .midpoint(books.map(Self.midpointTick))
        }
    }

    private static func tick(_ trade: MarketTrade) -> HistoricalTickLast {
        var tick = HistoricalTickLast()
        tick.time = Int(trade.time.seconds)
        tick.price = trade.price
        tick.size = ExactDecimal(Int(trade.size))
        tick.exchange = trade.exchange
        return tick
    }

    private static func bidAskTick(_ book: TopOfBook) -> HistoricalTickBidAsk {
        var tick = HistoricalTickBidAsk()
        tick.time = Int(book.time.seconds)
        tick.priceBid = book.bid
        tick.priceAsk = book.ask
        tick.sizeBid = ExactDecimal(Int(book.bidSize))
        tick.sizeAsk = ExactDecimal(Int(book.askSize))
        return tick
    }

    private static func midpointTick(_ book: TopOfBook) -> HistoricalTick {
        var tick = HistoricalTick()
        tick.time = Int(book.time.seconds)
        tick.price = book.midpoint
        tick.size = .zero
        return tick
    }
}
