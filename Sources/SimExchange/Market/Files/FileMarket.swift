package import MarketFiles

/// A market whose prices come from files of bars or ticks.
///
/// A bar is four prices in sequence: open, the two extremes, close. At each, the whole market stands at that price:
/// bars have no spread. Up to each extreme and the close, the market has been at every price since the previous one;
/// between two bars it has not.
package struct FileMarket: MarketSource {
    package private(set) var catalogue: InstrumentCatalogue
    private let series: [Int: FileSeries]
    /// The bars whose order of extremes has been set, by conId: the row, and whether the lower one comes first.
    private var paths: [Int: (row: Int, isLowFirst: Bool)] = [:]
    /// The latest days of instruments that were followed, by conId.
    private var days: [Int: FileDay] = [:]

    /// Makes the market of some files.
    ///
    /// - Parameters:
    ///   - files: One series for each symbol.
    ///   - descriptions: Descriptions of the instruments that are not US stocks, by symbol.
    package init(_ files: [BarSeries], _ descriptions: [String: InstrumentDescription] = [:]) {
        var byConID: [Int: FileSeries] = [:]
        var instruments: [Instrument] = []
        for file in files {
            let number = InstrumentNumbers.conID(of: file.symbol, isTaken: { byConID[$0] != nil })
            let instrument = Instrument.described(file, number, descriptions[file.symbol])
            instruments.append(instrument)
            byConID[instrument.conId] = FileSeries(file, of: instrument)
        }
        series = byConID
        let first = byConID.values.compactMap(\.starts.first).min() ?? 0
        catalogue = InstrumentCatalogue(only: instruments, at: ExchangeInstant(nanoseconds: first))
    }

    /// Makes the market of some instruments' rows within the contracts of another one.
    init(_ rows: [FileSeries], in catalogue: InstrumentCatalogue) {
        series = Dictionary(rows.map { ($0.instrument.conId, $0) }, uniquingKeysWith: { first, _ in first })
        self.catalogue = catalogue
    }

    /// Returns the rows of an instrument; `nil` for an unknown conId.
    func rows(_ conID: Int) -> FileSeries? { series[conID] }

    /// The rows of all instruments, in no particular order.
    var allRows: some Collection<FileSeries> { series.values }

    /// Returns how many rows of a symbol lie outside its exchange's hours and are left out.
    package func leftOut(_ symbol: String) -> Int {
        series.values.first { $0.instrument.symbol == symbol }?.leftOut ?? 0
    }

    /// The instants at which the first row of all begins and the last one ends; `nil` without rows.
    package var span: Range<ExchangeInstant>? {
        guard let first = series.values.compactMap(\.starts.first).min(),
            let last = series.values.compactMap(\.ends.last).max(), first <= last
        else { return nil }
        return ExchangeInstant(nanoseconds: first)..<ExchangeInstant(nanoseconds: last + 1)
    }

    /// Returns the beginning of the first row of any instrument at or after an instant; `nil` if there is none.
    package func firstRow(from time: ExchangeInstant) -> ExchangeInstant? {
        series.values.compactMap { rows in
            let row = rows.firstRow(from: time.nanoseconds)
            return row < rows.count ? rows.starts[row] : nil
        }.min().map { ExchangeInstant(nanoseconds: $0) }
    }

    /// Returns when the last row of any instrument ends that ends by an instant; `nil` if there is none.
    package func lastEnd(by time: ExchangeInstant) -> ExchangeInstant? {
        series.values.compactMap { rows in rows.ends.last { $0 <= time.nanoseconds } }.max().map {
            ExchangeInstant(nanoseconds: $0)
        }
    }

    // MARK: Prices

    package mutating func move(to time: ExchangeInstant) { catalogue.move(to: time) }

    package mutating func setPath(_ conId: Int, isLowFirst: Bool, at instant: ExchangeInstant) {
        guard let rows = series[conId], !rows.isOfTicks else { return }
        let point = rows.point(at: instant.nanoseconds)
        // What a bar's first price does to orders and positions is part of the decision.
        guard point >= 0, point & 3 != 0, paths[conId]?.row != point >> 2 else { return }
        paths[conId] = (point >> 2, isLowFirst)
    }

    package mutating func prepare(_ conId: Int, at instant: ExchangeInstant) {
        guard let rows = series[conId], rows.points > 0, !rows.isOfTicks else { return }
        let row = max(0, rows.row(at: instant.nanoseconds))
        var day = days[conId]
        if day?.contains(rows.starts[row]) != true { day = FileDay(rows, at: rows.starts[row]) }
        day?.add(rows, before: row)
        days[conId] = day
    }

    private func isLowFirst(_ rows: FileSeries, _ point: Int) -> Bool {
        let row = point >> 2
        if let path = paths[rows.instrument.conId], path.row == row { return path.isLowFirst }
        return !rows.isOfTicks && rows.isLowNearer(row)
    }

    private func price(_ rows: FileSeries, _ point: Int) -> Double {
        rows.price(ofPoint: point, isLowFirst: isLowFirst(rows, point))
    }

    private func book(_ rows: FileSeries, _ point: Int) -> TopOfBook {
        let price = price(rows, point)
        let size = rows.size(ofPoint: point)
        return TopOfBook(
            bid: price,
            ask: price,
            bidSize: size,
            askSize: size,
            time: ExchangeInstant(nanoseconds: rows.time(ofPoint: point)),
            depth: rows.depth(ofPoint: point),
            arrival: rows.isOfTicks || point & 3 == 0 ? .gap : .path
        )
    }

    package func book(_ conId: Int, at instant: ExchangeInstant) -> TopOfBook? {
        guard let rows = series[conId], rows.points > 0 else { return nil }
        return book(rows, max(0, rows.point(at: instant.nanoseconds)))
    }

    package func nextChange(_ conId: Int, after instant: ExchangeInstant) -> ExchangeInstant? {
        guard let rows = series[conId] else { return nil }
        let next = nextPoint(rows, after: instant)
        // Nothing changes any longer: an instant that never comes, so that what is followed stays followed.
        guard next < rows.points else { return rows.points > 0 ? ExchangeInstant(nanoseconds: .max) : nil }
        return ExchangeInstant(nanoseconds: rows.time(ofPoint: next))
    }

    package func nextTrade(_ conId: Int, after instant: ExchangeInstant) -> MarketTrade? {
        guard let rows = series[conId] else { return nil }
        let next = nextPoint(rows, after: instant)
        return next < rows.points ? trade(rows, next) : nil
    }

    private func nextPoint(_ rows: FileSeries, after instant: ExchangeInstant) -> Int {
        rows.point(at: instant.nanoseconds) + 1
    }

    private func trade(_ rows: FileSeries, _ point: Int) -> MarketTrade {
        MarketTrade(
            time: ExchangeInstant(nanoseconds: rows.time(ofPoint: point)),
            price: price(rows, point),
            size: rows.size(ofPoint: point),
            exchange: rows.instrument.listing
        )
    }

    package func trades(
        _ conId: Int,
        from start: ExchangeInstant,
        to end: ExchangeInstant,
        limit: Int
    ) -> [MarketTrade] {
        points(conId, from: start, to: end, limit: limit) { trade($0, $1) }
    }

    package func books(
        _ conId: Int,
        from start: ExchangeInstant,
        to end: ExchangeInstant,
        limit: Int
    ) -> [TopOfBook] {
        points(conId, from: start, to: end, limit: limit) { book($0, $1) }
    }

    private func points<Value>(
        _ conId: Int,
        from start: ExchangeInstant,
        to end: ExchangeInstant,
        limit: Int,
        _ value: (FileSeries, Int) -> Value
    ) -> [Value] {
        guard let rows = series[conId] else { return [] }
        var point = rows.point(at: start.nanoseconds.addingReportingOverflow(-1).partialValue) + 1
        var values: [Value] = []
        while values.count < limit, point < rows.points, rows.time(ofPoint: point) < end.nanoseconds {
            values.append(value(rows, point))
            point += 1
        }
        return values
    }

    package func quote(_ conId: Int, at instant: ExchangeInstant) -> Quote? {
        guard let rows = series[conId], rows.points > 0 else { return nil }
        let point = max(0, rows.point(at: instant.nanoseconds))
        let trade = trade(rows, point)
        let time = rows.time(ofPoint: point)
        let known = days[conId].flatMap { $0.contains(time) ? $0 : nil }
        let day = known ?? FileDay(rows, at: time)
        let (first, last) = (day.firstRow, max(time, day.begin))
        let soFar = FileBars(rows).formed(from: first, upTo: last) { range in
            if let sum = day.sum(before: range.upperBound) { return sum }
            return FileBars(rows).joined(range)
        }
        return Quote(
            book: book(rows, point),
            last: trade.price,
            lastSize: trade.size,
            lastTime: trade.time,
            volume: soFar.map { Int64($0.volume) },
            open: soFar?.open,
            high: soFar?.high,
            low: soFar?.low,
            close: first > 0 ? rows.close[first - 1] : nil,
            time: instant
        )
    }

    // MARK: Bars

    package func answer(_ request: HistoryRequest, now: ExchangeInstant) throws(HistoryError) -> HistoryAnswer {
        guard let rows = series[request.conId] else {
            throw HistoryError(code: 200, message: "No security definition has been found for the request")
        }
        return try FileBars(rows).answer(request, now: now)
    }

    package func bar(
        _ conId: Int,
        _ whatToShow: HistoryRequest.WhatToShow,
        from start: ExchangeInstant,
        to end: ExchangeInstant
    ) -> PriceBar? {
        guard let rows = series[conId], start < end else { return nil }
        let last = end.adding(nanoseconds: -1)
        return FileBars(rows).formed(from: start.nanoseconds, upTo: last.nanoseconds)?.bar(start, nil, whatToShow)
    }

    package func headTimestamp(_ conId: Int) -> ExchangeInstant? {
        series[conId]?.starts.first.map { ExchangeInstant(nanoseconds: $0) }
    }

    package func barClock(
        _ conId: Int,
        after instant: ExchangeInstant,
        regularOnly: Bool
    ) -> BarClock {
        guard let rows = series[conId], !rows.isOfTicks else { return .steady }
        var row = rows.firstRow(from: instant.nanoseconds.addingReportingOverflow(1).partialValue)
        while row < rows.count, regularOnly, !rows.isRegular[row] { row += 1 }
        if row < rows.count { return .at(ExchangeInstant(nanoseconds: rows.starts[row])) }
        let end = rows.ends.last ?? .min
        return .at(ExchangeInstant(nanoseconds: end > instant.nanoseconds ? end : .max))
    }

    package func barUpdates(_ stream: BarUpdateRequest, now: ExchangeInstant) -> [PriceBar]? {
        guard let rows = series[stream.conId], !rows.isOfTicks else { return nil }
        return FileBars(rows).updates(stream, now: now)
    }
}
