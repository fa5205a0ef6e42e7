import SimExchange
import Testing

/// Sessions by the kind of hours: regular, extended, with the night.
@Suite struct TradingHoursTests {
    private func time(_ day: Int, _ hour: Int, _ minute: Int = 0) -> ExchangeInstant {
        ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: day), secondOfDay: hour * 3600 + minute * 60)
    }

    /// 2026-01-05 is a Monday; the 19th is a holiday, the 16th the Friday before.
    @Test(arguments: [
        (5, 9, 29, false, true, true), (5, 9, 30, true, true, true), (5, 16, 0, false, true, true),
        (5, 20, 0, false, false, true), (6, 3, 49, false, false, true), (6, 3, 50, false, false, false),
        (6, 4, 0, false, true, true), (9, 20, 0, false, false, false), (18, 21, 0, false, false, false),
        (19, 12, 0, false, false, false), (19, 20, 0, false, false, true),
    ])
    func stocks(_ day: Int, _ hour: Int, _ minute: Int, _ regular: Bool, _ extended: Bool, _ overnight: Bool) {
        let instant = time(day, hour, minute)
        let calendar = TradingCalendar.usStocks
        #expect((calendar.session(at: instant, .regular) != nil) == regular)
        #expect((calendar.session(at: instant, .extended) != nil) == extended)
        #expect((calendar.session(at: instant, .overnight) != nil) == overnight)
    }

    @Test func nextAndLastSession() {
        let saturday = time(17, 12)
        #expect(TradingCalendar.usStocks.nextSession(after: saturday, .regular).lowerBound == time(20, 9, 30))
        #expect(TradingCalendar.usStocks.lastSession(endedBy: saturday, .extended).upperBound == time(16, 20))
        #expect(TradingCalendar.usStocks.dayEnd(after: saturday, .regular) == time(20, 16))
        #expect(TradingCalendar.usStocks.dayEnd(after: time(5, 12), .extended) == time(5, 20))
    }

    @Test func hongKongsDayEndsWithItsSecondSession() {
        let zone = ExchangeZone.hongKong
        let date = CivilDate(year: 2026, month: 1, day: 5)
        let noon = zone.instant(date, secondOfDay: 12 * 3600 + 1800)
        #expect(TradingCalendar.hongKongStocks.session(at: noon, .regular) == nil)
        #expect(TradingCalendar.hongKongStocks.dayEnd(after: noon, .regular) == zone.instant(date, secondOfDay: 57_600))
    }
}
