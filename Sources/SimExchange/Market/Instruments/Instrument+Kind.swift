internal import TWSWire

extension Instrument {
    /// Whether it is an option on a stock or a future.
    package var isOption: Bool { secType == .option || secType == .futuresOption }

    /// Whether it has bid and ask; an index has not.
    var hasBook: Bool { secType != .index }

    /// Whether it has reported trades, not only quotes.
    var hasTrades: Bool { ![.forex, .contractForDifference, .commodity].contains(secType) }

    /// Whether it is not paid for: a position is worth what it has gained since it was opened.
    var isMargined: Bool { secType == .future || secType == .contractForDifference }

    /// Whether it can be ordered; an index and a continuous future cannot.
    var isTraded: Bool { secType != .index && secType != .continuousFuture }

    /// Returns an instant, or the expiry if that is earlier.
    func lastTime(upTo time: ExchangeInstant) -> ExchangeInstant { min(time, expiry ?? time) }

    /// Whether its last trade lies before an instant.
    func isExpired(at time: ExchangeInstant) -> Bool { expiry.map { $0 <= time } ?? false }
}

extension CivilDate {
    /// When options on stocks end on their last day: with the regular hours.
    var optionExpiry: ExchangeInstant {
        TradingCalendar.usOptions.sessions(on: self, regularOnly: true).last?.upperBound
            ?? ExchangeZone.newYork.instant(self, secondOfDay: 16 * 3600)
    }
}
