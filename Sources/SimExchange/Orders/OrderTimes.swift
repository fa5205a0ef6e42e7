internal import TWSWire

/// The times in an order's terms.
enum OrderTimes {
    /// Returns when an order starts to work: its goodAfterTime; `nil` for at once.
    ///
    /// - Throws: 337 for an invalid time.
    static func start(_ terms: Order) throws(Rejection) -> ExchangeInstant? {
        guard !terms.goodAfterTime.isEmpty else { return nil }
        return try read(terms.goodAfterTime).instant
    }

    /// Returns when an order with time in force GTD ends: its goodTillDate; `nil` for others.
    ///
    /// A date alone means the end of that day's trading, or of the day itself if there is no trading.
    /// - Throws: 337 for an invalid time, 334 for a missing one.
    static func goodTill(_ terms: Order, _ instrument: Instrument) throws(Rejection) -> ExchangeInstant? {
        guard terms.tif == .goodTillDate else { return nil }
        guard !terms.goodTillDate.isEmpty else { throw .invalidGoodTillDate }
        let time = try read(terms.goodTillDate)
        guard time.isDateOnly else { return time.instant }
        let (calendar, zone) = (instrument.calendar, instrument.calendar.zone)
        let date = ExchangeZone.newYork.local(time.instant).date
        return calendar.sessions(on: date, terms.hours).last?.upperBound
            ?? zone.instant(date.adding(days: 1), secondOfDay: 0)
    }

    private static func read(_ text: String) throws(Rejection) -> ExchangeTime.RequestTime {
        do {
            return try ExchangeTime.parse(text)
        } catch {
            throw .invalidTime
        }
    }
}

extension Order {
    /// The hours in which the order may fill.
    var hours: TradingHours {
        if includeOvernight { return .overnight }
        return outsideRth ? .extended : .regular
    }
}

extension Rejection {
    static let invalidGoodTillDate = Rejection(334, "Invalid Good Till Date order")
    static let invalidTime = Rejection(
        337,
        "The date, time, or time-zone entered is invalid. The correct format is yyyymmdd hh:mm:ss xxx where yyyymmdd "
            + "and xxx are optional. E.g.: 20031126 15:59:00 EST. Note that there is a space between the date and "
            + "time, and between the time and time-zone."
    )
}
