/// A validated request for history: what to make bars of, and from which sessions.
struct HistoryPlan {
    /// The largest number of bars in one answer.
    static let maximumBars = 20_000

    /// The shortest duration, in seconds.
    private static let shortestSeconds = 30

    /// The longest duration for `1 secs` bars, in seconds.
    private static let maximumSecondsOfOneSecondBars = 2000

    let instrument: Instrument
    let size: BarSize
    let whatToShow: HistoryRequest.WhatToShow
    let end: ExchangeInstant
    let start: ExchangeInstant
    let isZoneAssumed: Bool

    /// The sessions within `start` and `end`, oldest first, with their trading days.
    let sessions: [(day: CivilDate, range: Range<ExchangeInstant>)]

    init(_ request: HistoryRequest, of instrument: Instrument, now: ExchangeInstant) throws(HistoryError) {
        guard let size = BarSize(text: request.barSizeSetting) else {
            let legal = BarSize.texts.map(\.text).joined(separator: ", ")
            throw .validation("Historical data bar size setting is invalid. Legal ones are: \(legal).")
        }
        guard let duration = BarDuration(text: request.durationStr) else {
            throw .validation(
                "Historical data query duration is invalid: expected a whole number and S, D, W, M or Y, as in 30 D."
            )
        }
        guard let whatToShow = HistoryRequest.WhatToShow(text: request.whatToShow) else {
            throw .validation("Historical data type \(request.whatToShow) is invalid or not simulated.")
        }
        self.instrument = instrument
        self.size = size
        self.whatToShow = whatToShow
        try Self.check(duration, size)
        (end, isZoneAssumed) = try Self.end(request, instrument.calendar.zone, now)
        let head = HeadTimestamp.of(instrument)
        let collected = try Self.collect(
            duration,
            size,
            instrument.calendar,
            regularOnly: request.useRTH,
            end: end,
            head: head
        )
        sessions = Self.runningOn(request, collected.sessions, instrument.calendar, end)
        start = collected.start
        guard !sessions.isEmpty else { throw Self.noData(instrument, whatToShow) }
    }

    /// Returns the error for an instrument without such data.
    static func noData(_ instrument: Instrument, _ whatToShow: HistoryRequest.WhatToShow) -> HistoryError {
        let name = "\(instrument.symbol)@\(instrument.exchange)"
        return .service(
            "HMDS query returned no data: \(name) \(whatToShow == .trades ? "Trades" : whatToShow.rawValue)"
        )
    }

    /// Throws for a duration that TWS never accepts.
    static func check(_ duration: BarDuration, _ size: BarSize = .day) throws(HistoryError) {
        switch duration.unit {
        case .seconds where duration.count < shortestSeconds:
            throw .validation("Historical data query duration is invalid: the shortest is \(shortestSeconds) S.")
        case .seconds where duration.count > 86_400, .years where duration.count > 68:
            throw .service("Time length exceed max.")
        case .days where duration.count > 365, .weeks where duration.count > 52, .months where duration.count > 12:
            throw .validation("Historical data requests for durations longer than 365 days must be made in years.")
        case .seconds where size == .seconds(1) && duration.count > maximumSecondsOfOneSecondBars:
            throw .service("Time length exceed max.")
        case .days, .weeks, .months, .years:
            if size == .seconds(1) { throw .service("Time length exceed max.") }
        case .seconds:
            break
        }
    }

    /// Returns the end that a request names, but not in the future, and whether the zone was omitted.
    static func end(
        _ request: HistoryRequest,
        _ zone: ExchangeZone,
        _ now: ExchangeInstant
    ) throws(HistoryError) -> (ExchangeInstant, Bool) {
        if request.endDateTime.isEmpty { return (now, false) }
        do {
            let time = try ExchangeTime.parse(request.endDateTime, operatorZone: zone)
            return (min(now, time.instant), time.isZoneAssumed)
        } catch {
            throw HistoryError(code: ExchangeTime.InvalidTime.code, message: ExchangeTime.InvalidTime.message)
        }
    }

