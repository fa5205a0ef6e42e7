internal import TWSWire

/// An account as it was at the beginning of the day, against which the day's profit counts.
struct DayReference: Sendable {
    /// Worth of the account in the base currency.
    let netLiquidation: Double
    /// Open and realised profit by conId, in the instrument's currency.
    var profits: [Int: Double] = [:]

    /// When the day of an instant ends: midnight in New York.
    static func end(ofDay instant: ExchangeInstant) -> ExchangeInstant {
        let zone = ExchangeZone.newYork
        return zone.instant(zone.local(instant).date.adding(days: 1), secondOfDay: 0)
    }
}
