internal import Notation

extension ExchangeTime {
    /// A time that a client wrote in a request.
    package struct RequestTime: Equatable, Sendable {
        /// The instant.
        package let instant: ExchangeInstant

        /// Whether the text named no zone, so that the operator's was assumed: TWS warns with error 2174.
        package let isZoneAssumed: Bool

        /// Whether the text was only a day; the instant is then that day's first.
        package let isDateOnly: Bool
    }

    /// The error for a text in a request that is not a time TWS accepts.
    package struct InvalidTime: Error, Equatable, Sendable {
        /// The text as it was received.
        package let text: String

        /// The TWS error code for it.
        package static let code = 10314

        /// The TWS error text for it.
        package static let message = """
            End Date/Time: The date, time, or time-zone entered is invalid. \
            The correct format is yyyymmdd hh:mm:ss xx/xxxx where yyyymmdd and xx/xxxx are optional. \
            E.g.: 20031126 15:59:00 US/Eastern  Note that there is a space between the date and time, and between the \
            time and time-zone.  If no date is specified, current date is assumed. If no time-zone is specified, local \
            time-zone is assumed(deprecated). You can also provide yyyymmddd-hh:mm:ss time is in UTC. Note that there \
            is a dash between the date and time in UTC notation.
            """
    }

    /// Parses a time in a request: `yyyyMMdd HH:mm:ss ZONE`, `yyyyMMdd HH:mm:ss`, `yyyyMMdd-HH:mm:ss` (UTC) or
    /// `yyyyMMdd`.
    ///
    /// - Parameter operatorZone: The zone of texts without one.
    /// - Throws: `InvalidTime` for any other text, such as an unknown zone, 25 o'clock, 30 February, or a zone
    ///   after the dash form.
    package static func parse(
        _ text: String,
        operatorZone: ExchangeZone = .newYork
    ) throws(InvalidTime) -> RequestTime {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 3, !first.isEmpty else { throw InvalidTime(text: text) }
        if let dash = first.firstIndex(of: "-") {
            guard parts.count == 1, let date = day(first[..<dash]),
                let second = secondOfDay(first[first.index(after: dash)...])
            else { throw InvalidTime(text: text) }
            let instant = ExchangeZone.utc.instant(date, secondOfDay: second)
            return RequestTime(instant: instant, isZoneAssumed: false, isDateOnly: false)
        }
        guard let date = day(first) else { throw InvalidTime(text: text) }
        if parts.count == 1 {
            let instant = operatorZone.instant(date, secondOfDay: 0)
            return RequestTime(instant: instant, isZoneAssumed: true, isDateOnly: true)
        }
        guard let second = secondOfDay(parts[1]) else { throw InvalidTime(text: text) }
        if parts.count == 2 {
            let instant = operatorZone.instant(date, secondOfDay: second)
            return RequestTime(instant: instant, isZoneAssumed: true, isDateOnly: false)
        }
        guard let zone = ExchangeZone(name: parts[2]) else { throw InvalidTime(text: text) }
        let instant = zone.instant(date, secondOfDay: second)
        return RequestTime(instant: instant, isZoneAssumed: false, isDateOnly: false)
    }

    /// Returns the day that `yyyyMMdd` names, or `nil`.
    static func day(_ text: Substring) -> CivilDate? {
        guard let number = Digits.number(text, count: 8) else { return nil }
        return CivilDate(validatingYear: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    private static func secondOfDay(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let hour = number(parts[0]), let minute = number(parts[1]),
            let second = number(parts[2]),
            hour < 24, minute < 60, second < 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func number(_ text: Substring) -> Int? {
        Digits.number(text, count: 2)
    }
}
