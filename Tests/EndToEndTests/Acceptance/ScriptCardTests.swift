import Foundation
import Testing

/// The acceptance cards that a script may play, as scripts: text and protobuf, a simulator of its own for each.
@Suite("Acceptance cards in scripts")
struct ScriptCardTests {
    /// A script and the cards that it must print.
    struct Cards: Sendable, CustomTestStringConvertible {
        let script: String
        let held: [String]
        var testDescription: String { script }

        /// Runs the script and looks whether its cards hold.
        func check(_ options: [String]) throws {
            let result = try ScriptCardTests.play(script, options)
            #expect(ScriptCardTests.held(result) == held, "\(result.errors.split(separator: "\n").suffix(12))")
        }
    }

    /// The scripts wait 15 s of the simulator's clock, which is 1.5 s of a machine that does other things besides.
    static let speed = "10x"

    static let paper = [
        Cards(script: "market", held: ["E01", "E02", "E03", "E04", "E06"]),
        Cards(script: "limit", held: ["E10", "E11", "E12", "E13", "E15", "E14", "E16", "E17", "E18", "E19"]),
        Cards(script: "trigger", held: ["E20", "E21", "E22", "E23"]),
        Cards(script: "modify", held: ["E30", "E31", "E32", "E33", "E34", "E35", "E36"]),
        Cards(script: "cancel", held: ["E40", "E41", "E42", "E44"]),
        Cards(script: "bracket", held: ["E50", "E51", "E52", "E52b"]),
        Cards(script: "rejection", held: ["E70", "E71", "E72", "E73", "E78"]),
        Cards(script: "options", held: ["E90", "E91", "E100", "E92", "E96", "E99"]),
    ]

    /// What only the embedded simulator opens to scripts: elsewhere the stricter defaults of `[trade]` hold.
    private static let embedded = [
        Cards(script: "trigger", held: ["E20", "E21", "E22", "E23", "E24", "E25", "E26", "E27"]),
        Cards(script: "flags", held: ["E60", "E61", "E63", "E62"]),
    ]

    @Test("over a socket", arguments: paper, [226, 200])
    func overSocket(cards: Cards, serverVersion: Int) throws {
        let simulator = try Self.simulator(serverVersion)
        try cards.check(["--paper", "--port", "\(simulator.port)"])
        #expect(simulator.stop() == 0)
    }

    @Test("on the embedded simulator", arguments: embedded)
    func onEmbedded(cards: Cards) throws { try cards.check(["--speed", "max"]) }

    @Test("what a run leaves behind is found by the next one", arguments: [226, 200])
    func lifecycle(serverVersion: Int) throws {
        let simulator = try Self.simulator(serverVersion)
        let first = try Self.play("leave", ["--paper", "--port", "\(simulator.port)"])
        let second = try Self.play("return", ["--paper", "--port", "\(simulator.port)"])
        let left = Self.lines(first).filter { $0.hasPrefix("open ") || $0.hasPrefix("filled ") }
        #expect(left.count >= 4)
        #expect(Set(Self.lines(second)).isSuperset(of: left), "left \(left), found \(second.output)")
        #expect(Self.held(second) == ["E84", "E85", "E86", "E87"])
        #expect(simulator.stop() == 0)
    }

    private static func play(_ script: String, _ options: [String]) throws -> Finished {
        let result = try run(Program.binary, options + [Program.client("Cards/\(script).lua")], deadline: 180)
        #expect(result.status == 0, "\(script): \(result.errors.split(separator: "\n").suffix(3))")
        return result
    }

    private static func simulator(_ serverVersion: Int) throws -> Simulator {
        try Simulator(["--speed", speed, "--max-server-version", "\(serverVersion)"])
    }

    private static func lines(_ result: Finished) -> [String] {
        result.output.split(separator: "\n").map(String.init)
    }

    private static func held(_ result: Finished) -> [String] {
        lines(result).compactMap { $0.hasPrefix("ok ") ? String($0.dropFirst(3)) : nil }
    }
}
