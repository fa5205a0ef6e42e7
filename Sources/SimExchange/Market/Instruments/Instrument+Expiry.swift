internal import TWSWire

extension Instrument {
    /// When it trades for the last time and is settled; `nil` for what does not expire.
    ///
    /// Index futures end at 08:30 Chicago, when the opening prices are taken from which the exchange settles them
    /// (CME rulebook, chapters 358 and 353), options with the regular hours of their last day.
    var expiry: ExchangeInstant? {
        guard let day = ExchangeTime.day(Substring(lastTradeDateOrContractMonth)) else { return nil }
        return secType == .future ? day.futureExpiry : day.optionExpiry
    }

    /// An instant, or its last one if that was before.
    func lastTime(upTo time: ExchangeInstant) -> ExchangeInstant { min(time, expiry ?? time) }

    /// Whether it has traded for the last time at an instant.
    func isExpired(at time: ExchangeInstant) -> Bool { expiry.map { $0 <= time } ?? false }
}

extension CivilDate {
    /// When index futures end whose last day it is.
    var futureExpiry: ExchangeInstant { ExchangeZone.chicago.instant(self, secondOfDay: 8 * 3600 + 1800) }

    /// When options on stocks end whose last day it is.
    var optionExpiry: ExchangeInstant {
        TradingCalendar.usOptions.sessions(on: self, regularOnly: true).last?.upperBound
            ?? ExchangeZone.newYork.instant(self, secondOfDay: 16 * 3600)
    }
}
