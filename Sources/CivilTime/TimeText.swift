internal import Notation

/// Parses times that people write: a day, a time of day, or both, with or without a zone.
package enum TimeText {
    /// The meaning of a text.
    package struct Reading: Hashable, Sendable {
        /// The day and the time of day; midnight if only a day is written.
        package var time: LocalTime
        /// Thousandths of a second.
        package var milliseconds: Int
        /// The zone that follows, if any: an offset from UTC or the name of a zone.
        package var zone: Zone?
        /// Whether a time of day is written.
        package var hasClock: Bool
    }

    /// The zone after a time.
    package enum Zone: Hashable, Sendable {
        /// Seconds ahead of UTC.
        case offset(Int)
        /// A name from the time zone database, as written.
        case name(String)
    }

    /// Parses `2026-03-09`, `2026-03-09 09:30[:15[.250]]`, the same with `T`, `20260309`, `20260309 09:30:15` and IB's
    /// `20260309-09:30:15` (UTC), each optionally followed by `Z`, `+01:00` or a zone's name.
    ///
    /// - Returns: `nil` for any other form, and for days and times that do not exist.
    package static func read(_ text: String) -> Reading? {
        var rest = Substring(text)
        guard let days = day(&rest) else { return nil }
        var reading = Reading(
            time: LocalTime(seconds: Int64(days) * 86_400),
            milliseconds: 0,
            zone: nil,
            hasClock: false
        )
        guard !rest.isEmpty else { return reading }
        let separator = rest.removeFirst()
        guard [" ", "T", "-"].contains(separator) else { return nil }
        if separator == " " { rest = rest.drop { $0 == " " } }
        guard let clock = clock(&rest) else {
            guard separator == " ", let zone = zone(rest) else { return nil }
            reading.zone = zone
            return reading
        }
        reading.time = LocalTime(seconds: reading.time.seconds + Int64(clock.second))
        (reading.milliseconds, reading.hasClock) = (clock.milliseconds, true)
        if rest.isEmpty {
            if separator == "-" { reading.zone = .offset(0) }
            return reading
        }
        if rest.first == " " { rest = rest.drop { $0 == " " } }
        guard let zone = zone(rest) else { return nil }
        reading.zone = zone
        return reading
    }

    /// Parses a time of day, `09:30` or `09:30:15`, into seconds from midnight.
    package static func secondOfDay(_ text: String) -> Int? {
        var rest = Substring(text)
        guard let clock = clock(&rest), rest.isEmpty else { return nil }
        return clock.second
    }

    private static func day(_ rest: inout Substring) -> Int? {
        let isPlain = rest.count >= 8 && Digits.number(rest.prefix(8), count: 8) != nil
        let parts: [Int?]
        if isPlain {
            let digits = rest.prefix(8)
            parts = [
                Digits.number(digits.prefix(4), count: 4), Digits.number(digits.dropFirst(4).prefix(2), count: 2),
                Digits.number(digits.suffix(2), count: 2),
            ]
            rest = rest.dropFirst(8)
        } else {
            let written = rest.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
            guard written.count == 3 else { return nil }
            parts = zip(written, [4, 2, 2]).map { Digits.number($0, count: $1) }
            rest = rest.dropFirst(10)
        }
        guard let year = parts[0], let month = parts[1], let day = parts[2], (1...12).contains(month), day >= 1 else {
            return nil
        }
        let days = CivilDays.count(year: year, month: month, day: day)
        return CivilDays.date(days) == (year, month, day) ? days : nil
    }

    private static func clock(_ rest: inout Substring) -> (second: Int, milliseconds: Int)? {
        let written = rest.prefix { $0.isNumber || $0 == ":" }
        let parts = written.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hour = Digits.number(parts[0], count: 2), hour < 24,
            let minute = Digits.number(parts[1], count: 2), minute < 60
        else { return nil }
        var second = hour * 3_600 + minute * 60
        if parts.count == 3 {
            guard let part = Digits.number(parts[2], count: 2), part < 60 else { return nil }
            second += part
        }
        rest = rest[written.endIndex...]
        guard parts.count == 3, rest.first == "." else { return (second, 0) }
        let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
        guard (1...9).contains(digits.count), let fraction = Int(digits.prefix(3)) else { return nil }
        rest = rest[digits.endIndex...]
        let scale = [100, 10, 1][min(digits.count, 3) - 1]
        return (second, fraction * scale)
    }

    private static func zone(_ text: Substring) -> Zone? {
        if text == "Z" { return .offset(0) }
        if let sign = text.first, sign == "+" || sign == "-" {
            let digits = text.dropFirst().filter { $0 != ":" }
            guard let number = Digits.number(Substring(digits), count: 4), number / 100 < 24, number % 100 < 60 else {
                return nil
            }
            let seconds = number / 100 * 3_600 + number % 100 * 60
            return .offset(sign == "-" ? -seconds : seconds)
        }
        guard text.first?.isLetter == true, text.utf8.count <= 64, text.utf8.allSatisfy(ZoneName.isByte) else {
            return nil
        }
        return .name(String(text))
    }
}
