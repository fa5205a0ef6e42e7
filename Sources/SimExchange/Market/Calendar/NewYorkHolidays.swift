/// The holidays of the New York Stock Exchange, by its rules (NYSE rule 7.2) and the special closings since 2012.
///
/// Juneteenth is observed from 2022 and Martin Luther King Day from 1998. Special closings before 2012 are not
/// included.
enum NewYorkHolidays {
    /// Whether the exchange is closed all day on `date`, a weekday.
    static func isClosed(_ date: CivilDate) -> Bool {
        let (year, month, day) = date.parts
        switch month {
        case 1:
            return isObserved(date, day: 1) || special.contains(date)
                || (year >= 1998 && date == .nth(3, .monday, year: year, month: 1))
        case 2: return date == .nth(3, .monday, year: year, month: 2)
        case 3, 4: return isGoodFriday(date)
        case 5: return date == .nth(0, .monday, year: year, month: 5)
        case 6: return year >= 2022 && isObserved(date, day: 19)
        case 7: return isObserved(date, day: 4)
        case 9: return date == .nth(1, .monday, year: year, month: 9)
        case 10: return special.contains(date)
        case 11: return date == .nth(4, .thursday, year: year, month: 11)
        case 12: return isObserved(date, day: 25) || (day == 5 && special.contains(date))
        default: return false
        }
    }

    /// Whether the exchange closes at 13:00: the day after Thanksgiving, and 3 July and 24 December if the following
    /// day is a holiday on a weekday.
    static func isEarlyClose(_ date: CivilDate) -> Bool {
        let (year, month, day) = date.parts
        switch (month, day) {
        case (7, 3), (12, 24): return !date.adding(days: 1).weekday.isWeekend
        case (11, 22...29): return date == CivilDate.nth(4, .thursday, year: year, month: 11).adding(days: 1)
        default: return false
        }
    }

    /// Whether `date` is the Friday before Easter.
    static func isGoodFriday(_ date: CivilDate) -> Bool {
        guard date.weekday == .friday else { return false }
        let (year, month, _) = date.parts
        return (month == 3 || month == 4) && date == easter(of: year).adding(days: -2)
    }

    /// National mourning 2018-12-05 and 2025-01-09, hurricane 2012-10-29 and 30.
    private static let special: Set<CivilDate> = [
        CivilDate(year: 2012, month: 10, day: 29), CivilDate(year: 2012, month: 10, day: 30),
        CivilDate(year: 2018, month: 12, day: 5), CivilDate(year: 2025, month: 1, day: 9),
    ]

    /// Whether a holiday with a fixed date is observed on `date`: on the Friday before a Saturday, on the Monday after
    /// a Sunday; a New Year's Day on a Saturday is not observed, as the Friday ends the year.
    private static func isObserved(_ date: CivilDate, day: Int) -> Bool {
        let actual = date.parts.day
        if actual == day { return !date.weekday.isWeekend }
        if actual == day - 1 { return date.weekday == .friday }
        return actual == day + 1 && date.weekday == .monday
    }

    /// Easter Sunday by the anonymous Gregorian algorithm (Meeus, "Astronomical Algorithms", chapter 8).
    private static func easter(of year: Int) -> CivilDate {
        let golden = year % 19
        let (century, rest) = (year / 100, year % 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
        let shift = (golden + 11 * epact + 22 * weekday) / 451
        let sum = epact + weekday - 7 * shift + 114
        return CivilDate(year: year, month: sum / 31, day: sum % 31 + 1)
    }
}
