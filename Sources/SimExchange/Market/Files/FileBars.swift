internal import MarketFiles

/// Historical bars from the rows of a file, of their length or longer.
///
/// An answer contains only bars that have ended: nothing in it is later than now.
struct FileBars {
    /// Rows joined into one bar so far.
    struct Sum {
        var open: Double
        var high: Double
        var low: Double
        var close: Double
        var volume = 0.0

        /// Returns the bar that TWS would send.
        func bar(_ start: ExchangeInstant, _ day: CivilDate?, _ show: HistoryRequest.WhatToShow) -> PriceBar {
            let isTrades = show == .trades || show == .adjustedLast
            return PriceBar(
                time: start,
                day: day,
                open: open,
                high: high,
                low: low,
                close: close,
                volume: isTrades ? Int64(volume) : nil,
                wap: isTrades ? close : nil,
                count: isTrades ? 1 : nil
            )
        }
    }

    private let rows: FileSeries
    private var calendar: TradingCalendar { rows.instrument.calendar }

    init(_ rows: FileSeries) { self.rows = rows }

    // MARK: Joining

    /// Returns the rows from one index up to but not including another as one bar; `nil` for none.
    func joined(_ range: Range<Int>) -> Sum? {
        var sum: Sum?
        join(range, to: &sum)
        return sum
    }

    /// Adds rows to those before them.
    func join(_ range: Range<Int>, to sum: inout Sum?) {
        guard let first = range.first else { return }
        var whole =
            sum ?? Sum(open: rows.open[first], high: rows.high[first], low: rows.low[first], close: rows.close[first])
        for row in range {
            whole.high = max(whole.high, rows.high[row])
            whole.low = min(whole.low, rows.low[row])
            whole.close = rows.close[row]
            whole.volume += rows.volume[row]
        }
        sum = whole
    }

    /// Returns what there is from an instant up to and including another: whole rows, and for the last row the prices
    /// so far, but no volume: how much is traded in it is unknown before its end.
    func formed(from start: Int64, upTo last: Int64) -> Sum? {
        formed(from: rows.firstRow(from: start), upTo: last) { joined($0) }
    }

    /// Returns the same from a row on; `earlier` adds up the rows before the last one.
    func formed(from first: Int, upTo last: Int64, _ earlier: (Range<Int>) -> Sum?) -> Sum? {
        let present = rows.row(at: last)
        guard first <= present else { return nil }
        guard !rows.isOfTicks, rows.ends[present] - 1 > last else { return joined(first..<present + 1) }
        var sum = earlier(first..<present)
        let isLowFirst = rows.isLowNearer(present)
        for point in present * 4..<present * 4 + 4 where rows.time(ofPoint: point) <= last {
            let price = rows.price(ofPoint: point, isLowFirst: isLowFirst)
            var formed = sum ?? Sum(open: price, high: price, low: price, close: price)
            formed.high = max(formed.high, price)
            formed.low = min(formed.low, price)
            formed.close = price
            sum = formed
        }
        return sum
    }

    // MARK: History

    func answer(_ request: HistoryRequest, now: ExchangeInstant) throws(HistoryError) -> HistoryAnswer {
        let plan = try HistoryPlan(request, of: rows.instrument, now: now)
        try checkLength(plan.size)
        guard !plan.whatToShow.isVolatility else { throw HistoryPlan.noData(plan.instrument, plan.whatToShow) }
        var bars: [PriceBar] = []
        for span in BarHistory.spans(of: plan) where hasEnded(span, plan, request.useRTH, now) {
            var sum: Sum?
            for range in span.ranges {
                let first = rows.firstRow(from: range.lowerBound.nanoseconds)
                var end = first
                while end < rows.count, rows.starts[end] < range.upperBound.nanoseconds,
                    rows.ends[end] <= now.nanoseconds, rows.isRegular[end] || !request.useRTH
                {
                    end += 1
                }
                sum = Self.sum(sum, joined(first..<end))
            }
            guard let sum, let start = span.ranges.first?.lowerBound else { continue }
            bars.append(sum.bar(start, span.day, plan.whatToShow))
        }
        guard !bars.isEmpty, bars.count <= HistoryPlan.maximumBars else {
            throw HistoryPlan.noData(plan.instrument, plan.whatToShow)
        }
        return HistoryAnswer(
            bars: bars,
            zone: calendar.zone,
            start: plan.start,
            end: plan.end,
            isZoneAssumed: plan.isZoneAssumed
        )
    }

