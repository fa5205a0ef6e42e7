import Testing

@testable import SimExchange

@Suite("TradingCalendar")
struct TradingCalendarTests {
    private static let newYork = TradingCalendar.usStocks

    /// As published by the NYSE ("Holidays and Trading Hours") and, for 2025-01-09, by its notice.
    @Test(arguments: [
        (2024, "0101 0115 0219 0329 0527 0619 0704 0902 1128 1225"),
        (2025, "0101 0109 0120 0217 0418 0526 0619 0704 0901 1127 1225"),
        (2026, "0101 0119 0216 0403 0525 0619 0703 0907 1126 1225"),
        (2027, "0101 0118 0215 0326 0531 0618 0705 0906 1125 1224"),
    ])
    func newYorkHolidays(year: Int, holidays: String) {
        let first = CivilDate(year: year, month: 1, day: 1).daysSinceEpoch
        let closed = (first..<CivilDate(year: year + 1, month: 1, day: 1).daysSinceEpoch)
            .map(CivilDate.init(daysSinceEpoch:))
            .filter { !$0.weekday.isWeekend && !Self.newYork.isTradingDay($0) }
        #expect(closed.map { String($0.text.suffix(4)) }.joined(separator: " ") == holidays)
    }

    @Test(arguments: [
        (2024, "0703 1129 1224"), (2025, "0703 1128 1224"), (2026, "1127 1224"), (2027, "1126"),
    ])
    func newYorkEarlyCloses(year: Int, days: String) {
        let first = CivilDate(year: year, month: 1, day: 1).daysSinceEpoch
        let early = (first..<first + 365).map(CivilDate.init(daysSinceEpoch:)).filter { day in
            let closes = Self.newYork.sessions(on: day, regularOnly: true).map(\.upperBound)
            return closes == [ExchangeZone.newYork.instant(day, secondOfDay: 13 * 3600)]
        }
        #expect(early.map { String($0.text.suffix(4)) }.joined(separator: " ") == days)
    }

