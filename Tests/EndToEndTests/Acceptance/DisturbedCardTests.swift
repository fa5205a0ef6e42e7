import Foundation
import Testing

/// The acceptance cards under mild disasters: those by which clients are told the same as without them, but later, twice,
/// in another order or in pieces. So every card must come out as it does without.
///
/// Once all of them together meet every card; and each alone meets one script, so that none hides behind another.
@Suite("Acceptance cards under disasters")
struct DisturbedCardTests {
    /// What comes late, doubled or in another order.
    private static let timing = ["dup-status", "late-exec", "commission-first", "slow", "1102"]
    /// All of them; `split-frames` cuts every write into pieces of a few bytes.
    private static let mild = timing + ["split-frames"]

    @Test("scripts, all disasters together", arguments: ScriptCardTests.paper, [226, 200])
    func together(cards: ScriptCardTests.Cards, serverVersion: Int) throws {
        try check(cards, Self.mild.joined(separator: ","), serverVersion)
    }

    @Test("scripts, each disaster alone", arguments: zip(mild, ScriptCardTests.paper))
    func alone(plan: String, cards: ScriptCardTests.Cards) throws {
        let isEven = Self.mild.firstIndex(of: plan).map { $0 % 2 == 0 } ?? false
        try check(cards, plan, isEven ? 226 : 200)
    }

    /// Pieces of a few bytes make Python slow: cards of each family stand for all.
    @Test(
        "ib_async",
        arguments: [
            (timing.joined(separator: ","), []), ("split-frames", ["E01", "E10", "E20", "E30", "E40", "E50"]),
        ]
    )
    func ibAsync(plans: String, numbers: [String]) throws {
        let chaos = ["--chaos", plans, "--speed", "60x"]
        let simulators = try AcceptanceTests.settings.mapValues { try WitnessClient.ibAsync.simulator($0 + chaos) }
        let ports = simulators.map { "\($0.key)=\($0.value.port)" }
        let wanted = numbers.isEmpty ? [] : ["--"] + numbers
        let result = try WitnessClient.ibAsync.run("cards.py", ports + wanted, deadline: 240)
        let lines = result.output.split(separator: "\n").map(String.init)
        for line in lines where !line.hasPrefix("ok ") { Issue.record("\(plans): \(line)") }
        #expect(lines.count { $0.hasPrefix("ok ") } == (numbers.isEmpty ? 80 : numbers.count), "\(result.errors)")
        #expect(result.status == 0, "\(result.errors)")
        for simulator in simulators.values { #expect(simulator.stop() == 0) }
    }

    private func check(_ cards: ScriptCardTests.Cards, _ plans: String, _ serverVersion: Int) throws {
        let settings = ["--speed", ScriptCardTests.speed, "--max-server-version", "\(serverVersion)", "--chaos", plans]
        let simulator = try Simulator(settings)
        try cards.check(["--paper", "--port", "\(simulator.port)"])
        #expect(simulator.stop() == 0)
    }
}
