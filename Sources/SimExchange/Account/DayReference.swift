internal import TWSWire

/// An account at the beginning of the day, against which the day's profit is measured.
struct DayReference: Sendable {
    /// The value of the account; stored as part of its row in a state file.
    struct Worth: Sendable, Hashable, Codable {
        /// The net liquidation in the base currency.
        let dayNetLiquidation: Double
    }

    /// The value of the account.
    let worth: Worth
    /// Unrealized and realized profit by conId, in the instrument's currency.
    var profits: [Int: Double] = [:]

    /// Makes a day without positions from the day before.
    init(netLiquidation: Double) { worth = Worth(dayNetLiquidation: netLiquidation) }

    /// Makes the day of a state file, still without positions.
    init(_ worth: Worth) { self.worth = worth }

    /// The value of the account in the base currency.
    var netLiquidation: Double { worth.dayNetLiquidation }

    /// Returns when the day of an instant ends: midnight in New York.
    static func end(ofDay instant: ExchangeInstant) -> ExchangeInstant {
        let zone = ExchangeZone.newYork
        return zone.instant(zone.local(instant).date.adding(days: 1), secondOfDay: 0)
    }
}
