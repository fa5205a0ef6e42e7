internal import CivilTime
internal import LuaBridge

/// A time inside the text of an object: `2026-01-05 10:00:00.182 EST`. The script itself reads and gives seconds.
enum ShownMoment {
    /// Returns what a clock of the zone shows, with milliseconds if there are any; `nil` for anything but a time.
    static func text(_ value: LuaValue, in zone: ZoneRules) -> String? {
        let seconds: Double
        switch value {
        case .integer(let whole): seconds = Double(whole)
        case .number(let number): seconds = number
        default: return nil
        }
        guard ScriptMoment.range.contains(seconds) else { return nil }
        let moment = ScriptMoment.parts(seconds)
        let pattern = moment.milliseconds == 0 ? "%F %T %Z" : "%F %T.%L %Z"
        return try? TimeFormat.text(moment.seconds, milliseconds: moment.milliseconds, pattern, in: zone)
    }
}
