internal import CivilTime
internal import Notation

/// The times of a report, on New York's clocks.
enum DateText {
    /// Returns `2026-01-05`.
    static func day(_ time: Double) -> String {
        let (year, month, day) = local(time).date
        return "\(Digits.padded(year, to: 4))-\(Digits.padded(month, to: 2))-\(Digits.padded(day, to: 2))"
    }

    /// Returns `2026-01-05 09:30:00`.
    static func moment(_ time: Double) -> String {
        day(time) + " " + Digits.clock(local(time).secondOfDay)
    }

    /// Returns `2026-01-05` for spans of days, `09:30` for shorter ones.
    static func tick(_ time: Double, span: Double) -> String {
        span > 3 * 86_400 ? day(time) : String(Digits.clock(local(time).secondOfDay).prefix(5))
    }

    /// Returns year and month (1 to 12).
    static func month(_ time: Double) -> (year: Int, month: Int) {
        let date = local(time).date
        return (date.year, date.month)
    }

    private static func local(_ time: Double) -> LocalTime {
        ZoneRules.newYork.local(Int64(time.rounded(.down)))
    }
}
