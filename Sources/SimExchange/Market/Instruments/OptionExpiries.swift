/// The last days of options: Fridays, or the trading day before if a Friday is a holiday.
enum OptionExpiries {
    /// The Friday of week 0; IDs count weeks.
    private static let firstFriday = CivilDate(year: 2020, month: 1, day: 3)

    /// The weeks that IDs can represent.
    static let weeks = 0..<1024

    private static let weeklies = 5
    private static let monthlies = 6
    private static let leaps = 2

    /// Returns the last days of the options listed at an instant, ascending: the next five weeks, the third Fridays of
    /// the next six months, and those of the two following Januaries.
    static func listed(at time: ExchangeInstant) -> [CivilDate] {
        let today = ExchangeZone.newYork.local(time).date
        func live(_ days: [CivilDate], _ count: Int) -> ArraySlice<CivilDate> {
            days.filter { $0.optionExpiry > time && weeks.contains(week(of: $0)) }.prefix(count)
        }
        let weekly = live((0...weeklies).map { day(ofWeek: week(of: today) + $0) }, weeklies)
        let months = live((0...monthlies).map { monthly(today.adding(months: $0)) }, monthlies)
        let year = today.parts.year
        let januaries = (0...leaps + 1).map { monthly(CivilDate(year: year + $0, month: 1, day: 1)) }
            .filter { day in months.last.map { day > $0 } ?? false }.prefix(leaps)
        return Set(weekly + months + live(Array(januaries), leaps)).sorted()
    }

    /// Returns the week whose Friday, or the trading day before it, is a day; for other days, the week of the next one.
    static func week(of day: CivilDate) -> Int {
        let days = day.daysSinceEpoch - firstFriday.daysSinceEpoch + 6
        return days >= 0 ? days / 7 : -1
    }

    /// Returns the last day of a week's options.
    static func day(ofWeek week: Int) -> CivilDate {
        let friday = firstFriday.adding(days: 7 * week)
        return NewYorkHolidays.isClosed(friday) ? TradingCalendar.usStocks.tradingDay(before: friday) : friday
    }

    /// Returns the third Friday of the month of `day`, or the last trading day before it.
    static func monthly(_ day: CivilDate) -> CivilDate {
        let (year, month, _) = day.parts
        return self.day(ofWeek: week(of: .nth(3, .friday, year: year, month: month)))
    }
}
