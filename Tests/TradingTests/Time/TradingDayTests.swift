import CivilTime
import Testing

@testable import Trading

@Suite("Trading days")
struct TradingDayTests {
    private static func moment(_ day: Int, _ hour: Int, month: Int = 1) throws -> RunInstant {
        let local = try #require(LocalTime(year: 2026, month: month, day: day, hour: hour))
        return RunInstant(seconds: Double(ZoneRules.newYork.moment(local)))
    }

    private static func day(_ day: Int, month: Int = 1) throws -> Int {
        try #require(LocalTime(year: 2026, month: month, day: day)).days
    }

    // 2026-01-05 is a Monday.
    @Test(
        "What is placed from 16:00 on counts for the next day, and for Monday at the weekend",
        arguments: [
            (5, 0, 5), (5, 9, 5), (5, 15, 5), (5, 16, 6), (5, 20, 6), (9, 15, 9), (9, 16, 12), (10, 12, 12),
            (11, 20, 12),
        ]
    )
    func placing(day: Int, hour: Int, expected: Int) throws {
        #expect(TradingDay.day(ofPlacing: try Self.moment(day, hour)) == (try Self.day(expected)))
    }

    @Test("A day is over at New York's midnight, in winter and in summer")
    func over() throws {
        for month in [1, 7] {
            let day = try Self.day(7, month: month)
            #expect(!TradingDay.isOver(day, at: try Self.moment(7, 23, month: month)))
            #expect(TradingDay.isOver(day, at: try Self.moment(8, 0, month: month)))
        }
    }

    @Test("New York sets its clocks on the second Sunday of March and the first of November")
    func clocks() throws {
        // 2026-03-08 06:59:59 and 07:00 UTC; 2026-11-01 05:59:59 and 06:00 UTC.
        let offsets = [1_772_953_199, 1_772_953_200, 1_793_512_799, 1_793_512_800].map {
            ZoneRules.newYork.setting(at: $0).offset
        }
        #expect(offsets == [-18_000, -14_400, -14_400, -18_000])
    }
}
