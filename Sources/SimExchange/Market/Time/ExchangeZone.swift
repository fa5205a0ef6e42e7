/// A time zone of a simulated exchange.
package enum ExchangeZone: String, CaseIterable, Sendable {
    case newYork = "US/Eastern"
    case chicago = "US/Central"
    case frankfurt = "MET"
    case hongKong = "Asia/Hong_Kong"
    case utc = "UTC"

    /// Makes the zone with a name that TWS accepts, or `nil`; case does not matter. Abbreviations such as EDT are not
    /// accepted: TWS refuses them.
    package init?(name: some StringProtocol) {
        switch name.uppercased() {
        case "US/EASTERN", "AMERICA/NEW_YORK", "EST5EDT": self = .newYork
        case "US/CENTRAL", "AMERICA/CHICAGO", "CST6CDT": self = .chicago
        case "MET", "CET", "EUROPE/BERLIN": self = .frankfurt
        case "ASIA/HONG_KONG", "HONGKONG": self = .hongKong
        case "UTC", "GMT", "ETC/UTC": self = .utc
        default: return nil
        }
    }

    /// The name TWS uses in texts, for example `US/Eastern`.
    package var name: String { rawValue }

    /// Returns how many seconds the zone's clocks are ahead of UTC at `instant`; negative west of Greenwich.
    package func offset(at instant: ExchangeInstant) -> Int {
        switch self {
        case .utc: 0
        case .hongKong: 8 * 3600
        case .newYork, .chicago, .frankfurt: standardOffset + (isSummer(at: instant) ? 3600 : 0)
        }
    }

    /// Returns the day and the second of the day that the zone's clocks show at `instant`.
    package func local(_ instant: ExchangeInstant) -> (date: CivilDate, secondOfDay: Int) {
        let shifted = Int(instant.seconds) + offset(at: instant)
        let day = Int(ExchangeInstant.floorDivide(Int64(shifted), 86_400))
        return (CivilDate(daysSinceEpoch: day), shifted - day * 86_400)
    }

    /// Returns the instant at which the zone's clocks show `secondOfDay` on `date`.
    ///
    /// Seconds below 0 or above 86,399 run over into the adjacent days. If an hour occurs twice, the first one counts;
    /// an hour skipped in spring means the one after it.
    package func instant(_ date: CivilDate, secondOfDay: Int) -> ExchangeInstant {
        let wall = Int64(date.daysSinceEpoch) * 86_400 + Int64(secondOfDay)
        let standard = ExchangeInstant(seconds: wall - Int64(standardOffset))
        let summer = standard.adding(seconds: -3600)
        return self != .utc && self != .hongKong && isSummer(at: summer) ? summer : standard
    }

    private var standardOffset: Int {
        switch self {
        case .newYork: -5 * 3600
        case .chicago: -6 * 3600
        case .frankfurt: 3600
        case .hongKong: 8 * 3600
        case .utc: 0
        }
    }

    /// Whether daylight saving time is in effect: in the US from 02:00 standard time to 02:00 daylight time of the
    /// legal days, in Europe between 01:00 UTC of the last Sundays of March and October (Directive 2000/84/EC).
    private func isSummer(at instant: ExchangeInstant) -> Bool {
        if self == .frankfurt {
            let year = CivilDate(daysSinceEpoch: Int(ExchangeInstant.floorDivide(instant.seconds, 86_400))).parts.year
            func change(_ month: Int) -> Int64 {
                Int64(CivilDate.nth(0, .sunday, year: year, month: month).daysSinceEpoch) * 86_400 + 3600
            }
            return instant.seconds >= change(3) && instant.seconds < change(10)
        }
        let standard = instant.seconds + Int64(standardOffset)
        let day = CivilDate(daysSinceEpoch: Int(ExchangeInstant.floorDivide(standard, 86_400)))
        let (first, last) = Self.summer(of: day.parts.year)
        let start = Int64(first.daysSinceEpoch) * 86_400 + 7200
        let end = Int64(last.daysSinceEpoch) * 86_400 + 3600
        return standard >= start && standard < end
    }

    /// Returns the first and the last day of US daylight saving time: Energy Policy Act of 2005, and before that the
    /// rules of 1987 and 1966.
    private static func summer(of year: Int) -> (CivilDate, CivilDate) {
        switch year {
        case 2007...:
            (.nth(2, .sunday, year: year, month: 3), .nth(1, .sunday, year: year, month: 11))
        case 1987...2006:
            (.nth(1, .sunday, year: year, month: 4), .nth(0, .sunday, year: year, month: 10))
        default:
            (.nth(0, .sunday, year: year, month: 4), .nth(0, .sunday, year: year, month: 10))
        }
    }
}
