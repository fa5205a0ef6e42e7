/// The source of a market's prices: generated from a seed (`QuoteEngine`), read from a file, or recorded.
///
/// A source knows every instant; the market that reads it decides which instants have come.
package protocol MarketSource: Sendable {
    /// The known contracts.
    var catalogue: InstrumentCatalogue { get }

    /// Lists the contracts that trade at an instant; prices do not change.
    mutating func move(to time: ExchangeInstant)

    /// Caches what the prices of an instrument need at an instant and later, because it will be asked for often.
    mutating func prepare(_ conId: Int, at instant: ExchangeInstant)

    /// Drops that cache.
    mutating func release(_ conId: Int)

    /// Returns bid and ask at an instant; `nil` for an unknown conId.
    func book(_ conId: Int, at instant: ExchangeInstant) -> TopOfBook?

    /// Returns the whole quote at an instant; `nil` for an unknown conId.
    func quote(_ conId: Int, at instant: ExchangeInstant) -> Quote?

    /// Returns the next instant after `instant` at which bid, ask or their sizes change; `nil` for none.
    func nextChange(_ conId: Int, after instant: ExchangeInstant) -> ExchangeInstant?

    /// Returns the next trade after `instant`; `nil` for none.
    func nextTrade(_ conId: Int, after instant: ExchangeInstant) -> MarketTrade?

    /// Returns the trades from `start` (inclusive) to `end` (exclusive), oldest first, at most the `limit` oldest.
    func trades(_ conId: Int, from start: ExchangeInstant, to end: ExchangeInstant, limit: Int) -> [MarketTrade]

    /// Returns the quotes that came from `start` (inclusive) to `end` (exclusive), oldest first, at most the `limit`
    /// oldest.
    func books(_ conId: Int, from start: ExchangeInstant, to end: ExchangeInstant, limit: Int) -> [TopOfBook]

    /// Answers a request for history.
    ///
    /// - Throws: `HistoryError` with the code and text that TWS would send.
    func answer(_ request: HistoryRequest, now: ExchangeInstant) throws(HistoryError) -> HistoryAnswer

    /// Returns the bar from `start` to `end`, whether in a session or not; `nil` if there is none.
    func bar(
        _ conId: Int,
        _ whatToShow: HistoryRequest.WhatToShow,
        from start: ExchangeInstant,
        to end: ExchangeInstant
    ) -> PriceBar?

    /// Returns where an instrument's history begins; `nil` for an unknown conId.
    func headTimestamp(_ conId: Int) -> ExchangeInstant?

    /// Sets which extreme of the bar that contains an instant comes first, if that is not decided yet.
    mutating func setPath(_ conId: Int, isLowFirst: Bool, at instant: ExchangeInstant)

    /// Returns when bars of an instrument change next after an instant.
    func barClock(_ conId: Int, after instant: ExchangeInstant, regularOnly: Bool) -> BarClock

    /// Returns the bars that change now, oldest first; `nil` if the exchange must make the current bar itself.
    func barUpdates(_ stream: BarUpdateRequest, now: ExchangeInstant) -> [PriceBar]?

    /// Returns the annualized volatility, 0.3 for 30 %, that prices an option at an instant; for a contract with
    /// options, that at the money; `nil` for others.
    func volatility(_ conId: Int, at instant: ExchangeInstant) -> Double?
}

extension MarketSource {
    package mutating func prepare(_ conId: Int, at instant: ExchangeInstant) {}

    package mutating func release(_ conId: Int) {}

    /// Returns the first 1,000 trades from `start` (inclusive) to `end` (exclusive).
    package func trades(_ conId: Int, from start: ExchangeInstant, to end: ExchangeInstant) -> [MarketTrade] {
        trades(conId, from: start, to: end, limit: 1000)
    }

    /// Returns the first 1,000 quotes that came from `start` (inclusive) to `end` (exclusive).
    package func books(_ conId: Int, from start: ExchangeInstant, to end: ExchangeInstant) -> [TopOfBook] {
        books(conId, from: start, to: end, limit: 1000)
    }
}

extension QuoteEngine: MarketSource {
    package func answer(_ request: HistoryRequest, now: ExchangeInstant) throws(HistoryError) -> HistoryAnswer {
        try BarHistory(self).answer(request, now: now)
    }

    package func bar(
        _ conId: Int,
        _ whatToShow: HistoryRequest.WhatToShow,
        from start: ExchangeInstant,
        to end: ExchangeInstant
    ) -> PriceBar? {
        BarHistory(self).bar(conId, whatToShow, from: start, to: end)
    }

    package func headTimestamp(_ conId: Int) -> ExchangeInstant? { BarHistory(self).headTimestamp(conId) }
}
