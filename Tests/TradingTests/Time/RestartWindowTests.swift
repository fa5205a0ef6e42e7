import CivilTime
import Foundation
import Testing

@testable import Trading

/// The nightly window of the user's settings, compared with Foundation's own calendar.
@Suite("Restart window")
struct RestartWindowTests {
    private static func rules(_ name: String) -> ZoneRules? {
        guard let file = FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)") else { return nil }
        return try? ZoneFile.rules([UInt8](file))
    }

    private static func window(_ text: String) -> RestartWindow? {
        RestartWindow(text, usual: .utc, zones: rules)
    }

    private static func instant(_ text: String) -> RunInstant {
        RunInstant(seconds: ISO8601DateFormatter().date(from: text)?.timeIntervalSince1970 ?? .nan)
    }

    @Test(
        "only a window of two times of day is one",
        arguments: [
            "", "23:45", "23:45-", "23:45-24:00", "2345-0010", "23:45-00:10 Mars/Base", "23:45-23:45", "1:00-2:00",
            "23:45-00:10 UTC x", "23:60-00:10",
        ]
    )
    func malformed(text: String) { #expect(Self.window(text) == nil) }

    @Test(
        "a window over midnight New York time, in winter, in summer and on the nights the clocks change",
        arguments: [
            ("2026-01-06T04:44:59Z", false), ("2026-01-06T04:45:00Z", true), ("2026-01-06T05:09:59Z", true),
            ("2026-01-06T05:10:00Z", false), ("2026-07-07T03:45:00Z", true), ("2026-07-07T04:45:00Z", false),
            ("2026-03-08T04:45:00Z", true), ("2026-03-09T03:45:00Z", true), ("2026-11-02T04:45:00Z", true),
        ]
    )
    func overMidnight(moment: String, isInside: Bool) throws {
        let window = try #require(Self.window("23:45-00:10 America/New_York"))
        #expect(window.contains(Self.instant(moment)) == isInside)
    }

    @Test("the lead, the next start and the end")
    func starts() throws {
        let window = try #require(Self.window("01:00-01:30"))
        let before = Self.instant("2026-01-06T00:56:00Z")
        #expect(!window.contains(before))
        #expect(window.contains(before, lead: 300))
        #expect(window.start(after: before) == Self.instant("2026-01-06T01:00:00Z"))
        #expect(window.end(after: before) == Self.instant("2026-01-06T01:30:00Z"))
        let inside = Self.instant("2026-01-06T01:00:00Z")
        #expect(window.start(after: inside) == Self.instant("2026-01-07T01:00:00Z"))
        #expect(window.end(after: inside) == Self.instant("2026-01-06T01:30:00Z"))
    }
}
