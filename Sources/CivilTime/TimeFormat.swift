internal import Notation

/// Formats times with a `strftime` pattern.
package enum TimeFormat {
    /// The error for a malformed pattern.
    package struct Malformed: Error, Hashable, CustomStringConvertible, Sendable {
        /// What is wrong, as a clause.
        package let description: String
    }

    /// The supported conversions.
    package static let conversions = "aAbBcdDeFgGhHIjklLmMnprRsStTuUVwWxXyYzZ%"

    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// Formats a moment.
    ///
    /// - Parameters:
    ///   - pattern: Text with conversions such as `%Y-%m-%d %H:%M`, as in C's own locale.
    ///   - milliseconds: Thousandths of a second, for `%L`.
    package static func text(
        _ moment: Int64,
        milliseconds: Int = 0,
        _ pattern: String,
        in zone: ZoneRules
    ) throws(Malformed) -> String {
        let setting = zone.setting(at: moment)
        let clock = Clock(
            time: LocalTime(seconds: moment + Int64(setting.offset)),
            setting: setting,
            moment: moment,
            milliseconds: milliseconds
        )
        var text = ""
        var rest = pattern.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                text.unicodeScalars.append(scalar)
                continue
            }
            guard let letter = rest.popFirst() else { throw Malformed(description: "it ends with a lone %") }
            guard let part = try clock.part(Character(letter)) else {
                throw Malformed(description: "%\(letter) is not a conversion; there are \(conversions)")
            }
            text += part
        }
        return text
    }

    private struct Clock {
        let time: LocalTime
        let setting: ZoneRules.Setting
        let moment: Int64
        let milliseconds: Int

        func part(_ letter: Character) throws(Malformed) -> String? {
            let (year, month, day) = time.date
            switch letter {
            case "a": return String(weekdays[time.weekday].prefix(3))
            case "A": return weekdays[time.weekday]
            case "b", "h": return String(months[month - 1].prefix(3))
            case "B": return months[month - 1]
            case "c": return try joined("a b e T Y")
            case "d": return two(day)
            case "D", "x": return "\(two(month))/\(two(day))/\(two(year.flooredRemainder(100)))"
            case "e": return blank(day)
            case "F": return "\(four(year))-\(two(month))-\(two(day))"
            case "g": return two(isoWeek.year.flooredRemainder(100))
            case "G": return four(isoWeek.year)
            case "H": return two(time.hour)
            case "I": return two(hour12)
            case "j": return Digits.padded(time.dayOfYear, to: 3)
            case "k": return blank(time.hour)
            case "l": return blank(hour12)
            case "L": return Digits.padded(milliseconds, to: 3)
            case "m": return two(month)
            case "M": return two(time.minute)
            case "n": return "\n"
            case "p": return time.hour < 12 ? "AM" : "PM"
            case "r": return "\(two(hour12)):\(two(time.minute)):\(two(time.second)) \(time.hour < 12 ? "AM" : "PM")"
            case "R": return "\(two(time.hour)):\(two(time.minute))"
            case "s": return "\(moment)"
            case "S": return two(time.second)
            case "t": return "\t"
            case "T", "X": return Digits.clock(time.secondOfDay)
            case "u": return "\(time.weekday == 0 ? 7 : time.weekday)"
            case "U": return two((time.dayOfYear + 6 - time.weekday) / 7)
            case "V": return two(isoWeek.week)
            case "w": return "\(time.weekday)"
            case "W": return two((time.dayOfYear + 6 - (time.weekday + 6) % 7) / 7)
            case "y": return two(year.flooredRemainder(100))
            case "Y": return "\(year)"
            case "z": return offset
            case "Z": return setting.abbreviation
            case "%": return "%"
            default: return nil
            }
        }

        private func joined(_ letters: String) throws(Malformed) -> String {
            var parts: [String] = []
            for letter in letters.split(separator: " ") {
                if let part = try part(letter[letter.startIndex]) { parts.append(part) }
            }
            return parts.joined(separator: " ")
        }

        private func two(_ number: Int) -> String { Digits.padded(number, to: 2) }

        private func four(_ year: Int) -> String { year < 0 ? "\(year)" : Digits.padded(year, to: 4) }

        private func blank(_ number: Int) -> String { number < 10 ? " \(number)" : "\(number)" }

        private var hour12: Int { time.hour % 12 == 0 ? 12 : time.hour % 12 }

        private var offset: String {
            let minutes = abs(setting.offset) / 60
            // Where no time was kept, the zone is called -00.
            let isMinus = setting.offset < 0 || setting.abbreviation == "-00"
            return (isMinus ? "-" : "+") + two(minutes / 60) + two(minutes % 60)
        }

        /// The ISO 8601 week: weeks begin on Monday, and the first one contains the year's first Thursday.
        private var isoWeek: (year: Int, week: Int) {
            let thursday = LocalTime(seconds: Int64(time.days - (time.weekday + 6) % 7 + 3) * 86_400)
            return (thursday.date.year, (thursday.dayOfYear - 1) / 7 + 1)
        }
    }
}
