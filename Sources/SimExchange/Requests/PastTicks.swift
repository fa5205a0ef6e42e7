internal import TWSWire

/// The kinds of historical ticks.
enum HistoricalTickKind: String, Sendable {
    case trades = "TRADES"
    case bidAsk = "BID_ASK"
    case midpoint = "MIDPOINT"
}

/// Historical ticks, in the form of the message that carries them.
enum PastTickList: Sendable {
    case trades([HistoricalTickLast])
    case bidAsk([HistoricalTickBidAsk])
    case midpoint([HistoricalTick])
}

/// Reads the historical ticks of an instrument.
struct PastTicks {
    private let market: any MarketSource
    private let instrument: Instrument
    private let kind: HistoricalTickKind

    init(_ market: any MarketSource, _ instrument: Instrument, _ kind: HistoricalTickKind) {
        self.market = market
        self.instrument = instrument
        self.kind = kind
    }

    /// Returns the first `count` ticks from `start` to `end`, and the rest of the last tick's second.
    func first(_ count: Int, from start: ExchangeInstant, to end: ExchangeInstant) -> PastTickList {
        guard start < end else { return list([], []) }
        let (trades, books) = ticks(count, from: start, to: end)
        guard let last = trades.last?.time ?? books.last?.time, trades.count + books.count == count else {
            return list(trades, books)
        }
        let second = ExchangeInstant(seconds: last.seconds + 1)
        let rest = ticks(Self.mostInASecond, from: last.adding(nanoseconds: 1), to: min(end, second))
        return list(trades + rest.trades, books + rest.books)
    }

    /// Returns the last `count` ticks before `end`, preceded by the other ticks of the first one's second: looks back
    /// over doubling spans until there are enough.
    func latest(_ count: Int, before end: ExchangeInstant) -> PastTickList {
        var span: Int64 = 60
        while true {
            let start = end.adding(seconds: -span)
            let (trades, books) = ticks(40 * Int(span), from: start, to: end)
            if trades.count + books.count >= count || span > 86_400 {
                return list(Self.whole(trades, count, \.time), Self.whole(books, count, \.time))
            }
            span *= 4
        }
    }

    private static let mostInASecond = 1000

    /// Returns the last `count` ticks, preceded by those in the same second as the first of them.
    private static func whole<Tick>(
        _ ticks: [Tick],
        _ count: Int,
        _ time: (Tick) -> ExchangeInstant
    ) -> ArraySlice<Tick> {
        guard ticks.count > count, let first = ticks.suffix(count).first.map(time) else { return ticks.suffix(count) }
        return ticks.drop { time($0).seconds < first.seconds }
    }

    private func ticks(
        _ limit: Int,
        from start: ExchangeInstant,
        to end: ExchangeInstant
    ) -> (trades: [MarketTrade], books: [TopOfBook]) {
        guard start < end else { return ([], []) }
        if kind == .trades { return (market.trades(instrument.conId, from: start, to: end, limit: limit), []) }
        return ([], market.books(instrument.conId, from: start, to: end, limit: limit))
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
