internal import TWSWire

/// An instrument that somebody follows: its state at the moment, its next change, and who wants to hear of it.
struct QuoteWatch: Sendable {
    private let boxedInstrument: Boxed<Instrument>
    /// Tells this watch from an earlier one on the same instrument.
    var generation: Int
    /// The quote as it was sent to the listeners.
    var quote: LiveQuote
    var nextChange: ExchangeInstant
    var nextTrade: MarketTrade?
    var listeners: [MarketListener] = []
    /// What orders have taken of the present quote.
    var taken = TakenLiquidity()

    init(
        _ instrument: Instrument,
        generation: Int,
        quote: LiveQuote,
        nextChange: ExchangeInstant,
        nextTrade: MarketTrade?
    ) {
        boxedInstrument = Boxed(instrument)
        self.generation = generation
        self.quote = quote
        self.nextChange = nextChange
        self.nextTrade = nextTrade
    }

    var instrument: Instrument { _read { yield boxedInstrument.value } }

    /// How much a buyer or a seller still gets of the present quote.
    func left(isBuy: Bool) -> Double {
        isBuy ? Double(quote.book.askSize) - taken.ask : Double(quote.book.bidSize) - taken.bid
    }

    /// Takes a size off the present quote.
    mutating func take(_ size: Double, isBuy: Bool) {
        if isBuy { taken.ask += size } else { taken.bid += size }
    }

    /// What triggers look at.
    var state: MarketState { MarketState(book: quote.book, last: quote.last, lastTime: quote.lastTime) }

    /// When quote or trade come next.
    var nextTime: ExchangeInstant {
        nextTrade.map { min($0.time, nextChange) } ?? nextChange
    }
}

/// Sizes that orders have taken of a quote: nobody gets them twice until the quote changes.
struct TakenLiquidity: Sendable {
    var bid = 0.0
    var ask = 0.0
}

/// The state of the default market data stream of one instrument, kept up to date trade by trade.
struct LiveQuote: Sendable {
    var book: TopOfBook
    var last: Double?
    var lastSize: Int64?
    var lastTime: ExchangeInstant?
    var volume: Int64?
    var open: Double?
    var high: Double?
    var low: Double?
    var close: Double?
    /// From when on the values of the day are those of a new trading day.
    let dayEnd: ExchangeInstant

    init(_ quote: Quote, dayEnd: ExchangeInstant) {
        book = quote.book
        last = quote.last
        lastSize = quote.lastSize
        lastTime = quote.lastTime
        volume = quote.volume
        open = quote.open
        high = quote.high
        low = quote.low
        close = quote.close
        self.dayEnd = dayEnd
    }

    /// Takes in a trade.
    mutating func apply(_ trade: MarketTrade) {
        last = trade.price
        lastSize = trade.size
        lastTime = trade.time
        volume = (volume ?? 0) + trade.size
        high = max(high ?? trade.price, trade.price)
        low = min(low ?? trade.price, trade.price)
    }
}

/// A stream that follows an instrument.
struct MarketListener: Sendable, Hashable {
    /// What the stream carries.
    enum Content: Sendable, Hashable {
        /// reqMktData; delayed streams have tick types of their own. With `wantsVolumeTexts`, RT volume (tick 48).
        case topOfBook(isDelayed: Bool, wantsVolumeTexts: Bool)
        case depth(rows: Int, isSmart: Bool)
        case tickByTick(TickByTickKind)
    }

    let connection: ConnectionID
    let requestID: Int
    let content: Content
}

/// The kinds of reqTickByTickData; the number is the tick type of the message.
enum TickByTickKind: Int, Sendable {
    case last = 1
    case allLast = 2
    case bidAsk = 3
    case midPoint = 4

    init?(_ text: String) {
        switch text {
        case "Last": self = .last
        case "AllLast": self = .allLast
        case "BidAsk": self = .bidAsk
        case "MidPoint": self = .midPoint
        default: return nil
        }
    }
}
