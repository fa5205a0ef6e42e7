import Foundation
import Testing

/// `ibscript sim --state`: what a client was told outlives the simulator, however it ends.
@Suite("Simulator state")
struct StateFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")
    private var path: String { folder.appendingPathComponent("state.db").path }

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    @Test("an order that is good till cancelled, ids, fills and money outlive SIGTERM and SIGKILL")
    func outlives() throws {
        var simulator = try start()
        _ = try client("place", simulator)
        let before = try client("look", simulator)
        #expect(before.contains("\"GTC\", \"kept\", 100.0, \"Submitted\"") && before.contains("[\"AAPL\", 100.0, "))
        simulator.kill()
        simulator = try start()
        #expect(try client("look", simulator) == before)
        #expect(simulator.stop() == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["state.db"])
        simulator = try start()
        #expect(try client("look", simulator) == before)
        #expect(try client("cancel", simulator) == "cancelled\n")
        simulator.kill()
        simulator = try start()
        #expect(try client("look", simulator).contains("\"open\": []"))
    }

    /// The simulator is killed while orders come in: every one that was confirmed is there afterwards. With
    /// IBSCRIPT_SOAK=1 in the environment it is killed 40 times, with a new file each fourth time: thousands of orders
    /// would make it slow.
    @Test("killed at any moment, it has lost nothing that was confirmed")
    func killedWhileBusy() throws {
        let rounds = Soak.count(40, else: 4)
        var orders = 0
        for round in 1...rounds {
            let path = folder.appendingPathComponent("busy-\((round - 1) / 4).db").path
            var simulator = try start(path)
            let confirmed = try permIDs(of: simulator, killedAfter: 1 + (7 * round - 1) % 30)
            orders += confirmed.count
            simulator = try start(path)
            let after = try client("look", simulator)
            for permID in confirmed { #expect(after.contains(", \(permID), 11, \"GTC\""), "round \(round)") }
            #expect(simulator.stop() == 0)
        }
        Soak.note("\(rounds) kills of the simulator, \(orders) confirmed orders")
    }

    /// The permIds of the orders that a busy client was told of, before and after the simulator was killed.
    private func permIDs(of simulator: Simulator, killedAfter count: Int) throws -> [Substring] {
        let process = Program.process()
        process.executableURL = Program.python("ib_async")
        process.arguments = [Program.client("ib_async_state_client.py"), "\(simulator.port)", "many"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var lines: [String] = []
        while lines.count < count, case let line = output.fileHandleForReading.readFirstLine(), !line.isEmpty {
            lines.append(line)
        }
        simulator.kill()
        let rest = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(lines.count == count && process.terminationStatus == 0)
        return lines.map { $0[...] } + rest.split(separator: "\n")
    }

    @Test("the simulator does not start with a file that does not fit, and says what to do")
    func refusals() throws {
        let simulator = try start()
        try expectRefusal(["--state", path], "\(path) is in use by another process; stop that one first")
        #expect(simulator.stop() == 0)
        try expectRefusal(
            ["--state", path, "--seed", "5"],
            "\(path) cannot be resumed: it was made with seed 1, not 5; start with --seed 1, or name another file"
        )
        let other = folder.appendingPathComponent("notes.txt").path
        try Data("These are my notes, and they are longer than a header of SQLite.".utf8).write(
            to: URL(fileURLWithPath: other)
        )
        try expectRefusal(["--state", other], "\(other) is not a file of the simulator")
        try expectRefusal(["--state", "\(path)/state.db"], "cannot be opened")
    }

    private func expectRefusal(_ arguments: [String], _ words: String) throws {
        let result = try run(Program.binary, ["sim", "--port", "0"] + arguments)
        #expect(result.status == 65)
        #expect(result.errors.contains(words), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    private func start(_ path: String? = nil) throws -> Simulator {
        try Simulator(["--speed", "10x", "--state", path ?? self.path])
    }

    private func client(_ step: String, _ simulator: Simulator) throws -> String {
        let arguments = [Program.client("ib_async_state_client.py"), "\(simulator.port)", step]
        let result = try run(Program.python("ib_async"), arguments)
        #expect(result.status == 0, "\(step): \(result.output)\(result.errors)")
        return result.output
    }
}
