internal import CivilTime
internal import LuaBridge
internal import Notation

/// Times as TWS writes them in texts and as scripts see them.
enum WireMoment {
    /// Structure fields that contain a time as text; a script may give them seconds.
    static let fields: Set<String> = [
        "goodTillDate", "goodAfterTime", "activeStartTime", "activeStopTime", "manualOrderTime", "time", "endDateTime",
        "startDateTime",
    ]

    /// Returns a time for TWS, in UTC: `20260105-20:00:00`.
    static func text(_ seconds: Double) -> String {
        let local = LocalTime(seconds: ScriptMoment.parts(seconds).seconds)
        let date = local.date
        return Digits.padded(date.year, to: 4) + Digits.padded(date.month, to: 2) + Digits.padded(date.day, to: 2) + "-"
            + Digits.clock(local.secondOfDay)
    }
}

extension ZoneBook {
    /// Returns the seconds of a time that TWS wrote, such as `20260105 10:00:00 US/Eastern`; `nil` for any other text.
    func seconds(of text: String) -> LuaValue? {
        guard let reading = TimeText.read(text) else { return nil }
        let seconds: Int64
        switch reading.zone {
        case .offset(let offset): seconds = reading.time.seconds - Int64(offset)
        case .name(let name):
            guard let rules = try? rules(name, function: "") else { return nil }
            seconds = rules.moment(reading.time)
        case nil: seconds = usual.moment(reading.time)
        }
        return ScriptMoment.value(seconds, milliseconds: reading.milliseconds)
    }
}
