internal import CivilTime
internal import SimExchange

/// When a virtual clock starts, as users write it: `2026-03-09`, `2026-03-09 09:25`, by New York's clocks unless a zone
/// follows. A day alone starts at 10:00.
package struct StartTime: Hashable, Sendable {
    let instant: ExchangeInstant

    /// Parses a text.
    ///
    /// - Throws: An error for an invalid time, and for years whose holidays are unknown.
    package init(option text: String) throws(OptionFault) {
        guard let reading = TimeText.read(text) else {
            throw OptionFault("no time; write 2026-03-09 or \"2026-03-09 09:25\"")
        }
        let time = LocalTime(seconds: reading.time.seconds + (reading.hasClock ? 0 : 36_000))
        let seconds: Int64
        switch reading.zone {
        case nil: seconds = ZoneRules.newYork.moment(time)
        case .offset(let offset): seconds = time.seconds - Int64(offset)
        case .name(let name):
            guard let zone = ZoneDatabase.rules(name) else { throw OptionFault("the system knows no zone \(name)") }
            seconds = zone.moment(time)
        }
        let year = ZoneRules.newYork.local(seconds).date.year
        guard MarketDataFiles.years.contains(year) else {
            throw OptionFault(
                "holidays are known from \(MarketDataFiles.years.lowerBound) to \(MarketDataFiles.years.upperBound)"
            )
        }
        instant = ExchangeInstant(seconds: seconds)
    }
}
