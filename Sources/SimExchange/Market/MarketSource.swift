/// Where the prices of a market come from: made up from a seed (`QuoteEngine`), read from a file, or recorded.
///
/// A source knows every instant; the market that reads it decides which instants have come.
package protocol MarketSource: Sendable {
    /// The contracts that are known.
    var catalogue: InstrumentCatalogue { get }

    /// Lists the contracts that trade at an instant; prices stay what they are.
    mutating func move(to time: ExchangeInstant)

    /// Keeps what the prices of an instrument need at hand, for it will be asked for often.
    mutating func prepare(_ conId: Int)

    /// Keeps it no longer.
    mutating func release(_ conId: Int)

    /// Bid and ask at an instant; `nil` for an unknown conId.
    func book(_ conId: Int, at instant: ExchangeInstant) -> TopOfBook?

    /// The whole quote at an instant; `nil` for an unknown conId.
    func quote(_ conId: Int, at instant: ExchangeInstant) -> Quote?

    /// The next instant after `instant` at which bid, ask or their sizes change; `nil` for none.
    func nextChange(_ conId: Int, after instant: ExchangeInstant) -> ExchangeInstant?

    /// The next trade after `instant`; `nil` for none.
    func nextTrade(_ conId: Int, after instant: ExchangeInstant) -> MarketTrade?

    /// The trades from `start` (included) to `end` (excluded), oldest first, at most `limit` of the oldest.
    func trades(_ conId: Int, from start: ExchangeInstant, to end: ExchangeInstant, limit: Int) -> [MarketTrade]

    /// The quotes that came from `start` (included) to `end` (excluded), oldest first, at most `limit` of the oldest.
    func books(_ conId: Int, from start: ExchangeInstant, to end: ExchangeInstant, limit: Int) -> [TopOfBook]

    /// Answers a request for history.
    ///
    /// - Throws: `HistoryError` with the code and text that TWS would send.
    func answer(_ request: HistoryRequest, now: ExchangeInstant) throws(HistoryError) -> HistoryAnswer

    /// The bar from `start` to `end`, in a session or not; `nil` where there is none.
    func bar(
        _ conId: Int,
        _ whatToShow: HistoryRequest.WhatToShow,
        from start: ExchangeInstant,
        to end: ExchangeInstant
    ) -> PriceBar?

    /// Where an instrument's history begins; `nil` for an unknown conId.
    func headTimestamp(_ conId: Int) -> ExchangeInstant?

    /// Says which extreme of the bar that holds an instant comes first, if it is not decided yet.
    mutating func setPath(_ conId: Int, isLowFirst: Bool, at instant: ExchangeInstant)

    /// When bars of an instrument change next after an instant.
    func barClock(_ conId: Int, after instant: ExchangeInstant, regularOnly: Bool) -> BarClock

    /// The bars that change now, oldest first; `nil` where the exchange has to make the present bar itself.
    func barUpdates(_ stream: BarUpdateRequest, now: ExchangeInstant) -> [PriceBar]?

    /// The volatility per year, 0.3 for 30 %, that prices an option at an instant; of a contract that has options that
    /// at the money; `nil` for others.
    func volatility(_ conId: Int, at instant: ExchangeInstant) -> Double?
}

extension MarketSource {
    package mutating func prepare(_ conId: Int) {}

    package mutating func release(_ conId: Int) {}

    /// The first 1,000 trades from `start` (included) to `end` (excluded).
    package func trades(_ conId: Int, from start: ExchangeInstant, to end: ExchangeInstant) -> [MarketTrade] {
        trades(conId, from: start, to: end, limit: 1000)
    }

    /// The first 1,000 quotes that came from `start` (included) to `end` (excluded).
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
