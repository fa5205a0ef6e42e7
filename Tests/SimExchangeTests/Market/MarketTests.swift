import TWSWire
import Testing

@testable import SimExchange

/// The market by itself, on a source that the test makes up: another source than the seeded one can stand behind it.
@Suite struct MarketTests {
    /// AAPL at 100 plus the number of whole seconds since the start, one change in a second, and no trades.
    private struct Staircase: MarketSource {
        var catalogue = InstrumentCatalogue()

        mutating func move(to time: ExchangeInstant) { catalogue = InstrumentCatalogue(at: time) }

        func book(_ conId: Int, at instant: ExchangeInstant) -> TopOfBook? {
            guard conId == Bench.aaplID else { return nil }
            let second = instant.nanoseconds(since: .virtualStart) / 1_000_000_000
            let bid = 100 + Double(second)
            let time = ExchangeInstant.virtualStart.adding(seconds: second)
            return TopOfBook(bid: bid, ask: bid + 0.5, bidSize: 100, askSize: 200, time: time)
        }

        func quote(_ conId: Int, at instant: ExchangeInstant) -> Quote? {
            book(conId, at: instant).map { book in
                Quote(
                    book: book,
                    last: nil,
                    lastSize: nil,
                    lastTime: nil,
                    volume: nil,
                    open: nil,
                    high: nil,
                    low: nil,
                    close: nil,
                    time: instant
                )
            }
        }

        func nextChange(_ conId: Int, after instant: ExchangeInstant) -> ExchangeInstant? {
            book(conId, at: instant)?.time.adding(seconds: 1)
        }

        func nextTrade(_ conId: Int, after instant: ExchangeInstant) -> MarketTrade? { nil }

        func trades(_ conId: Int, from: ExchangeInstant, to: ExchangeInstant, limit: Int) -> [MarketTrade] { [] }

        func books(_ conId: Int, from: ExchangeInstant, to: ExchangeInstant, limit: Int) -> [TopOfBook] { [] }

        func answer(_ request: HistoryRequest, now: ExchangeInstant) throws(HistoryError) -> HistoryAnswer {
            throw .service("none")
        }

        func bar(
            _ conId: Int,
            _ whatToShow: HistoryRequest.WhatToShow,
            from start: ExchangeInstant,
            to end: ExchangeInstant
        ) -> PriceBar? { nil }

        func headTimestamp(_ conId: Int) -> ExchangeInstant? { nil }

        func volatility(_ conId: Int, at instant: ExchangeInstant) -> Double? { nil }
    }

    private static let start = ExchangeInstant.virtualStart
    private static let apple = InstrumentCatalogue().find(ContractQuery(symbol: "AAPL", secType: "STK"))[0]

    @Test func aFollowedInstrumentChangesAtItsTime() throws {
        var market = Market(Staircase(), .open)
        #expect(market.nextTime == nil && market.watch(Bench.aaplID) == nil)
        market.follow(Self.apple, wantsNight: false, at: Self.start)
        #expect(market.nextTime == Self.start.adding(seconds: 1) && market.watch(Bench.aaplID)?.quote.book.bid == 100)
        var due = market.nextDue(at: Self.start)
        #expect(due == nil)
        let now = Self.start.adding(seconds: 1)
        due = market.nextDue(at: now)
        #expect(due == Bench.aaplID)
        let changed = market.change(Bench.aaplID, wantsNight: false, at: now)
        let change = try #require(changed)
        #expect(change.trade == nil && change.quote?.before.book.bid == 100 && change.quote?.after.book.bid == 101)
        due = market.nextDue(at: now)
        #expect(due == nil)
        market.finish(change)
        #expect(market.nextTime == Self.start.adding(seconds: 2))
        market.unfollow(Bench.aaplID)
        due = market.nextDue(at: Self.start.adding(seconds: 2))
        #expect(due == nil)
    }

    @Test func marksAreTheMiddleAndRatesComeFromPairs() {
        let market = Market(Staircase(), .open)
        #expect(market.mark(Self.apple, at: Self.start.adding(seconds: 3)) == 103.25)
        #expect(market.rate("USD", at: Self.start) == 1 && market.rate("EUR", at: Self.start) == 0)
        #expect(market.last(of: Self.apple, at: Self.start.adding(seconds: 3)) == 103.25)
    }

    /// Outside all hours real sessions keep the last quote before the close, and open ones go on.
    @Test func quotesStandStillWhileTheMarketIsClosed() {
        let saturday = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 10), secondOfDay: 12 * 3600)
        let friday = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 9), secondOfDay: 20 * 3600)
        let closed = Market(Staircase(), .real)
        #expect(closed.quoteTime(Self.apple, at: saturday) == friday.adding(nanoseconds: -1))
        #expect(Market(Staircase(), .open).quoteTime(Self.apple, at: saturday) == saturday)
        let opening = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 12), secondOfDay: 4 * 3600)
        let change = closed.nextChange(Self.apple, false, after: saturday)
        #expect(change.map { $0 >= opening && $0 < opening.adding(seconds: 2) } == true)
    }
}
