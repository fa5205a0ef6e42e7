/// Seeded synthetic quotes and trades of every instrument, readable at any instant.
///
/// Everything is a function of seed, instrument and time (`PricePath`, `TradeTape`): nothing is stepped, and the
/// history before now, the live stream and the bars are the same series. Quotes and trades continue through the night
/// and the weekend, more slowly; a server with real sessions asks the instrument's calendar before it sends.
package struct QuoteEngine: Sendable {
    /// The instruments.
    package private(set) var catalogue: InstrumentCatalogue

    private let seed: UInt64
    private var sources: [Int: PriceSource]
    private var prepared: [Int: PriceSource] = [:]

    /// Makes the market of `seed`.
    package init(seed: UInt64, catalogue: InstrumentCatalogue = InstrumentCatalogue()) {
        self.seed = seed
        self.catalogue = catalogue
        sources = [:]
        addSources()
        centerStrikes()
    }

    /// Lists the contracts that expire after an instant; prices do not change.
    package mutating func move(to time: ExchangeInstant) {
        catalogue.move(to: time)
        addSources()
        centerStrikes()
    }

    private mutating func addSources() {
        for instrument in catalogue.builtIn where sources[instrument.conId] == nil {
            sources[instrument.conId] = PriceSource(instrument, seed: seed)
        }
    }

    private mutating func centerStrikes() {
        let begin = catalogue.dayBegin
        let prices = catalogue.underlyings.compactMap { underlying in
            source(underlying.conId).map { (underlying.conId, $0.underlyingPrice(at: begin)) }
        }
        catalogue.center(on: Dictionary(prices, uniquingKeysWith: { first, _ in first }))
    }

    /// Returns bid and ask at an instant, or `nil` for an unknown conId.
    package func book(_ conId: Int, at instant: ExchangeInstant) -> TopOfBook? {
        source(conId).map { Self.book($0, inBeat: $0.currentBeat(at: instant)) }
    }

    /// Returns the whole quote at an instant, or `nil` for an unknown conId. Costs more than `book`: it searches the
    /// day's range.
    package func quote(_ conId: Int, at instant: ExchangeInstant) -> Quote? {
        source(conId).map { DayQuote($0).quote(at: instant) }
    }

    /// Returns the next instant after `instant` at which bid, ask or their sizes change; `nil` for an unknown conId.
    ///
    /// There is one change in every half second (US stocks, futures, currencies) or second (Hong Kong), at an irregular
    /// moment of it.
    package func nextChange(_ conId: Int, after instant: ExchangeInstant) -> ExchangeInstant? {
        source(conId).map { source in
            let beat = source.activity.beat(at: instant)
            let time = source.changeTime(inBeat: beat)
            return time > instant ? time : source.changeTime(inBeat: beat + 1)
        }
    }

    /// Returns the next trade after `instant`; `nil` for an unknown conId or an instrument without trades.
    package func nextTrade(_ conId: Int, after instant: ExchangeInstant) -> MarketTrade? {
        tape(conId).map { tape in
            var place = tape.first(fromBeat: tape.source.activity.beat(at: instant))
            if tape.time(of: place) <= instant { place = tape.next(after: place) }
            return tape.trade(at: place)
        }
    }

    /// Returns the trades from `start` (inclusive) to `end` (exclusive), oldest first, at most the `limit` oldest.
    package func trades(
        _ conId: Int,
        from start: ExchangeInstant,
        to end: ExchangeInstant,
        limit: Int
    ) -> [MarketTrade] {
        guard let tape = tape(conId) else { return [] }
        var place = tape.first(fromBeat: tape.source.activity.beat(at: start))
        var trades: [MarketTrade] = []
        while trades.count < limit {
            let time = tape.time(of: place)
            if time >= end { break }
            if time >= start { trades.append(tape.trade(at: place)) }
            place = tape.next(after: place)
        }
        return trades
    }

    /// Returns the quotes that came from `start` (inclusive) to `end` (exclusive), oldest first, at most the `limit`
    /// oldest.
    package func books(
        _ conId: Int,
        from start: ExchangeInstant,
        to end: ExchangeInstant,
        limit: Int
    ) -> [TopOfBook] {
        guard let source = source(conId) else { return [] }
        var beat = source.activity.beat(at: start)
        var books: [TopOfBook] = []
        while books.count < limit {
            let time = source.changeTime(inBeat: beat)
            if time >= end { break }
            if time >= start { books.append(Self.book(source, inBeat: beat)) }
            beat += 1
        }
        return books
    }

    package mutating func prepare(_ conId: Int, at instant: ExchangeInstant) {
        if sources[conId] == nil { prepared[conId] = source(conId) }
    }

    package mutating func release(_ conId: Int) { prepared[conId] = nil }

    /// Returns the prices of an instrument; options that are not prepared are made each time, on the path of their
    /// underlying.
    func source(_ conId: Int) -> PriceSource? {
        if let source = sources[conId] ?? prepared[conId] { return source }
        return catalogue.instrument(conId: conId).map { instrument in
            PriceSource(instrument, seed: seed, path: sources[instrument.underConId]?.path)
        }
    }

    /// Returns the annualized volatility that prices an option at an instant, or options at the money on a contract
    /// that has some; `nil` for others.
    package func volatility(_ conId: Int, at instant: ExchangeInstant) -> Double? {
        source(conId)?.volatility(at: instant)
    }

    private func tape(_ conId: Int) -> TradeTape? {
        source(conId).flatMap(TradeTape.init)
    }

    /// Returns bid and ask after the change in `beat`.
    static func book(_ source: PriceSource, inBeat beat: Int) -> TopOfBook {
        let middle = source.middle(inBeat: beat)
        let rule = source.instrument.marketRule
        return TopOfBook(
            bid: rule.price(source.bidUnits(middle)),
            ask: rule.price(source.askUnits(middle)),
            bidSize: source.size(inBeat: beat, isBid: true),
            askSize: source.size(inBeat: beat, isBid: false),
            time: source.changeTime(inBeat: beat)
        )
    }
}
