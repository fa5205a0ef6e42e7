import Foundation

/// A program on a port that is no TWS, or one that does not answer.
final class Peer {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    let port: Int

    convenience init(_ kind: String) throws { try self.init(program: "peers.py", [kind]) }

    /// Starts a Python program beside the tests that prints its port first and ends with its input.
    init(program: String, _ arguments: [String]) throws {
        process.executableURL = Program.python("ib_async")
        process.arguments = [Program.client(program)] + arguments
        process.standardOutput = output
        process.standardInput = input
        try process.run()
        guard let port = Int(output.fileHandleForReading.readFirstLine()) else {
            throw SimulatorFailure("no port from \(program)")
        }
        self.port = port
    }

    /// Returns once a client has connected.
    func awaitClient() { _ = output.fileHandleForReading.readFirstLine() }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
