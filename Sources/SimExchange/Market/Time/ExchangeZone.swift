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

    /// Whether daylight saving time is in effect; see ``SummerTimes``.
    private func isSummer(at instant: ExchangeInstant) -> Bool {
        self == .frankfurt
            ? SummerTimes.europe.contain(instant.seconds)
            : SummerTimes.america.contain(instant.seconds + Int64(standardOffset))
    }
}
