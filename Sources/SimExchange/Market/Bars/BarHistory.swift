/// The historical bars of every instrument, from the same series as the quotes.
///
/// Every bar's open, high, low, close, volume and count are exactly those of the quotes or trades in it, however long
/// it is; so a one-minute bar is the merge of its twelve five-second bars. Long bars are no slower: extremes and
/// volumes are found without visiting each trade (`PathExtremes`, `TradeTape`). Only the averages (`wap`, BID_ASK) of
/// bars with more than 64 trades or quotes come from samples.
package struct BarHistory: Sendable {
    private let engine: QuoteEngine

    /// Makes the history of a market.
    package init(_ engine: QuoteEngine) {
        self.engine = engine
    }

    /// Answers a request for history.
    ///
    /// Bars begin at multiples of their size by the clock of the exchange, or where a session begins; the last one may
    /// end early. Durations in seconds count trading time back from the end, durations in days count trading days, and
    /// others follow the calendar. An end in the future means now.
    ///
    /// - Throws: `HistoryError` with the code and text that TWS would send.
    package func answer(_ request: HistoryRequest, now: ExchangeInstant) throws(HistoryError) -> HistoryAnswer {
        guard let source = engine.source(request.conId) else {
            throw HistoryError(code: 200, message: "No security definition has been found for the request")
        }
        let plan = try HistoryPlan(request, of: source.instrument, now: now)
        let bars = try bars(of: plan, source)
        guard !bars.isEmpty, bars.count <= HistoryPlan.maximumBars else {
            throw HistoryPlan.noData(plan.instrument, plan.whatToShow)
        }
        return HistoryAnswer(
            bars: bars,
            zone: source.instrument.calendar.zone,
            start: plan.start,
            end: plan.end,
            isZoneAssumed: plan.isZoneAssumed
        )
    }

    private func bars(of plan: HistoryPlan, _ source: PriceSource) throws(HistoryError) -> [PriceBar] {
        if plan.whatToShow.isVolatility {
            guard let volatilities = VolatilityBars(source, plan) else {
                throw HistoryPlan.noData(plan.instrument, plan.whatToShow)
            }
            return Self.spans(of: plan).compactMap { volatilities.bar(over: $0.ranges, day: $0.day) }
        }
        let isOfTrades = plan.whatToShow == .trades || plan.whatToShow == .adjustedLast
        guard isOfTrades || source.instrument.hasBook, let builder = BarBuilder(source, plan.whatToShow) else {
            throw HistoryPlan.noData(plan.instrument, plan.whatToShow)
        }
        return Self.spans(of: plan).compactMap { builder.bar(over: $0.ranges, day: $0.day) }
    }

    /// Returns the bar from `start` to `end` whether or not the market is in a session: for real-time bars and for bars
    /// that are kept up to date. `nil` for an unknown conId, an empty range, or trades of a currency.
    package func bar(
        _ conId: Int,
        _ whatToShow: HistoryRequest.WhatToShow,
        from start: ExchangeInstant,
        to end: ExchangeInstant
    ) -> PriceBar? {
        guard start < end, let source = engine.source(conId) else { return nil }
        return BarBuilder(source, whatToShow)?.bar(over: [start..<end], day: nil)
    }

    /// Returns where an instrument's history begins, or `nil` for an unknown conId.
    package func headTimestamp(_ conId: Int) -> ExchangeInstant? {
        engine.catalogue.instrument(conId: conId).map(HeadTimestamp.of)
    }

    /// Returns the times of the bars that a plan needs, oldest first; the last one may be cut short.
    static func spans(of plan: HistoryPlan) -> [(day: CivilDate?, ranges: [Range<ExchangeInstant>])] {
        switch plan.size {
        case .seconds(let seconds):
            return plan.sessions.flatMap { session in
                cut(session.range, every: seconds, plan.instrument.calendar.zone).map { (nil, [$0]) }
            }
        case .day, .week, .month: return grouped(plan) { group($0, plan.size) }
        }
    }

    /// Returns the number that all trading days of one bar share.
    static func group(_ day: CivilDate, _ size: BarSize) -> Int {
        switch size {
        case .seconds, .day: day.daysSinceEpoch
        case .week: day.adding(days: -((day.weekday.rawValue + 6) % 7)).daysSinceEpoch
        case .month: day.parts.year * 12 + day.parts.month
        }
    }

    /// Cuts a session at multiples of `seconds` of the local day.
    private static func cut(
        _ session: Range<ExchangeInstant>,
        every seconds: Int,
        _ zone: ExchangeZone
    ) -> [Range<ExchangeInstant>] {
        var pieces: [Range<ExchangeInstant>] = []
        var start = session.lowerBound
        while start < session.upperBound {
            let secondOfDay = zone.local(start).secondOfDay
            let next = start.adding(seconds: Int64(seconds - secondOfDay % seconds))
            let whole = ExchangeInstant(seconds: next.seconds)
            pieces.append(start..<min(whole, session.upperBound))
            start = whole
        }
        return pieces
    }

    /// Joins sessions whose trading days have the same number; the last day names the bar.
    private static func grouped(
        _ plan: HistoryPlan,
        by number: (CivilDate) -> Int
    ) -> [(day: CivilDate?, ranges: [Range<ExchangeInstant>])] {
        var groups: [(day: CivilDate?, ranges: [Range<ExchangeInstant>])] = []
        var current: Int?
        for session in plan.sessions {
            let number = number(session.day)
            if number == current {
                groups[groups.count - 1].day = session.day
                groups[groups.count - 1].ranges.append(session.range)
            } else {
                groups.append((session.day, [session.range]))
                current = number
            }
        }
        return groups
    }
}
