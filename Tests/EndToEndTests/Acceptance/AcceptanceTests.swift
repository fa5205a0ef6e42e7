import Foundation
import Testing

/// The acceptance cards of `Clients/acceptance`, one process per client for all of them.
@Suite("Acceptance cards")
struct AcceptanceTests {
    /// The simulators that cards ask for, by name.
    static let settings = [
        "plain": ["--master-client-id", "99"], "read-only": ["--read-only"], "no-data": ["--data", "none"],
        "sessions": ["--sessions", "real"], "precautions": ["--precautions"],
    ]

    @Test("all cards hold", arguments: WitnessClient.all)
    func cards(client: WitnessClient) throws {
        let simulators = try Self.settings.mapValues { try client.simulator($0) }
        let ports = simulators.map { "\($0.key)=\($0.value.port)" }
        let result = try client.run("cards.py", ports, deadline: 240)
        let lines = result.output.split(separator: "\n").map(String.init)
        for line in lines where !line.hasPrefix("ok ") { Issue.record("\(client.testDescription): \(line)") }
        #expect(lines.count { $0.hasPrefix("ok ") } == 80, "\(result.errors)")
        #expect(result.status == 0, "\(result.errors)")
        for simulator in simulators.values { #expect(simulator.stop() == 0) }
    }
}
