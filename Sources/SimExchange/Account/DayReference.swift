internal import TWSWire

/// An account as it was at the beginning of the day, against which the day's profit counts.
struct DayReference: Sendable {
    /// What the account was worth; part of its row of a state file as it is.
    struct Worth: Sendable, Hashable, Codable {
        /// In the base currency.
        let dayNetLiquidation: Double
    }

    /// Worth of the account.
    let worth: Worth
    /// Open and realised profit by conId, in the instrument's currency.
    var profits: [Int: Double] = [:]

    /// A day without positions from the day before.
    init(netLiquidation: Double) { worth = Worth(dayNetLiquidation: netLiquidation) }

    /// The day of a state file, as yet without positions.
    init(_ worth: Worth) { self.worth = worth }

    /// Worth of the account in the base currency.
    var netLiquidation: Double { worth.dayNetLiquidation }

    /// When the day of an instant ends: midnight in New York.
    static func end(ofDay instant: ExchangeInstant) -> ExchangeInstant {
        let zone = ExchangeZone.newYork
        return zone.instant(zone.local(instant).date.adding(days: 1), secondOfDay: 0)
    }
}
