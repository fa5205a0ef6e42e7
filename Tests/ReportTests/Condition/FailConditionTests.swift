import Report
import Testing

@Suite("Conditions on figures")
struct FailConditionTests {
    /// Gains 500 of 10,000 in five steps; no trade is closed; commission 1.
    private let metrics = Metrics(SampleRun.make(profile: "paper-ib", gain: 500))

    @Test(
        "comparisons, joined by and before or",
        arguments: [
            ("total_return > 0.04", true), ("total_return>0.06", false), ("total_return >= 0.05", true),
            ("trades == 0", true), ("trades != 0", false), ("commission <= 0.99", false), ("commission < 1.01", true),
            ("trades > 3 or commission > 0", true), ("trades > 3 and commission > 0", false),
            ("commission > 0 or trades > 3 and trades < 0", true), ("hit_rate < 1", false),
            ("max_drawdown > -0.1", true),
        ]
    )
    func holds(text: String, expected: Bool) throws {
        #expect(try FailCondition(text).holds(metrics) == expected)
    }

    @Test(
        "what cannot be read is named, with the nearest figure",
        arguments: [
            ("max_drawdwn > 0.1", "\"max_drawdwn\" is not a metric of a report; did you mean max_drawdown?"),
            ("max_drawdown", "\"max_drawdown\" is not a comparison; write max_drawdown > 0.1"),
            ("max_drawdown > much", "\" much\" is not a number"),
            ("", "\"\" is not a comparison; write max_drawdown > 0.1"),
            ("trades > 1 and", "\"\" is not a comparison; write max_drawdown > 0.1"),
        ]
    )
    func malformed(text: String, reason: String) {
        #expect(throws: FailCondition.Malformed.self) { try FailCondition(text) }
        do { _ = try FailCondition(text) } catch { #expect(error.description == reason) }
    }
}
