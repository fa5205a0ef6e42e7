import Foundation

/// A program on a port that is no TWS, or one that does not answer.
final class Peer {
    private let process = Process()
    private let input = Pipe()
    let port: Int

    init(_ kind: String) throws {
        process.executableURL = Program.python("ib_async")
        process.arguments = [Program.client("peers.py"), kind]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = input
        try process.run()
        guard let port = Int(output.fileHandleForReading.readFirstLine()) else {
            throw SimulatorFailure("no port from peers.py")
        }
        self.port = port
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