    /// The texts of the capture of a live Gateway, made on Sunday, 2026-04-05 (`20260406` to `20260410`).
    @Test func hoursTextsAreThoseOfALiveGateway() {
        let sunday = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 4, day: 5), secondOfDay: 50_000)
        #expect(
            Self.newYork.hoursText(at: sunday, regularOnly: false)
                == "20260405:CLOSED;20260406:0400-20260406:2000;20260407:0400-20260407:2000;"
                + "20260408:0400-20260408:2000;20260409:0400-20260409:2000;20260410:0400-20260410:2000"
        )
        #expect(
            Self.newYork.hoursText(at: sunday, regularOnly: true)
                == "20260405:CLOSED;20260406:0930-20260406:1600;20260407:0930-20260407:1600;"
                + "20260408:0930-20260408:1600;20260409:0930-20260409:1600;20260410:0930-20260410:1600"
        )
    }

    /// Deutsche Boerse, "Trading calendar 2026": no trading on these weekdays.
    @Test func xetraHolidays() {
        let first = CivilDate(year: 2026, month: 1, day: 1).daysSinceEpoch
        let closed = (first..<first + 365).map(CivilDate.init(daysSinceEpoch:))
            .filter { !$0.weekday.isWeekend && !TradingCalendar.xetra.isTradingDay($0) }
        #expect(
            closed.map { String($0.text.suffix(4)) } == ["0101", "0403", "0406", "0501", "1224", "1225", "1231"]
        )
    }

    /// Directive 2000/84/EC: summer time from 29 March to 25 October 2026, changed at 01:00 UTC.
    @Test func frankfurtKeepsSummerTime() throws {
        for (text, hours) in [
            ("20260329-00:59:59", 1), ("20260329-01:00:00", 2), ("20261025-00:59:59", 2), ("20261025-01:00:00", 1),
        ] {
            let instant = try ExchangeTime.parse(text).instant
            #expect(ExchangeZone.frankfurt.offset(at: instant) == hours * 3600, "\(text)")
        }
        // 09:00 in Frankfurt is 08:00 UTC in winter and 07:00 UTC in summer.
        for (day, open) in [("20260105", "20260105-08:00:00"), ("20260706", "20260706-07:00:00")] {
            let date = try #require(ExchangeTime.day(Substring(day)))
            let session = try #require(TradingCalendar.xetra.sessions(on: date, regularOnly: true).first)
            #expect(try ExchangeTime.parse(open).instant == session.lowerBound)
            #expect(session.upperBound == session.lowerBound.adding(seconds: 8 * 3600 + 1800))
        }
    }

    @Test func hoursTextsOfOtherMarkets() {
        let start = ExchangeInstant.virtualStart
        #expect(
            TradingCalendar.hongKongStocks.hoursText(at: start, regularOnly: true, days: 1)
                == "20260105:0930-20260105:1200,20260105:1300-20260105:1600"
        )
        #expect(
            TradingCalendar.usBonds.hoursText(at: start, regularOnly: false, days: 1) == "20260105:0800-20260105:1700"
        )
        #expect(
            TradingCalendar.currencies.hoursText(at: start, regularOnly: false, days: 2)
                == "20260104:1715-20260105:1700;20260105:1715-20260106:1700"
        )
        #expect(
            TradingCalendar.chicagoFutures.hoursText(at: start, regularOnly: false, days: 1)
                == "20260104:1700-20260105:1600"
        )
    }

    @Test func tradingDaysAndOpenings() {
        let saturday = ExchangeZone.newYork.instant(CivilDate(year: 2026, month: 1, day: 3), secondOfDay: 43_200)
        #expect(Self.newYork.tradingDay(atOrBefore: saturday).text == "20260102")
        #expect(!Self.newYork.isOpen(at: saturday, regularOnly: false))
        #expect(
            ExchangeTime.text(Self.newYork.nextOpen(after: saturday, regularOnly: true), in: .newYork)
                == "20260105 09:30:00 US/Eastern"
        )
        let open = Self.newYork.nextOpen(after: saturday, regularOnly: true)
        #expect(Self.newYork.isOpen(at: open, regularOnly: true))
        #expect(!Self.newYork.isOpen(at: open.adding(nanoseconds: -1), regularOnly: true))
        #expect(Self.newYork.isOpen(at: open.adding(nanoseconds: -1), regularOnly: false))
        #expect(Self.newYork.tradingDay(before: CivilDate(year: 2026, month: 1, day: 2)).text == "20251231")
        #expect(Self.newYork.tradingDay(after: CivilDate(year: 2026, month: 1, day: 16)).text == "20260120")
    }

    @Test func eveningSessionsBelongToTheNextDay() {
        let chicago = ExchangeZone.chicago
        let sunday = CivilDate(year: 2026, month: 1, day: 4)
        let futures = TradingCalendar.chicagoFutures
        #expect(futures.tradingDay(atOrBefore: chicago.instant(sunday, secondOfDay: 17 * 3600)).text == "20260105")
        #expect(futures.tradingDay(atOrBefore: chicago.instant(sunday, secondOfDay: 17 * 3600 - 1)).text == "20260102")
        let afternoon = chicago.instant(CivilDate(year: 2026, month: 1, day: 5), secondOfDay: 16 * 3600 + 1800)
        #expect(!futures.isOpen(at: afternoon, regularOnly: false))
    }

    @Test func lunchIsClosedInHongKong() {
        let monday = CivilDate(year: 2026, month: 1, day: 5)
        let open = [34_200, 43_199, 46_800, 57_599], closed = [34_199, 43_200, 46_799, 57_600]
        let calendar = TradingCalendar.hongKongStocks
        for second in open {
            #expect(calendar.isOpen(at: ExchangeZone.hongKong.instant(monday, secondOfDay: second), regularOnly: false))
        }
        for second in closed {
            #expect(
                !calendar.isOpen(at: ExchangeZone.hongKong.instant(monday, secondOfDay: second), regularOnly: false)
            )
        }
    }
}
