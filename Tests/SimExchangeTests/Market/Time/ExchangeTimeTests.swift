import Testing

@testable import SimExchange

@Suite("ExchangeTime")
struct ExchangeTimeTests {
    /// Epoch seconds from GNU date.
    @Test(arguments: [
        (Int64(1_767_625_200), ExchangeZone.newYork, "20260105 10:00:00 US/Eastern"),
        (1_776_108_424, .newYork, "20260413 15:27:04 US/Eastern"),
        (1_772_953_199, .newYork, "20260308 01:59:59 US/Eastern"),
        (1_772_953_200, .newYork, "20260308 03:00:00 US/Eastern"),
        (1_793_512_799, .newYork, "20261101 01:59:59 US/Eastern"),
        (1_793_512_800, .newYork, "20261101 01:00:00 US/Eastern"),
        (1_793_516_400, .newYork, "20261101 02:00:00 US/Eastern"),
        (1_772_956_800, .chicago, "20260308 03:00:00 US/Central"),
        (1_767_625_200, .hongKong, "20260105 23:00:00 Asia/Hong_Kong"),
        (345_479_400, .newYork, "19801212 09:30:00 US/Eastern"),
        (1_143_961_200, .newYork, "20060402 03:00:00 US/Eastern"),
    ])
    func textShowsTheClockOfTheZone(seconds: Int64, zone: ExchangeZone, text: String) {
        #expect(ExchangeTime.text(ExchangeInstant(seconds: seconds), in: zone) == text)
    }

    @Test func otherForms() {
        let start = ExchangeInstant.virtualStart
        #expect(ExchangeTime.utcText(ExchangeInstant(seconds: 345_479_400)) == "19801212-14:30:00")
        #expect(ExchangeTime.utcText(start) == "20260105-15:00:00")
        #expect(ExchangeTime.dashedText(start, in: .newYork) == "20260105-10:00:00")
        #expect(ExchangeTime.dateText(start, in: .hongKong) == "20260105")
        #expect(ExchangeTime.minuteText(start.adding(seconds: 65), in: .newYork) == "10:01")
    }

    @Test(arguments: [
        ("20260413 15:27:04 US/Eastern", Int64(1_776_108_424)),
        ("20260413 15:27:04 America/New_York", 1_776_108_424),
        ("20260413-19:27:04", 1_776_108_424),
        ("20260413 19:27:04 UTC", 1_776_108_424),
        ("20260413 14:27:04 US/Central", 1_776_108_424),
        ("20260414 03:27:04 Asia/Hong_Kong", 1_776_108_424),
        ("20261101 01:30:00 US/Eastern", 1_793_511_000),
    ])
    func requestTimesWithAZone(text: String, seconds: Int64) throws {
        let time = try ExchangeTime.parse(text, operatorZone: .hongKong)
        #expect(time.instant == ExchangeInstant(seconds: seconds))
        #expect(!time.isZoneAssumed && !time.isDateOnly)
    }

    @Test func requestTimesWithoutAZoneAreTheOperators() throws {
        let eastern = try ExchangeTime.parse("20260413 15:27:04")
        #expect(eastern.instant == ExchangeInstant(seconds: 1_776_108_424))
        #expect(eastern.isZoneAssumed)
        let chinese = try ExchangeTime.parse("20260414 03:27:04", operatorZone: .hongKong)
        #expect(chinese.instant == eastern.instant)
        let day = try ExchangeTime.parse("20260105")
        #expect(day.isDateOnly && day.instant == ExchangeInstant(seconds: 1_767_589_200))
    }

    @Test(arguments: [
        "", " ", "2026-04-13", "20260413-19:27:04 US/Eastern", "20260413-19:27:04 UTC", "20260413 15:27:04 Mars/Base",
        "20260413 25:00:00 US/Eastern", "20260413 15:60:00", "20260230 10:00:00", "20261301", "20260413 15:27",
        "20260413  15:27:04", "20260413 15:27:04 US/Eastern x", "+0260413", "20260413-1:27:04", "20260413 15:27:0４",
    ])
    func malformedRequestTimesAreRefused(text: String) {
        #expect(throws: ExchangeTime.InvalidTime(text: text)) { try ExchangeTime.parse(text) }
    }

    @Test func everyInstantSurvivesItsText() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<3000 {
            let seconds = Int64(generator.nextInteger(in: 315_532_800...2_208_988_800))
            let instant = ExchangeInstant(seconds: seconds)
            #expect(try ExchangeTime.parse(ExchangeTime.utcText(instant)).instant == instant)
            for zone in ExchangeZone.allCases {
                let back = try ExchangeTime.parse(ExchangeTime.text(instant, in: zone)).instant
                // The second of two equal hours in autumn reads as the first.
                #expect(back == instant || back == instant.adding(seconds: -3600), "\(seconds) \(zone)")
            }
        }
    }

    @Test func instantsSaturate() {
        #expect(ExchangeInstant(seconds: .max).nanoseconds == .max)
        #expect(ExchangeInstant(seconds: .min).nanoseconds == .min)
        #expect(ExchangeInstant(nanoseconds: .max).adding(seconds: 1).nanoseconds == .max)
        #expect(ExchangeInstant(nanoseconds: -1).seconds == -1)
        #expect(ExchangeInstant(nanoseconds: -1_000_000).milliseconds == -1)
    }
}

@Suite("CivilDate")
struct CivilDateTests {
    @Test(arguments: [
        (1970, 1, 1, 0, Weekday.thursday), (2000, 2, 29, 11_016, .tuesday), (2026, 1, 5, 20_458, .monday),
        (1969, 12, 31, -1, .wednesday), (2100, 3, 1, 47_541, .monday),
    ])
    func knownDays(year: Int, month: Int, day: Int, number: Int, weekday: Weekday) {
        let date = CivilDate(year: year, month: month, day: day)
        #expect(date.daysSinceEpoch == number)
        #expect(date.weekday == weekday)
        #expect(date.parts == (year, month, day))
    }

    @Test func everyDayOfFourCenturiesFollowsTheOneBefore() {
        var expected = (year: 1900, month: 1, day: 1)
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        for number in CivilDate(year: 1900, month: 1, day: 1)
            .daysSinceEpoch..<CivilDate(year: 2300, month: 1, day: 1)
            .daysSinceEpoch
        {
            let parts = CivilDate(daysSinceEpoch: number).parts
            guard parts == expected else {
                Issue.record("\(number) is \(parts), not \(expected)")
                return
            }
            let isLeap = expected.year % 4 == 0 && (expected.year % 100 != 0 || expected.year % 400 == 0)
            let length = lengths[expected.month - 1] + (expected.month == 2 && isLeap ? 1 : 0)
            expected.day += 1
            if expected.day > length { expected = (expected.year, expected.month + 1, 1) }
            if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
        }
    }

    @Test func monthsKeepToTheirLength() {
        #expect(CivilDate(year: 2026, month: 1, day: 31).adding(months: 1).text == "20260228")
        #expect(CivilDate(year: 2028, month: 3, day: 31).adding(months: -1).text == "20280229")
        #expect(CivilDate(year: 2026, month: 1, day: 5).adding(months: -1).text == "20251205")
        #expect(CivilDate(validatingYear: 2026, month: 2, day: 29) == nil)
        #expect(CivilDate(validatingYear: 2028, month: 2, day: 29) != nil)
    }
}
