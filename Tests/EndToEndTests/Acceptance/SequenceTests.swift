import Foundation
import Testing

/// The captured sequences over the wire: every client is told what a paper Gateway told.
@Suite("Captured sequences")
struct SequenceTests {
    @Test("ib_async", arguments: CapturedSequence.all)
    func ibAsync(sequence: CapturedSequence) throws { try check(Self.ibAsync, sequence) }

    @Test("official 10.51.1, protobuf", arguments: CapturedSequence.all)
    func protobuf(sequence: CapturedSequence) throws { try check(Self.protobuf, sequence) }

    @Test("official 10.51.1, text", arguments: CapturedSequence.all)
    func text(sequence: CapturedSequence) throws { try check(Self.text, sequence) }

    @Test("official 9.81.1", arguments: CapturedSequence.all)
    func old(sequence: CapturedSequence) throws { try check(Self.old, sequence) }

    @Test("a script, protobuf", arguments: CapturedSequence.all.filter(\.isOpenToScripts))
    func scriptProtobuf(sequence: CapturedSequence) throws { try check(Self.scriptProtobuf, sequence) }

    @Test("a script, text", arguments: CapturedSequence.all.filter(\.isOpenToScripts))
    func scriptText(sequence: CapturedSequence) throws { try check(Self.scriptText, sequence) }

    // One run of each client serves all its cases.
    private static let ibAsync = Result { try played(.ibAsync) }
    private static let protobuf = Result { try played(.protobuf) }
    private static let text = Result { try played(.text) }
    private static let old = Result { try played(.old) }
    private static let scriptProtobuf = Result { try playedByScript(226) }
    private static let scriptText = Result { try playedByScript(200) }

    private func check(_ stories: Result<Stories, any Error>, _ sequence: CapturedSequence) throws {
        let story = try stories.get().story(sequence.name)
        #expect(try sequence.matches(story), "\(sequence.name): \(story); captured: \(sequence.messages)")
    }

    private static func played(_ client: WitnessClient) throws -> Stories {
        let simulator = try client.simulator()
        defer { _ = simulator.stop() }
        return Stories(try client.run("sequences.py", ["\(simulator.port)"], deadline: 120))
    }

    private static func playedByScript(_ serverVersion: Int) throws -> Stories {
        let simulator = try Simulator(["--speed", "20x", "--max-server-version", "\(serverVersion)"])
        defer { _ = simulator.stop() }
        let script = Program.client("Cards/sequences.lua")
        return Stories(try run(Program.binary, ["--paper", "--port", "\(simulator.port)", script], deadline: 120))
    }
}
