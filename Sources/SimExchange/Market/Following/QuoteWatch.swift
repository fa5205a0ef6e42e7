internal import TWSWire

/// An instrument that somebody follows: its state at the moment, and its next change.
struct QuoteWatch: Sendable {
    private let boxedInstrument: Boxed<Instrument>
    /// Tells this watch from an earlier one on the same instrument.
    var generation: Int
    /// The quote as it was sent to the listeners.
    var quote: LiveQuote
    var nextChange: ExchangeInstant
    var nextTrade: MarketTrade?

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

    /// What triggers look at.
    var state: MarketState { MarketState(book: quote.book, last: quote.last, lastTime: quote.lastTime) }

    /// When quote or trade come next.
    var nextTime: ExchangeInstant {
        nextTrade.map { min($0.time, nextChange) } ?? nextChange
    }
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
