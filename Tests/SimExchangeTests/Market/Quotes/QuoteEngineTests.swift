import Testing

@testable import SimExchange

@Suite("QuoteEngine")
struct QuoteEngineTests {
    private static let apple = 265_598
    private static let chinese = 900_000_100
    private static let start = ExchangeInstant.virtualStart

    @Test func theDayBeginsAtTheOpeningPrices() throws {
        for seed in UInt64(0)..<50 {
            let engine = QuoteEngine(seed: seed)
            for instrument in engine.catalogue.builtIn {
                let book = try #require(engine.book(instrument.conId, at: Self.start))
                #expect(abs(book.midpoint - instrument.openPrice) < 1e-9, "\(instrument.localSymbol)")
            }
        }
        let book = try #require(QuoteEngine(seed: 1).book(Self.apple, at: Self.start))
        #expect(book.bid == 189.99 && book.ask == 190.01)
    }

    @Test func theFirstMinuteIsCalmWithEverySeed() throws {
        let catalogue = InstrumentCatalogue()
        for seed in UInt64(0)..<400 {
            for (conId, open) in [(Self.apple, 190.0), (Self.chinese, 10.4)] {
                let source = PriceSource(try #require(catalogue.instrument(conId: conId)), seed: seed)
                let first = source.activity.beat(at: Self.start)
                let beats = first..<first + 60 * source.activity.beatsPerSecond
                let range = try #require(PriceRange(.midpoint, of: source, in: beats))
                let rule = source.instrument.marketRule
                #expect(PriceRange.price(range.high, .midpoint, rule) <= open * 1.003)
                #expect(PriceRange.price(range.low, .midpoint, rule) >= open * 0.997)
            }
        }
    }

    @Test func quotesAreWellFormedAtAnyInstant() throws {
        var generator = SeededGenerator(seed: 21)
        let engine = QuoteEngine(seed: 9)
        var conIds = engine.catalogue.builtIn.map(\.conId)
        conIds += engine.catalogue.find(ContractQuery(symbol: "AAPL", secType: "OPT")).map(\.conId)
        for _ in 0..<1500 {
            let conId = conIds[generator.nextInteger(in: 0...conIds.count - 1)]
            let rule = try #require(engine.catalogue.instrument(conId: conId)).marketRule
            let instant = ExchangeInstant(
                milliseconds: Int64(generator.nextInteger(in: 500_000_000_000...2_200_000_000_000))
            )
            let book = try #require(engine.book(conId, at: instant))
            #expect(book.bid > 0 && book.bid < book.ask)
            #expect(rule.isLegal(book.bid) && rule.isLegal(book.ask))
            #expect(engine.catalogue.instrument(conId: conId)?.hasBook == false || book.bidSize > 0 && book.askSize > 0)
            #expect(book.time <= instant && instant.nanoseconds(since: book.time) < 2_000_000_000)
        }
    }

    @Test func usSizesAreRoundLots() throws {
        let engine = QuoteEngine(seed: 2)
        let books = engine.books(Self.apple, from: Self.start, to: Self.start.adding(seconds: 120))
        #expect(books.count == 240)
        #expect(books.allSatisfy { $0.bidSize % 100 == 0 && $0.askSize % 100 == 0 })
        #expect(Set(books.map(\.bidSize)).count > 3)
        #expect(Set(books.map(\.midpoint)).count > 5)
    }

    @Test func aQuoteHoldsUntilTheNextChange() throws {
        let engine = QuoteEngine(seed: 4)
        for conId in [Self.apple, Self.chinese, 12_087_792] {
            var instant = Self.start
            for _ in 0..<200 {
                let next = try #require(engine.nextChange(conId, after: instant))
                let gap = next.nanoseconds(since: instant)
                #expect(gap > 0 && gap < 2_000_000_000)
                let before = try #require(engine.book(conId, at: next.adding(nanoseconds: -1)))
                #expect(before == engine.book(conId, at: instant))
                let after = try #require(engine.book(conId, at: next))
                #expect(after.time == next)
                instant = next
            }
        }
    }

    @Test func theSameSeedGivesTheSameMarket() {
        let (one, same, other) = (QuoteEngine(seed: 5), QuoteEngine(seed: 5), QuoteEngine(seed: 6))
        let end = Self.start.adding(seconds: 300)
        #expect(one.books(Self.apple, from: Self.start, to: end) == same.books(Self.apple, from: Self.start, to: end))
        #expect(one.trades(Self.apple, from: Self.start, to: end) == same.trades(Self.apple, from: Self.start, to: end))
        #expect(one.books(Self.apple, from: Self.start, to: end) != other.books(Self.apple, from: Self.start, to: end))
    }

    @Test func tradesLieWithinTheQuoteOfTheirMoment() throws {
        let engine = QuoteEngine(seed: 8)
        for (conId, seconds) in [(Self.apple, Int64(120)), (8314, 300), (Self.chinese, 3600)] {
            let trades = engine.trades(conId, from: Self.start, to: Self.start.adding(seconds: seconds), limit: 10_000)
            #expect(trades.count > 20)
            #expect(zip(trades, trades.dropFirst()).allSatisfy { $0.time < $1.time })
            for trade in trades {
                let book = try #require(engine.book(conId, at: trade.time))
                #expect(trade.price >= book.bid && trade.price <= book.ask && trade.size > 0)
            }
        }
        #expect(engine.trades(12_087_792, from: Self.start, to: Self.start.adding(seconds: 60)).isEmpty)
    }

    @Test func tradesAreFoundOneByOneAndByPages() throws {
        let engine = QuoteEngine(seed: 8)
        let end = Self.start.adding(seconds: 60)
        let all = engine.trades(8314, from: Self.start, to: end)
        var single: [MarketTrade] = []
        var instant = Self.start.adding(nanoseconds: -1)
        while let trade = engine.nextTrade(8314, after: instant), trade.time < end {
            single.append(trade)
            instant = trade.time
        }
        #expect(single == all)
        let page = engine.trades(8314, from: Self.start, to: end, limit: 7)
        let last = try #require(page.last)
        #expect(page + engine.trades(8314, from: last.time.adding(nanoseconds: 1), to: end) == all)
    }

    @Test func theDaysValuesComeFromTheTrades() throws {
        let engine = QuoteEngine(seed: 3)
        let instant = Self.start.adding(milliseconds: 1234)
        let quote = try #require(engine.quote(8314, at: instant))
        let morning = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 5), secondOfDay: 4 * 3600)
        let trades = engine.trades(8314, from: morning, to: instant.adding(nanoseconds: 1), limit: 100_000)
        let last = try #require(trades.last)
        #expect(quote.last == last.price && quote.lastSize == last.size && quote.lastTime == last.time)
        #expect(quote.volume == trades.reduce(0) { $0 + $1.size })
        #expect(quote.high == trades.map(\.price).max())
        #expect(quote.low == trades.map(\.price).min())
        let open = morning.adding(seconds: 5 * 3600 + 1800)
        #expect(quote.open == trades.first { $0.time >= open }?.price)
        let friday = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 2), secondOfDay: 16 * 3600)
        let closing = engine.trades(8314, from: friday.adding(seconds: -10), to: friday)
        #expect(quote.close == closing.last?.price)
    }

    @Test func beforeTheOpeningThereIsNoOpen() throws {
        let engine = QuoteEngine(seed: 3)
        let quote = try #require(engine.quote(Self.apple, at: Self.start.adding(seconds: -3600)))
        #expect(quote.open == nil && quote.high != nil && quote.last != nil)
        let pair = try #require(engine.quote(12_087_792, at: Self.start))
        #expect(pair.last == nil && pair.volume == nil && pair.close != nil && pair.high != nil)
        #expect(engine.quote(1, at: Self.start) == nil && engine.nextChange(1, after: Self.start) == nil)
    }

    @Test func dailyMovesHaveTheModelsSize() throws {
        var squares = 0.0
        var count = 0.0
        for seed in UInt64(0)..<40 {
            let engine = QuoteEngine(seed: seed)
            let prices = try (0..<20).map { day in
                try #require(engine.book(Self.apple, at: Self.start.adding(seconds: Int64(-86_400 * 7 * day)))).midpoint
            }
            for (later, earlier) in zip(prices, prices.dropFirst()) {
                let move = Elementary.logarithm(later / earlier)
                squares += move * move
                count += 1
            }
        }
        // A week is five days and a slow weekend: 1.5 % times a little more than √5.
        let weekly = (squares / count).squareRoot()
        #expect(weekly > 0.03 && weekly < 0.042)
    }

    @Test func futuresMoveTogether() throws {
        let engine = QuoteEngine(seed: 12)
        let futures =
            engine.catalogue.find(ContractQuery(secType: "FUT", localSymbol: "ESH6"))
            + engine.catalogue.find(ContractQuery(secType: "FUT", localSymbol: "MESH6"))
        #expect(futures.count == 2)
        for minute in 0..<50 {
            let instant = Self.start.adding(seconds: Int64(minute * 600 + 1))
            let prices = futures.compactMap { engine.quote($0.conId, at: instant)?.book.midpoint }
            #expect(abs(prices[0] - prices[1]) <= 0.25)
        }
    }

    @Test func optionsFollowTheirUnderlying() throws {
        let engine = QuoteEngine(seed: 12)
        for right in ["C", "P"] {
            let strikes = engine.catalogue.find(
                ContractQuery(
                    symbol: "AAPL",
                    secType: "OPT",
                    lastTradeDateOrContractMonth: "20260220",
                    right: right
                )
            )
            let prices = strikes.compactMap { engine.book($0.conId, at: Self.start)?.midpoint }
            #expect(prices == (right == "C" ? prices.sorted(by: >) : prices.sorted()))
            let strikesListed = engine.catalogue.optionChains(underlyingConId: Self.apple).first?.strikes.count
            #expect(prices.count == strikesListed && Set(prices).count > 15)
        }
    }
}

@Suite("Elementary functions")
struct ElementaryTests {
    @Test(arguments: [
        (0.0, 1.0), (1, 2.718281828459045), (-1, 0.36787944117144233), (10, 22026.465794806718),
        (0.001, 1.0010005001667084), (-20, 2.061153622438558e-09),
    ])
    func exponential(argument: Double, expected: Double) {
        #expect(abs(Elementary.exponential(argument) / expected - 1) < 1e-14)
    }

    @Test(arguments: [(1.0, 0.0), (2, 0.6931471805599453), (10, 2.302585092994046), (0.1, -2.3025850929940455)])
    func logarithm(argument: Double, expected: Double) {
        #expect(abs(Elementary.logarithm(argument) - expected) < 1e-13)
    }

    @Test(arguments: [
        (0.0, 0.5), (1, 0.8413447460685429), (-1, 0.15865525393145707), (1.96, 0.9750021048517795),
        (3, 0.9986501019683699), (-6, 9.865876e-10),
    ])
    func normalDistribution(argument: Double, expected: Double) {
        #expect(abs(Elementary.normalDistribution(argument) - expected) < 1e-12)
    }
}
