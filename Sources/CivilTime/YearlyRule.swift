internal import Notation

/// What a zone does every year after the last change listed in its file: a POSIX `TZ` text such as
/// `EST5EDT,M3.2.0,M11.1.0`.
struct YearlyRule: Hashable, Sendable {
    /// A moment of the year, on clocks as they are set before it.
    struct Change: Hashable, Sendable {
        enum Day: Hashable, Sendable {
            /// 1 to 365; February 29 is never counted.
            case julian(Int)
            /// 0 to 365; February 29 is counted.
            case zeroBased(Int)
            /// A weekday (0 is Sunday) of a week (5 is the last) of a month.
            case weekday(Int, week: Int, month: Int)
        }

        var day: Day
        /// Seconds from midnight; may be negative or beyond a day.
        var time = 7_200

        /// Seconds from the epoch of this change in a year, on those clocks.
        func local(in year: Int) -> Int64 {
            let start = CivilDays.count(year: year, month: 1, day: 1)
            let days: Int
            switch day {
            case .julian(let number):
                let isLeap = CivilDays.count(year: year + 1, month: 1, day: 1) - start == 366
                days = start + number - 1 + (isLeap && number >= 60 ? 1 : 0)
            case .zeroBased(let number): days = start + number
            case .weekday(let weekday, let week, let month):
                let first = CivilDays.count(year: year, month: month, day: 1)
                let next = month == 12 ? (year + 1, 1) : (year, month + 1)
                let end = CivilDays.count(year: next.0, month: next.1, day: 1)
                var day = first + (weekday - (first + 4)).flooredRemainder(7) + 7 * (week - 1)
                while day >= end { day -= 7 }
                days = day
            }
            return Int64(days) * 86_400 + Int64(time)
        }
    }

    let standard: ZoneRules.Setting
    /// Daylight saving time with its beginning and end; `nil` if there is none.
    let daylight: (setting: ZoneRules.Setting, begin: Change, end: Change)?

    static func == (left: YearlyRule, right: YearlyRule) -> Bool {
        left.standard == right.standard && left.daylight?.setting == right.daylight?.setting
            && left.daylight?.begin == right.daylight?.begin && left.daylight?.end == right.daylight?.end
    }

    func hash(into hasher: inout Hasher) { hasher.combine(standard) }

    func setting(at moment: Int64) -> ZoneRules.Setting {
        guard let daylight else { return standard }
        let year = LocalTime(seconds: moment + Int64(standard.offset)).date.year
        let begin = daylight.begin.local(in: year) - Int64(standard.offset)
        let end = daylight.end.local(in: year) - Int64(daylight.setting.offset)
        // South of the equator, summer spans the new year.
        let isSummer = begin < end ? (begin..<end).contains(moment) : !(end..<begin).contains(moment)
        return isSummer ? daylight.setting : standard
    }
}

extension YearlyRule {
    /// Parses a `TZ` text; `nil` if its form is unknown.
    init?(_ text: String) {
        var reader = Reader(rest: Substring(text))
        guard let name = reader.name(), let offset = reader.duration() else { return nil }
        standard = ZoneRules.Setting(offset: -offset, isDaylight: false, abbreviation: name)
        if reader.rest.isEmpty {
            daylight = nil
            return
        }
        guard let summer = reader.name() else { return nil }
        let summerOffset = reader.rest.first == "," ? -offset + 3_600 : reader.duration().map { -$0 }
        guard let summerOffset, reader.take(","), let begin = reader.change(), reader.take(","),
            let end = reader.change(), reader.rest.isEmpty
        else { return nil }
        daylight = (ZoneRules.Setting(offset: summerOffset, isDaylight: true, abbreviation: summer), begin, end)
    }

    private struct Reader {
        var rest: Substring

        mutating func take(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest = rest.dropFirst()
            return true
        }

        mutating func name() -> String? {
            if take("<") {
                guard let end = rest.firstIndex(of: ">") else { return nil }
                defer { rest = rest[rest.index(after: end)...] }
                return String(rest[..<end])
            }
            let name = rest.prefix { $0.isLetter }
            guard name.count >= 3 else { return nil }
            rest = rest[name.endIndex...]
            return String(name)
        }

        mutating func number(upTo most: Int) -> Int? {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard (1...4).contains(digits.count), let number = Int(digits), number <= most else { return nil }
            rest = rest[digits.endIndex...]
            return number
        }

        /// Parses `[+-]hh[:mm[:ss]]`, in seconds.
        mutating func duration() -> Int? {
            let sign = take("-") ? -1 : 1
            if sign == 1 { _ = take("+") }
            guard let hours = number(upTo: 167) else { return nil }
            var seconds = hours * 3_600
            for unit in [60, 1] where take(":") {
                guard let part = number(upTo: 59) else { return nil }
                seconds += part * unit
            }
            return sign * seconds
        }

        mutating func change() -> Change? {
            let day: Change.Day
            if take("M") {
                guard let month = number(upTo: 12), month > 0, take("."), let week = number(upTo: 5), week > 0,
                    take("."),
                    let weekday = number(upTo: 6)
                else { return nil }
                day = .weekday(weekday, week: week, month: month)
            } else if take("J") {
                guard let number = number(upTo: 365), number > 0 else { return nil }
                day = .julian(number)
            } else {
                guard let number = number(upTo: 365) else { return nil }
                day = .zeroBased(number)
            }
            var change = Change(day: day)
            if take("/") {
                guard let time = duration() else { return nil }
                change.time = time
            }
            return change
        }
    }
}
