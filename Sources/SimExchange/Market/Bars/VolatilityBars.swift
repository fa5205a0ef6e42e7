internal import Notation

/// Bars of annualized volatilities, 0.3 for 30 %: the values of the generic ticks 104 and 106 over time.
struct VolatilityBars {
    /// The number of trading days whose closes determine a historical volatility, including the current one.
    private static let window = 31

    private let source: PriceSource
    private let isHistorical: Bool
    private let closes: BarBuilder
    /// The trading days that any bar needs, oldest first, with the close of each.
    private let days: [(sessions: [Range<ExchangeInstant>], close: Double)]

    /// `nil` for an instrument without such volatilities: for options, those of the underlying apply.
    init?(_ source: PriceSource, _ plan: HistoryPlan) {
        guard let first = plan.sessions.first, let last = plan.sessions.last, !source.instrument.isOption,
            source.volatility(at: plan.end) != nil, let closes = BarBuilder(source, .trades)
        else { return nil }
        self.source = source
        self.closes = closes
        isHistorical = plan.whatToShow == .historicalVolatility
        days = isHistorical ? Self.days(closes, source.instrument.calendar, from: first.day, to: last.day) : []
    }

    private static func days(
        _ closes: BarBuilder,
        _ calendar: TradingCalendar,
        from first: CivilDate,
        to last: CivilDate
    ) -> [(sessions: [Range<ExchangeInstant>], close: Double)] {
        var day = first
        // One more than a window: a bar opens at the value of the day before it.
        for _ in 1...window { day = calendar.tradingDay(before: day) }
        var days: [(sessions: [Range<ExchangeInstant>], close: Double)] = []
        while day <= last {
            let sessions = calendar.sessions(on: day, regularOnly: true)
            if let close = closes.bar(over: sessions, day: day)?.close { days.append((sessions, close)) }
            day = calendar.tradingDay(after: day)
        }
        return days
    }

    /// Returns the bar over consecutive ranges.
    func bar(over ranges: [Range<ExchangeInstant>], day: CivilDate?) -> PriceBar? {
        guard let start = ranges.first?.lowerBound, let end = ranges.last?.upperBound, let open = value(at: start),
            let close = value(at: end)
        else { return nil }
        return PriceBar(
            time: start,
            day: day,
            open: open,
            high: max(open, close),
            low: min(open, close),
            close: close,
            volume: nil,
            wap: nil,
            count: nil
        )
    }

    private func value(at instant: ExchangeInstant) -> Double? {
        guard isHistorical else { return source.volatility(at: instant)?.rounded(places: 8) }
        guard let index = days.lastIndex(where: { day in day.sessions.first.map { $0.lowerBound < instant } ?? false })
        else { return nil }
        let past = days[max(0, index - Self.window + 1)..<index].map(\.close)
        let sessions = days[index].sessions.filter { $0.lowerBound < instant }
        let isWhole = days[index].sessions.last.map { $0.upperBound <= instant } ?? true
        let passed = sessions.map { $0.lowerBound..<min($0.upperBound, instant) }
        let close = isWhole ? days[index].close : closes.bar(over: passed, day: nil)?.close
        return close.flatMap { Elementary.volatility(ofCloses: past + [$0]) }
    }
}

extension Elementary {
    /// Returns the annualized volatility of daily closes; `nil` for fewer than three.
    static func volatility(ofCloses closes: [Double]) -> Double? {
        guard closes.count > 2, closes.allSatisfy({ $0 > 0 }) else { return nil }
        let moves = zip(closes, closes.dropFirst()).map { logarithm($1 / $0) }
        let mean = moves.reduce(0, +) / Double(moves.count)
        let variance = moves.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(moves.count - 1)
        return (variance * 252).squareRoot().rounded(places: 8)
    }
}
