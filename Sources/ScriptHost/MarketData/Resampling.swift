internal import CivilTime
internal import LuaBridge

/// `h:resample("5 min")`: the same bars, combined into longer ones.
enum Resampling {
    static func call(_ series: Series, _ frame: borrowing LuaFrame) throws -> HostResult {
        guard let text = frame.string(1) else {
            throw LuaRaise(message: "series:resample: expected a bar size", remedy: "h:resample(\"5 mins\")")
        }
        let size = try HistoryBarSize(text, function: "series:resample")
        let own = series.kind.size
        guard size.seconds >= own.seconds, size.isDay || size.seconds % own.seconds == 0 else {
            throw LuaRaise(
                message: "series:resample: \(size.text) bars cannot be made of \(own.text) bars",
                remedy: "name a multiple of \(own.text)"
            )
        }
        frame.charge(2 * series.content.count)
        var kind = series.kind
        kind.size = size
        let bars = joined(series.content.complete, size, kind.zone)
        return .value(.object(try series.made(of: bars, kind)))
    }

    /// Combines bars whose times fall into one bar of the given size, by the clock of a time zone.
    ///
    /// Like TWS's own bars, a bar starts at a multiple of its size from midnight, or where its first bar does.
    static func joined(_ bars: ArraySlice<SeriesBar>, _ size: HistoryBarSize, _ zone: ZoneRules) -> [SeriesBar] {
        var all: [SeriesBar] = []
        var current: Int?
        for bar in bars {
            let (number, begin) = place(of: bar.time, size, zone)
            guard number == current, var last = all.popLast() else {
                current = number
                var first = bar
                first.time = size.isDay ? begin : bar.time
                all.append(first)
                continue
            }
            last.add(bar)
            all.append(last)
        }
        return all
    }

    /// Returns the number of the bar that contains a time, and the start of its day.
    private static func place(of time: Int, _ size: HistoryBarSize, _ zone: ZoneRules) -> (number: Int, begin: Int) {
        let local = zone.local(Int64(time))
        let begin = Int(zone.moment(LocalTime(seconds: Int64(local.days) * 86_400)))
        switch size.seconds {
        case ..<86_400:
            let perDay = (86_400 + size.seconds - 1) / size.seconds
            return (local.days * perDay + local.secondOfDay / size.seconds, begin)
        case 86_400: return (local.days, begin)
        case 7 * 86_400: return ((local.days + 3) / 7, begin)
        default: return (local.date.year * 12 + local.date.month, begin)
        }
    }
}

extension SeriesBar {
    /// Merges the bar that follows into this one.
    mutating func add(_ next: SeriesBar) {
        (high, low, close) = (max(high, next.high), min(low, next.low), next.close)
        if !next.volume.isNaN {
            let before = volume.isNaN ? 0 : volume
            let total = before + next.volume
            if !next.wap.isNaN {
                let sum = (wap.isNaN ? 0 : wap * before) + next.wap * next.volume
                wap = total > 0 ? sum / total : next.wap
            }
            volume = total
        }
        if next.barCount >= 0 { barCount = max(0, barCount) + next.barCount }
    }
}
