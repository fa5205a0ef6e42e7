internal import MarketFiles

/// A market in which some instruments follow a course, and all others the seed.
///
/// Instruments that follow the course have no past but that of the course; before the first price, they stand at it.
struct CourseMarket: MarketSource {
    private var engine: QuoteEngine
    private let files: FileMarket
    /// The bid and ask at every point of the instruments that follow the course, by conId.
    private let sides: [Int: [(bid: Double, ask: Double)]]

    init(_ course: MarketCourse, _ engine: QuoteEngine) {
        var series: [FileSeries] = []
        var sides: [Int: [(bid: Double, ask: Double)]] = [:]
        for (conId, steps) in Dictionary(grouping: course.steps, by: \.conId) {
            guard let instrument = engine.catalogue.instrument(conId: conId) else { continue }
            var ticks = BarSeries(symbol: instrument.symbol, length: .tick)
            ticks.times = steps.map(\.time.nanoseconds)
            ticks.close = steps.map(\.price)
            (ticks.open, ticks.high, ticks.low) = (ticks.close, ticks.close, ticks.close)
            ticks.volume = steps.map { Double($0.size) }
            series.append(FileSeries(ticks, of: instrument))
            sides[conId] = steps.map { ($0.bid, $0.ask) }
        }
        self.engine = engine
        self.sides = sides
        files = FileMarket(series, in: engine.catalogue)
    }

    /// Returns the source of an instrument's prices.
    private func source(_ conId: Int) -> any MarketSource { sides[conId] == nil ? engine : files }

    private func withSides(_ book: TopOfBook, _ conId: Int) -> TopOfBook {
        guard let rows = files.rows(conId), let sides = sides[conId],
            case let point = max(0, rows.point(at: book.time.nanoseconds)), sides.indices.contains(point)
        else { return book }
        return TopOfBook(
            bid: sides[point].bid,
            ask: sides[point].ask,
            bidSize: book.bidSize,
            askSize: book.askSize,
            time: book.time,
            depth: book.depth,
            arrival: sides[point].bid < sides[point].ask ? .quote : book.arrival
        )
    }

    // MARK: Prices

    var catalogue: InstrumentCatalogue { engine.catalogue }

    mutating func move(to time: ExchangeInstant) { engine.move(to: time) }

    mutating func prepare(_ conId: Int, at instant: ExchangeInstant) { engine.prepare(conId, at: instant) }

    mutating func release(_ conId: Int) { engine.release(conId) }

    func book(_ conId: Int, at instant: ExchangeInstant) -> TopOfBook? {
        source(conId).book(conId, at: instant).map { withSides($0, conId) }
    }

    func quote(_ conId: Int, at instant: ExchangeInstant) -> Quote? {
        source(conId).quote(conId, at: instant).map { quote in
            var quote = quote
            quote.book = withSides(quote.book, conId)
            return quote
        }
    }

    func nextChange(_ conId: Int, after instant: ExchangeInstant) -> ExchangeInstant? {
        source(conId).nextChange(conId, after: instant)
    }

    func nextTrade(_ conId: Int, after instant: ExchangeInstant) -> MarketTrade? {
        source(conId).nextTrade(conId, after: instant)
    }

    func trades(_ conId: Int, from start: ExchangeInstant, to end: ExchangeInstant, limit: Int) -> [MarketTrade] {
        source(conId).trades(conId, from: start, to: end, limit: limit)
    }

    func books(_ conId: Int, from start: ExchangeInstant, to end: ExchangeInstant, limit: Int) -> [TopOfBook] {
        source(conId).books(conId, from: start, to: end, limit: limit).map { withSides($0, conId) }
    }

    func volatility(_ conId: Int, at instant: ExchangeInstant) -> Double? { engine.volatility(conId, at: instant) }

    // MARK: Bars

    func answer(_ request: HistoryRequest, now: ExchangeInstant) throws(HistoryError) -> HistoryAnswer {
        try source(request.conId).answer(request, now: now)
    }

    func bar(
        _ conId: Int,
        _ whatToShow: HistoryRequest.WhatToShow,
        from start: ExchangeInstant,
        to end: ExchangeInstant
    ) -> PriceBar? { source(conId).bar(conId, whatToShow, from: start, to: end) }

    func headTimestamp(_ conId: Int) -> ExchangeInstant? { source(conId).headTimestamp(conId) }
}
