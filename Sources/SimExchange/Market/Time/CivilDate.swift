internal import Notation

/// A day of the Gregorian calendar, without a zone.
package struct CivilDate: Comparable, Hashable, Sendable {
    /// Days since 1970-01-01; negative before.
    package let daysSinceEpoch: Int

    /// Makes the day that is `daysSinceEpoch` after 1970-01-01.
    package init(daysSinceEpoch: Int) {
        self.daysSinceEpoch = daysSinceEpoch
    }

    /// Makes the day from its parts, which must name a real day; `nil` otherwise.
    package init?(validatingYear year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.daysIn(month: month, year: year)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Makes the day from its parts; a day beyond the month's end runs over into the next month.
    ///
    /// The month is 1 to 12.
    package init(year: Int, month: Int, day: Int) {
        daysSinceEpoch = CivilDays.count(year: year, month: month, day: day)
    }

    /// Year, month (1 to 12) and day (1 to 31).
    package var parts: (year: Int, month: Int, day: Int) { CivilDays.date(daysSinceEpoch) }

    /// The day of the week.
    package var weekday: Weekday {
        let remainder = (daysSinceEpoch + 4) % 7
        return Weekday(rawValue: remainder < 0 ? remainder + 7 : remainder) ?? .sunday
    }

    /// The day as `yyyyMMdd`.
    package var text: String {
        let (year, month, day) = parts
        return Digits.padded(year, to: 4) + Digits.padded(month, to: 2) + Digits.padded(day, to: 2)
    }

    /// Returns the day `days` later.
    package func adding(days: Int) -> CivilDate {
        CivilDate(daysSinceEpoch: daysSinceEpoch + days)
    }

    /// Returns the same day of the month `months` later, or that month's last day if it is shorter.
    package func adding(months: Int) -> CivilDate {
        let (year, month, day) = parts
        let index = year * 12 + month - 1 + months
        let newYear = index / 12
        let newMonth = index % 12 + 1
        return CivilDate(
            year: newYear,
            month: newMonth,
            day: min(day, Self.daysIn(month: newMonth, year: newYear))
        )
    }

    /// Returns the `number`th `weekday` of a month; 0 means the last one.
    package static func nth(_ number: Int, _ weekday: Weekday, year: Int, month: Int) -> CivilDate {
        if number == 0 {
            let last = CivilDate(year: year, month: month, day: daysIn(month: month, year: year))
            return last.adding(days: -((last.weekday.rawValue - weekday.rawValue + 7) % 7))
        }
        let first = CivilDate(year: year, month: month, day: 1)
        return first.adding(days: (weekday.rawValue - first.weekday.rawValue + 7) % 7 + 7 * (number - 1))
    }

    /// Earlier days come first.
    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.daysSinceEpoch < right.daysSinceEpoch
    }

    private static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A day of the week; raw values count from Sunday, 0, to Saturday, 6.
package enum Weekday: Int, Sendable {
    case sunday, monday, tuesday, wednesday, thursday, friday, saturday

    /// Whether the day is a Saturday or a Sunday.
    package var isWeekend: Bool { self == .sunday || self == .saturday }
}
