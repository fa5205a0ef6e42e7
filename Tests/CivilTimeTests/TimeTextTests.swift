import CivilTime
import Testing

@Suite("Times that people write")
struct TimeTextTests {
    @Test(
        "forms, with what they mean in seconds of their own clock",
        arguments: [
            ("2026-03-09", 1_773_014_400, nil, false), ("20260309", 1_773_014_400, nil, false),
            ("2026-03-09 09:30", 1_773_048_600, nil, true), ("2026-03-09T09:30:15", 1_773_048_615, nil, true),
            ("20260309 09:30:15", 1_773_048_615, nil, true), ("20260309  09:30:15", 1_773_048_615, nil, true),
            ("20260309-09:30:15", 1_773_048_615, .offset(0), true),
            ("2026-03-09T09:30:15Z", 1_773_048_615, .offset(0), true),
            ("2026-03-09 09:30 +01:00", 1_773_048_600, .offset(3_600), true),
            ("2026-03-09 09:30-0530", 1_773_048_600, .offset(-19_800), true),
            ("20260309 09:30:15 US/Eastern", 1_773_048_615, .name("US/Eastern"), true),
            ("2026-03-09 America/New_York", 1_773_014_400, .name("America/New_York"), false),
        ] as [(String, Int64, TimeText.Zone?, Bool)]
    )
    func forms(_ text: String, _ seconds: Int64, _ zone: TimeText.Zone?, _ hasClock: Bool) throws {
        let reading = try #require(TimeText.read(text))
        #expect(reading.time.seconds == seconds)
        #expect(reading.zone == zone)
        #expect(reading.hasClock == hasClock)
    }

    @Test("thousandths are read, finer digits cut")
    func fractions() throws {
        #expect(TimeText.read("2026-03-09 09:30:15.25")?.milliseconds == 250)
        #expect(TimeText.read("2026-03-09 09:30:15.123456")?.milliseconds == 123)
    }

    @Test(
        "what is not a time",
        arguments: [
            "", "2026-02-30", "2026-13-01", "2026-3-9", "2026-03-09 24:00", "2026-03-09 9:30", "2026-03-09 09:60",
            "2026-03-09 09:30:60", "2026-03-09 09", "2026-03-09x", "2026-03-09 09:30 +25:00", "2026-03-09 09:30 a b",
            "2026-00-01", "2026-03-00", "20260230", "٢٠٢٦-03-09", "2026-03-09 09:30.5",
        ]
    )
    func none(_ text: String) { #expect(TimeText.read(text) == nil) }

    @Test("parts that run over, and parts that do not fit")
    func parts() throws {
        #expect(LocalTime(year: 2026, month: 13, day: 1) == LocalTime(year: 2027, month: 1, day: 1))
        #expect(LocalTime(year: 2026, month: 1, day: 0) == LocalTime(year: 2025, month: 12, day: 31))
        let leap = try #require(LocalTime(year: 2024, month: 3, day: 1, second: -1))
        #expect(leap.date == (2024, 2, 29))
        #expect(LocalTime(year: .max, month: 1, day: 1) == nil)
        #expect(LocalTime(year: 2026, month: .min, day: 1) == nil)
        #expect(LocalTime(year: 2026, month: 1, day: 1, second: .max) == nil)
    }

    @Test("names that are safe below the database's folder")
    func names() {
        for name in ["America/New_York", "UTC", "Etc/GMT+5"] { #expect(ZoneName.isValid(name)) }
        for name in ["", "/etc/passwd", "../x", "America//New_York", "a/../b", ".x", "a b", "é"] {
            #expect(!ZoneName.isValid(name))
        }
    }

    @Test("a pattern with an unknown conversion says which")
    func patterns() throws {
        #expect(try TimeFormat.text(0, milliseconds: 7, "%L%%", in: .utc) == "007%")
        #expect(throws: TimeFormat.Malformed.self) { try TimeFormat.text(0, "%Q", in: .utc) }
        #expect(throws: TimeFormat.Malformed.self) { try TimeFormat.text(0, "100%", in: .utc) }
    }
}
