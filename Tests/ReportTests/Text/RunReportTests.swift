import Foundation
import Report
import Testing

@Suite("A report as text and JSON")
struct RunReportTests {
    private func report(_ gains: Double...) -> RunReport {
        RunReport(
            zip(["optimistic", "paper-ib", "conservative"], gains).map { SampleRun.make(profile: $0, gain: $1) }
        )
    }

    @Test("profiles that disagree on the sign are the first thing said")
    func warning() throws {
        let text = report(200, -40, -100).terminalText
        #expect(
            text.hasPrefix(
                "Warning: Whether this script gains or loses depends on how its orders fill:\n"
                    + "  optimistic +2.00 %, paper-ib -0.40 %, conservative -1.00 %."
            )
        )
        #expect(report(200, 100, 50).warning == nil)
        #expect(report(200, 0, 0).warning == nil)
    }

    @Test("the report fits a screen of 80 columns and 40 lines")
    func screen() {
        let lines = report(1, 2, 3).terminalText.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 40)
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test("the short object has five figures for each profile")
    func json() throws {
        let object = try JSONSerialization.jsonObject(with: Data(report(200, 100, 50).json.utf8)) as? [String: Any]
        #expect(object?["event"] as? String == "report")
        let profiles = try #require(object?["profiles"] as? [String: [String: Double]])
        #expect(Set(profiles.keys) == ["optimistic", "paper-ib", "conservative"])
        let names: Set = ["finalEquity", "totalReturn", "maxDrawdown", "trades", "commission"]
        #expect(profiles.values.allSatisfy { Set($0.keys) == names })
        #expect(profiles["paper-ib"]?["finalEquity"] == 10_100)
        #expect(profiles["paper-ib"]?["trades"] == 0)
    }

    @Test("the full object has every figure; one that is not defined is null")
    func fullJSON() throws {
        let object = try JSONSerialization.jsonObject(with: Data(report(200, 100, 50).fullJSON.utf8)) as? [String: Any]
        let profiles = try #require(object?["profiles"] as? [String: [String: Any]])
        let keys = try #require(profiles["optimistic"]?.keys)
        #expect(Set(keys) == Set(MetricTable.rows.map(\.key)))
        #expect(profiles["optimistic"]?["hitRate"] is NSNull)
    }

    @Test("numbers: rounding, thousands, signs and what is not a number")
    func numbers() {
        #expect(NumberText.fixed(1_234_567.895, places: 1, grouped: true) == "1,234,567.9")
        #expect(NumberText.fixed(-0.004, places: 2) == "0.00")
        #expect(NumberText.fixed(-1, places: 0) == "-1")
        #expect(NumberText.plain(12.5) == "12.5")
        #expect(NumberText.plain(100) == "100")
        #expect(NumberText.percent(.nan) == "–")
    }

    @Test("a snapshot comes back from JSON as it was")
    func codable() throws {
        let run = SampleRun.make(profile: "paper-ib", gain: 12)
        #expect(try JSONDecoder().decode(RunSnapshot.self, from: JSONEncoder().encode(run)) == run)
    }
}