    /// Returns the sessions, followed by the time since the last one ended if the market keeps running.
    private static func runningOn(
        _ request: HistoryRequest,
        _ sessions: [(day: CivilDate, range: Range<ExchangeInstant>)],
        _ calendar: TradingCalendar,
        _ end: ExchangeInstant
    ) -> [(day: CivilDate, range: Range<ExchangeInstant>)] {
        guard request.runsOn, !request.useRTH, let last = sessions.last, last.range.upperBound < end,
            calendar.session(at: end, .extended) == nil
        else { return sessions }
        return sessions + [(last.day, last.range.upperBound..<end)]
    }

    private static func collect(
        _ duration: BarDuration,
        _ size: BarSize,
        _ calendar: TradingCalendar,
        regularOnly: Bool,
        end: ExchangeInstant,
        head: ExchangeInstant
    ) throws(HistoryError) -> (sessions: [(day: CivilDate, range: Range<ExchangeInstant>)], start: ExchangeInstant) {
        var sessions: [(day: CivilDate, range: Range<ExchangeInstant>)] = []
        let limit = earliest(duration, calendar.zone, end)
        var (start, days, seconds, bars) = (limit ?? end, 0, 0, 0)
        var day = calendar.tradingDay(atOrBefore: end)
        collecting: while true {
            let ofDay = calendar.sessions(on: day, regularOnly: regularOnly)
            let opened = ofDay.filter { $0.lowerBound < end }
            guard let last = ofDay.last, last.upperBound > (limit ?? head), last.upperBound > head else { break }
            for session in opened.reversed() {
                let range = session.lowerBound..<min(session.upperBound, end)
                if let limit, range.upperBound <= limit { break collecting }
                sessions.append((day, range))
                let length = Int(range.upperBound.nanoseconds(since: range.lowerBound) / 1_000_000_000)
                seconds += length
                bars += max(1, length / size.leastSeconds)
                start = min(start, range.lowerBound)
                if duration.unit == .seconds && seconds >= duration.count { break collecting }
            }
            days += opened.isEmpty ? 0 : 1
            if bars > maximumBars && duration.unit != .seconds { throw tooMuch }
            if duration.unit == .days && days >= duration.count { break }
            day = calendar.tradingDay(before: day)
        }
        if duration.unit == .seconds, seconds > duration.count, let oldest = sessions.last {
            let exact = oldest.range.lowerBound.adding(seconds: Int64(seconds - duration.count))
            let cut = max(oldest.range.lowerBound, aligned(exact, to: size, calendar.zone))
            sessions[sessions.count - 1].range = cut..<oldest.range.upperBound
            start = cut
        }
        if duration.unit == .seconds && duration.count / size.leastSeconds > maximumBars { throw tooMuch }
        return (sessions.reversed(), start)
    }

    /// Returns the beginning of the bar that contains an instant, so that the first bar is a whole one.
    private static func aligned(
        _ instant: ExchangeInstant,
        to size: BarSize,
        _ zone: ExchangeZone
    ) -> ExchangeInstant {
        guard case .seconds(let length) = size else { return instant }
        return ExchangeInstant(seconds: instant.seconds - Int64(zone.local(instant).secondOfDay % length))
    }

    private static var tooMuch: HistoryError {
        .service("Time length exceed max. (more than \(maximumBars) bars)")
    }

    /// Returns the instant before which no bar may lie, for calendar durations; `nil` for seconds and days, which count
    /// trading time and trading days.
    static func earliest(
        _ duration: BarDuration,
        _ zone: ExchangeZone,
        _ end: ExchangeInstant
    ) -> ExchangeInstant? {
        let (date, second) = zone.local(end)
        let day: CivilDate
        switch duration.unit {
        case .seconds, .days: return nil
        case .weeks: day = date.adding(days: -7 * duration.count)
        case .months: day = date.adding(months: -duration.count)
        case .years: day = date.adding(months: -12 * duration.count)
        }
        return zone.instant(day, secondOfDay: second)
    }
}
