internal import Glibc
internal import ScriptHost
internal import SimExchange
internal import Trading

/// The time of day in front of lines for people: `10:00:03.120`.
struct ConsoleClock: Sendable {
    private let zone: Console.Zone
    private let showsDays: Bool

    /// - Parameter showsDays: Whether the day in New York precedes it: `2020-08-31 09:30:00.000`.
    init(zone: Console.Zone, showsDays: Bool = false) {
        self.zone = zone
        self.showsDays = showsDays
        if case .local = zone { tzset() }
    }

    /// Returns hours, minutes, seconds and milliseconds, rounded down.
    func text(_ moment: RunInstant) -> String {
        let (quotient, rest) = moment.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let (seconds, nanoseconds) = rest < 0 ? (quotient - 1, rest + 1_000_000_000) : (quotient, rest)
        let day = secondOfDay(seconds)
        var digits: [UInt8] = []
        digits.reserveCapacity(24)
        if showsDays {
            let (year, month, date) = ExchangeZone.newYork.local(ExchangeInstant(seconds: seconds)).date.parts
            for (number, places) in [(year / 100, 2), (year % 100, 2), (-1, 0), (month, 2), (-1, 0), (date, 2)] {
                if number < 0 {
                    digits.append(UInt8(ascii: "-"))
                } else {
                    Self.append(number, places: places, to: &digits)
                }
            }
            digits.append(UInt8(ascii: " "))
        }
        for (number, end) in [(day / 3_600, ":"), (day / 60 % 60, ":"), (day % 60, ".")] as [(Int, Unicode.Scalar)] {
            Self.append(number, places: 2, to: &digits)
            digits.append(UInt8(ascii: end))
        }
        Self.append(Int(nanoseconds / 1_000_000), places: 3, to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    private func secondOfDay(_ seconds: Int64) -> Int {
        switch zone {
        case .newYork: return ExchangeZone.newYork.local(ExchangeInstant(seconds: seconds)).secondOfDay
        case .local:
            var (time, parts) = (time_t(seconds), tm())
            localtime_r(&time, &parts)
            // A leap second would be the 61st of its minute.
            return Int(parts.tm_hour) * 3_600 + Int(parts.tm_min) * 60 + min(59, Int(parts.tm_sec))
        }
    }

    private static func append(_ number: Int, places: Int, to digits: inout [UInt8]) {
        var divisor = places == 3 ? 100 : 10
        while divisor > 0 {
            digits.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}