    private static func sum(_ left: Sum?, _ right: Sum?) -> Sum? {
        guard var sum = left, let right else { return left ?? right }
        sum.high = max(sum.high, right.high)
        sum.low = min(sum.low, right.low)
        sum.close = right.close
        sum.volume += right.volume
        return sum
    }

    /// Checks whether the rows can form bars of a length.
    private func checkLength(_ size: BarSize) throws(HistoryError) {
        let fits =
            switch (rows.length, size) {
            case (.tick, _), (.day, .day), (.day, .week), (.day, .month): true
            case (.day, .seconds): false
            case (.seconds(let length), .seconds(let wanted)): wanted >= length && wanted % length == 0
            case (.seconds, _): true
            }
        guard fits else {
            throw .service(
                "HMDS query returned no data: bars of this length cannot be made of the file of \(rows.instrument.symbol)"
            )
        }
    }

    /// Whether the bar of a span has ended.
    private func hasEnded(
        _ span: (day: CivilDate?, ranges: [Range<ExchangeInstant>]),
        _ plan: HistoryPlan,
        _ regularOnly: Bool,
        _ now: ExchangeInstant
    ) -> Bool {
        guard let first = span.ranges.first else { return false }
        if case .seconds(let seconds) = plan.size {
            let session = calendar.sessions(
                on: calendar.tradingDay(atOrBefore: first.lowerBound),
                regularOnly: regularOnly
            )
            .first { $0.contains(first.lowerBound) }
            let second = calendar.zone.local(first.lowerBound).secondOfDay
            let whole = first.lowerBound.adding(seconds: Int64(seconds - second % seconds))
            return min(whole, session?.upperBound ?? whole) <= now
        }
        guard var day = span.day else { return false }
        // A week or a month ends with its last trading day.
        while plan.size != .day {
            let next = calendar.tradingDay(after: day)
            guard BarHistory.group(next, plan.size) == BarHistory.group(day, plan.size) else { break }
            day = next
        }
        return (calendar.sessions(on: day, regularOnly: regularOnly).last?.upperBound ?? now) <= now
    }

    // MARK: Updates

    /// Returns the bars that change when a row begins: the previous one, which has ended, and the one that begins.
    func updates(_ stream: BarUpdateRequest, now: ExchangeInstant) -> [PriceBar] {
        let present = rows.row(at: now.nanoseconds)
        guard present >= 0 else { return [] }
        let isBegin = rows.starts[present] == now.nanoseconds
        let (bucket, day) = bucket(of: present, stream)
        var bars: [PriceBar] = []
        var before = present - 1
        while before >= 0, stream.regularOnly, !rows.isRegular[before] { before -= 1 }
        if isBegin, before >= 0, rows.starts[before] < bucket {
            let (earlier, day) = self.bucket(of: before, stream)
            let first = earlier == rows.starts[before] ? before : rows.firstRow(from: earlier)
            if let sum = joined(first..<before + 1) {
                bars.append(sum.bar(ExchangeInstant(nanoseconds: earlier), day, stream.whatToShow))
            }
        }
        if let sum = formed(from: bucket, upTo: now.nanoseconds) {
            bars.append(sum.bar(ExchangeInstant(nanoseconds: bucket), day, stream.whatToShow))
        }
        return bars
    }

    /// Returns where the bar begins that contains a row, and the day that names it if it is that long.
    private func bucket(of row: Int, _ stream: BarUpdateRequest) -> (start: Int64, day: CivilDate?) {
        let start = rows.starts[row]
        let instant = ExchangeInstant(nanoseconds: start)
        if case .seconds(let seconds) = stream.size {
            if rows.length == .seconds(seconds) { return (start, nil) }
            let second = calendar.zone.local(instant).secondOfDay
            let whole = instant.seconds - Int64(second % seconds)
            let hours: TradingHours = stream.regularOnly ? .regular : .extended
            let session = calendar.session(at: instant, hours)?.lowerBound.nanoseconds ?? .min
            return (max(session, ExchangeInstant(seconds: whole).nanoseconds), nil)
        }
        let day = calendar.tradingDay(atOrBefore: instant)
        if rows.length == .day, stream.size == .day { return (start, day) }
        var first = day
        while case let before = calendar.tradingDay(before: first),
            BarHistory.group(before, stream.size) == BarHistory.group(day, stream.size)
        {
            first = before
        }
        let begin = calendar.sessions(on: first, regularOnly: stream.regularOnly).first?.lowerBound ?? instant
        return (begin.nanoseconds, day)
    }
}
