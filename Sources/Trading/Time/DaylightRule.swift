internal import Notation

/// Standard time, and daylight saving time between two days of each year, as POSIX writes them in `TZ`:
/// `EST5EDT,M3.2.0,M11.1.0`.
///
/// Days are taken in the form `Mmonth.week.weekday` only, which is the one that the zone database uses.
struct DaylightRule: Sendable, Hashable {
    private struct Change: Hashable {
        let month, week, weekday, second: Int

        /// The local second since 1970-01-01 at which the clocks change in a year.
        func local(_ year: Int) -> Int {
            let first = CivilDays.count(year: year, month: month, day: 1)
            // 1970-01-01 was a Thursday.
            let firstWeekday = ((first + 4) % 7 + 7) % 7
            var day = first + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
            let next = CivilDays.count(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1)
            while day >= next { day -= 7 }
            return day * 86_400 + second
        }
    }

    private let standard: Int
    private let summer: (offset: Int, begin: Change, end: Change)?

    static func == (left: Self, right: Self) -> Bool {
        left.standard == right.standard && left.summer?.offset == right.summer?.offset
            && left.summer?.begin == right.summer?.begin && left.summer?.end == right.summer?.end
    }

    func hash(into hasher: inout Hasher) { hasher.combine(standard) }

    /// Reads the text; `nil` for one that is none.
    init?(_ text: String) {
        var rest = text[...]
        guard Self.skipName(&rest), let west = Self.time(&rest) else { return nil }
        standard = -west
        if rest.isEmpty {
            summer = nil
            return
        }
        guard Self.skipName(&rest) else { return nil }
        let offset = rest.first == "," ? standard + 3600 : Self.time(&rest).map { -$0 }
        let parts = rest.split(separator: ",", omittingEmptySubsequences: false)
        guard let offset, parts.count == 3, let begin = Self.change(parts[1]), let end = Self.change(parts[2]) else {
            return nil
        }
        summer = (offset, begin, end)
    }

    /// Seconds ahead of UTC at a moment.
    func offset(at seconds: Int) -> Int {
        guard let summer else { return standard }
        let days = Int((Double(seconds + standard) / 86_400).rounded(.down))
        let year = CivilDays.date(days).year
        let begin = summer.begin.local(year) - standard
        let end = summer.end.local(year) - summer.offset
        let isSummer = begin < end ? (begin..<end).contains(seconds) : !(end..<begin).contains(seconds)
        return isSummer ? summer.offset : standard
    }

    /// Letters, or anything in angle brackets.
    private static func skipName(_ rest: inout Substring) -> Bool {
        if rest.first == "<" {
            guard let end = rest.firstIndex(of: ">") else { return false }
            rest = rest[rest.index(after: end)...]
            return true
        }
        let before = rest.count
        rest = rest.drop { $0.isASCII && $0.isLetter }
        return before - rest.count >= 3
    }

    /// `[+-]hours[:minutes[:seconds]]` in seconds.
    private static func time(_ rest: inout Substring) -> Int? {
        let text = rest.prefix { $0.isWholeNumber || "+-:".contains($0) }
        rest = rest.dropFirst(text.count)
        let digits = text.drop { "+-".contains($0) }
        let parts = digits.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard (1...3).contains(parts.count), parts.allSatisfy({ (0...167).contains($0) }) else { return nil }
        let seconds = parts[0] * 3600 + (parts.count > 1 ? parts[1] * 60 : 0) + (parts.count > 2 ? parts[2] : 0)
        return text.first == "-" ? -seconds : seconds
    }

    private static func change(_ text: Substring) -> Change? {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard let day = parts.first, day.first == "M" else { return nil }
        let numbers = day.dropFirst().split(separator: ".").map { Int($0) ?? -1 }
        guard numbers.count == 3, (1...12).contains(numbers[0]), (1...5).contains(numbers[1]),
            (0...6).contains(numbers[2])
        else { return nil }
        var second = 7200
        if parts.count > 1 {
            var rest = parts[1]
            guard let time = time(&rest), rest.isEmpty else { return nil }
            second = time
        }
        return Change(month: numbers[0], week: numbers[1], weekday: numbers[2], second: second)
    }
}
