internal import TWSWire

/// A followed instrument: its current state, and its next change.
struct QuoteWatch: Sendable {
    let instrument: Instrument
    /// Distinguishes this watch from an earlier one on the same instrument.
    var generation: Int
    /// The quote as it was sent to the listeners.
    var quote: LiveQuote
    var nextChange: ExchangeInstant
    var nextTrade: MarketTrade?
    /// How it rests while nobody needs its quotes.
    var rest = QuoteRest()

    init(
        _ instrument: Instrument,
        generation: Int,
        quote: LiveQuote,
        nextChange: ExchangeInstant,
        nextTrade: MarketTrade?
    ) {
        self.instrument = instrument
        self.generation = generation
        self.quote = quote
        self.nextChange = nextChange
        self.nextTrade = nextTrade
    }

    /// The state that triggers look at.
    var state: MarketState { MarketState(book: quote.book, last: quote.last, lastTime: quote.lastTime) }

    /// When the next quote or trade comes.
    var nextTime: ExchangeInstant {
        nextTrade.map { min($0.time, nextChange) } ?? nextChange
    }
}

/// How a followed instrument rests: its quotes are skipped up to an instant, because nobody needs them.
struct QuoteRest: Sendable {
    /// The longest rest, in seconds.
    private static let longest: Int64 = 3600
    private static let shortest: Int64 = 8
    /// The number of consecutive changes concerning nobody after which it is worth looking for a rest.
    private static let patience = 32

    /// The end of the rest; `nil` while it does not rest.
    var until: ExchangeInstant?
    /// The length of the next rest, in seconds.
    private(set) var span = shortest
    private var idleChanges = 0

    /// Notes a change; returns whether it is worth looking for a rest.
    mutating func noteChange(concernsNobody: Bool) -> Bool {
        idleChanges = concernsNobody ? idleChanges + 1 : 0
        return idleChanges >= Self.patience
    }

    /// Allows a longer rest after one that ended undisturbed.
    mutating func lengthen() { span = min(Self.longest, span * 4) }

    /// Delays and shortens the next rest after none was possible.
    mutating func shorten() { (span, idleChanges) = (max(Self.shortest, span / 4), 0) }
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
    /// When the values of the day become those of a new trading day.
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

    /// Makes the state of something that is quoted but not traded: a combination.
    init(_ book: TopOfBook) {
        self.book = book
        dayEnd = ExchangeInstant(nanoseconds: .max)
    }

    /// Applies a trade.
    mutating func apply(_ trade: MarketTrade) {
        last = trade.price
        lastSize = trade.size
        lastTime = trade.time
        volume = (volume ?? 0) + trade.size
        high = max(high ?? trade.price, trade.price)
        low = min(low ?? trade.price, trade.price)
    }
}
