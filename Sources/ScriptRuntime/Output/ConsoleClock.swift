internal import Glibc
internal import ScriptHost
internal import SimExchange
internal import Trading

/// The time of day in front of lines for people: `10:00:03.120`.
struct ConsoleClock: Sendable {
    /// A calendar day and the second in it.
    private struct Local {
        let (year, month, day): (Int, Int, Int)
        let second: Int
    }

    private let zone: Console.Zone
    /// Whether the day precedes it: `2020-08-31 09:30:00.000`.
    private(set) var showsDays: Bool
    /// The day of the first line; `nil` before it.
    private var firstDay: (Int, Int, Int)?
    /// The last second that was turned to, and its text up to the milliseconds: many lines share one.
    private var current: (second: Int64, text: [UInt8])?

    /// - Parameter showsDays: Whether the day precedes the time from the first line on.
    init(zone: Console.Zone, showsDays: Bool = false) {
        self.zone = zone
        self.showsDays = showsDays
        if case .local = zone { tzset() }
    }

    /// Notes the moment of a line: from the first line of another day on, the day precedes the time.
    mutating func turn(to moment: RunInstant) {
        let seconds = moment.wholeSeconds.seconds
        guard current?.second != seconds else { return }
        let local = local(seconds)
        let day = (local.year, local.month, local.day)
        if let firstDay, firstDay != day { showsDays = true }
        firstDay = firstDay ?? day
        current = (seconds, text(local))
    }

    /// Returns hours, minutes, seconds and milliseconds, rounded down.
    func text(_ moment: RunInstant) -> String {
        var digits: [UInt8] = []
        write(moment, to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    /// Appends the same text.
    func write(_ moment: RunInstant, to bytes: inout [UInt8]) {
        let (seconds, nanoseconds) = moment.wholeSeconds
        if let current, current.second == seconds {
            bytes.append(contentsOf: current.text)
        } else {
            bytes.append(contentsOf: text(local(seconds)))
        }
        Self.append(Int(nanoseconds / 1_000_000), places: 3, to: &bytes)
    }

    /// Returns the time up to the point before the milliseconds.
    private func text(_ local: Local) -> [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(24)
        if showsDays {
            Self.append(local.year / 100, places: 2, to: &digits)
            for (number, end) in [(local.year % 100, "-"), (local.month, "-"), (local.day, " ")]
                as [(Int, Unicode.Scalar)]
            {
                Self.append(number, places: 2, to: &digits)
                digits.append(UInt8(ascii: end))
            }
        }
        let second = local.second
        for (number, end) in [(second / 3_600, ":"), (second / 60 % 60, ":"), (second % 60, ".")]
            as [(Int, Unicode.Scalar)]
        {
            Self.append(number, places: 2, to: &digits)
            digits.append(UInt8(ascii: end))
        }
        return digits
    }

    private func local(_ seconds: Int64) -> Local {
        switch zone {
        case .newYork:
            let local = ExchangeZone.newYork.local(ExchangeInstant(seconds: seconds))
            let (year, month, day) = local.date.parts
            return Local(year: year, month: month, day: day, second: local.secondOfDay)
        case .local:
            var (time, parts) = (time_t(seconds), tm())
            localtime_r(&time, &parts)
            // A leap second would be the 61st of its minute.
            let second = Int(parts.tm_hour) * 3_600 + Int(parts.tm_min) * 60 + min(59, Int(parts.tm_sec))
            return Local(
                year: Int(parts.tm_year) + 1900,
                month: Int(parts.tm_mon) + 1,
                day: Int(parts.tm_mday),
                second: second
            )
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

extension RunInstant {
    /// The seconds, rounded down, and the nanoseconds above them.
    fileprivate var wholeSeconds: (seconds: Int64, nanoseconds: Int64) {
        let (quotient, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return rest < 0 ? (quotient - 1, rest + 1_000_000_000) : (quotient, rest)
    }
}
