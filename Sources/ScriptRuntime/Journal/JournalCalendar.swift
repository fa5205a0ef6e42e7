internal import Glibc
internal import Notation
internal import SimExchange
internal import Trading

/// The days and times of a journal: New York's for the embedded simulator, otherwise the machine's.
struct JournalCalendar {
    let zone: Console.Zone
    private let clock: ConsoleClock

    init(_ zone: Console.Zone) {
        self.zone = zone
        clock = ConsoleClock(zone: zone)
    }

    /// Returns a moment as `2026-01-05 10:00:03.120`.
    func text(_ moment: RunInstant) -> String {
        let (year, month, day) = date(moment)
        return "\(Digits.padded(year, to: 4))-\(Digits.padded(month, to: 2))-\(Digits.padded(day, to: 2)) "
            + clock.text(moment)
    }

    /// Returns when the day of a moment began.
    func dayBegin(_ moment: RunInstant) -> RunInstant {
        let (year, month, day) = date(moment)
        return begin(year, month, day)
    }

    /// Returns when a day such as `2026-01-05` began; `nil` for any other text.
    func dayBegin(_ text: String) -> RunInstant? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Digits.number(parts[0], count: 4),
            let month = Digits.number(parts[1], count: 2),
            let day = Digits.number(parts[2], count: 2), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        return begin(year, month, day)
    }

    private func date(_ moment: RunInstant) -> (year: Int, month: Int, day: Int) {
        let seconds = Int64((Double(moment.nanoseconds) / 1e9).rounded(.down))
        switch zone {
        case .newYork: return ExchangeZone.newYork.local(ExchangeInstant(seconds: seconds)).date.parts
        case .local:
            var (time, parts) = (time_t(seconds), tm())
            localtime_r(&time, &parts)
            return (Int(parts.tm_year) + 1_900, Int(parts.tm_mon) + 1, Int(parts.tm_mday))
        }
    }

    private func begin(_ year: Int, _ month: Int, _ day: Int) -> RunInstant {
        switch zone {
        case .newYork:
            let date = CivilDate(year: year, month: month, day: day)
            let instant = ExchangeZone.newYork.instant(date, secondOfDay: 0)
            return RunInstant(nanoseconds: instant.nanoseconds(since: ExchangeInstant(nanoseconds: 0)))
        case .local:
            var parts = tm()
            (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(year - 1_900), Int32(month - 1), Int32(day))
            parts.tm_isdst = -1
            return RunInstant(seconds: Double(mktime(&parts)))
        }
    }
}
