internal import Notation

/// What a wall clock shows: a day and a time of day, without a zone.
package struct LocalTime: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01 00:00 on that clock; negative before.
    package let seconds: Int64

    /// The time a number of seconds after 1970-01-01 00:00.
    package init(seconds: Int64) { self.seconds = seconds }

    /// Makes a time from parts that may overflow: month 13 is January of the next year, second -1 is the one before
    /// midnight.
    ///
    /// - Returns: `nil` for years beyond ±100,000, and for parts whose sum overflows.
    package init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        let limits = -(1 << 40)...1 << 40
        guard (-100_000...100_000).contains(year), (-1_200_000...1_200_000).contains(month),
            [day, hour, minute, second].allSatisfy(limits.contains)
        else { return nil }
        let months = year * 12 + month - 1
        let (wholeYear, rest) = (months.flooredQuotient(12), months.flooredRemainder(12))
        let days = CivilDays.count(year: wholeYear, month: rest + 1, day: 1) + day - 1
        seconds = Int64(days) * 86_400 + Int64(hour) * 3_600 + Int64(minute) * 60 + Int64(second)
    }

    /// Days since 1970-01-01.
    package var days: Int { Int(seconds.flooredQuotient(86_400)) }

    /// Second of the day, 0 to 86,399.
    package var secondOfDay: Int { Int(seconds.flooredRemainder(86_400)) }

    /// Year, month (1 to 12) and day (1 to 31).
    package var date: (year: Int, month: Int, day: Int) { CivilDays.date(days) }

    /// Hour of the day, 0 to 23.
    package var hour: Int { secondOfDay / 3_600 }

    /// Minute of the hour, 0 to 59.
    package var minute: Int { secondOfDay / 60 % 60 }

    /// Second of the minute, 0 to 59.
    package var second: Int { secondOfDay % 60 }

    /// Day of the week, 0 for Sunday to 6.
    package var weekday: Int { (days + 4).flooredRemainder(7) }

    /// Day of the year, 1 to 366.
    package var dayOfYear: Int { days - CivilDays.count(year: date.year, month: 1, day: 1) + 1 }

    /// Whether `left` is earlier.
    package static func < (left: LocalTime, right: LocalTime) -> Bool { left.seconds < right.seconds }
}

extension FixedWidthInteger {
    /// Returns the quotient rounded down; the divisor must be positive.
    func flooredQuotient(_ divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// Returns the remainder of a division that rounds down: 0 to `divisor` - 1.
    func flooredRemainder(_ divisor: Self) -> Self {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
