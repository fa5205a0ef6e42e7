/// What a backtest needs from a market of files, besides prices.
extension FileMarket {
    /// Returns when the rows of the longest series end, within a range.
    package func rowEnds(in range: Range<ExchangeInstant>) -> [ExchangeInstant] {
        guard let longest = allRows.max(by: { ($0.count, $1.instrument.symbol) < ($1.count, $0.instrument.symbol) })
        else { return [] }
        return longest.ends.lazy.filter { $0 > range.lowerBound.nanoseconds && $0 <= range.upperBound.nanoseconds }
            .map { ExchangeInstant(nanoseconds: $0) }
    }

    /// Returns the conId of a symbol.
    package func conId(of symbol: String) -> Int? {
        allRows.first { $0.instrument.symbol == symbol }?.instrument.conId
    }

    /// Returns the beginning of a symbol's first row on a day or later, but not after a range; `nil` if there is none.
    ///
    /// - Parameter day: Days since 1970-01-01 on the instrument's own calendar.
    package func firstRow(of symbol: String, onDay day: Int, in range: Range<ExchangeInstant>) -> ExchangeInstant? {
        guard let rows = allRows.first(where: { $0.instrument.symbol == symbol }) else { return nil }
        let midnight = rows.instrument.calendar.zone.instant(CivilDate(daysSinceEpoch: day), secondOfDay: 0)
        let row = rows.firstRow(from: midnight.nanoseconds)
        guard row < rows.count, case let begin = ExchangeInstant(nanoseconds: rows.starts[row]), range.contains(begin)
        else { return nil }
        return begin
    }

    /// Returns the last prices of a symbol's rows within a range with the times at which they end, evenly thinned.
    package func closes(
        of symbol: String,
        in range: Range<ExchangeInstant>,
        atMost most: Int
    ) -> (times: [Double], closes: [Double]) {
        guard let rows = allRows.first(where: { $0.instrument.symbol == symbol }) else { return ([], []) }
        let first = rows.firstRow(from: range.lowerBound.nanoseconds)
        let end = rows.firstRow(from: range.upperBound.nanoseconds)
        let kept = stride(from: first, to: end, by: max(1, (end - first) / most))
        return (kept.map { Double(rows.ends[$0]) / 1e9 }, kept.map { rows.close[$0] })
    }
}
