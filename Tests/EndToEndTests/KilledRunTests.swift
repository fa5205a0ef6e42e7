import Foundation
import RandomTesting
import Testing

/// A run that is killed at any moment and started again gives one order for each key: the simulator is the witness.
@Suite("Killed runs", .serialized)
struct KilledRunTests {
    private static let count = 20
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    @Test(
        "kill -9 at random moments, then again: every key has one order, one share",
        arguments: 0..<Soak.count(15, else: 2)
    )
    func killed(_ round: Int) throws {
        var random = SplitMix(seed: UInt64(round) &* 7_919 &+ 17)
        let simulator = try Simulator(["--speed", "3x", "--seed", "\(round + 1)"])
        let keyed = KeyedRun(count: Self.count, port: simulator.port)
        var (kills, process) = (0, try keyed.start())
        // An order takes about 0.1 s, the start less: some runs place nothing, others one or two orders.
        while kills < 20, !process.ends(within: Double.random(in: 0.01...0.25, using: &random)) {
            process.kill()
            kills += 1
            process = try keyed.start()
        }
        try keyed.finish(process, at: simulator.port, "round \(round), \(kills) kills")
        #expect(kills >= 5, "the run was over too early")
        Soak.note("round \(round): \(kills) kills of a run")
        #expect(simulator.stop() == 0)
    }

    /// A simulator that is killed and comes back with its state: the run reconnects and places what is missing.
    @Test("the simulator is killed and comes back with rolled-back ids", arguments: 0..<Soak.count(100, else: 4))
    func killedSimulator(_ round: Int) throws {
        var random = SplitMix(seed: UInt64(round) &* 104_729 &+ 3)
        let state = folder.appendingPathComponent("state-\(round).db").path
        let options = ["--speed", "20x", "--state", state, "--chaos", "id-rollback", "--seed", "\(round + 1)"]
        var simulator = try Simulator(options)
        let port = simulator.port
        let keyed = KeyedRun(count: Self.count, port: port)
        let process = try keyed.start()
        for _ in 0..<3 where !process.ends(within: Double.random(in: 0.1...0.6, using: &random)) {
            simulator.kill()
            simulator = try Simulator(options, port: port)
        }
        try keyed.finish(process, at: port, "round \(round)")
        #expect(simulator.stop() == 0)
    }
}
