import Foundation
import Glibc

/// A running `ibscript sim` on a free port.
final class Simulator {
    private let process = Process()
    let port: Int

    /// Starts it and waits for its first line.
    init(_ arguments: [String] = []) throws {
        process.executableURL = Program.binary
        process.arguments = ["sim", "--port", "0"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = output.fileHandleForReading.readFirstLine()
        guard text.hasPrefix("listening on 127.0.0.1:"), let port = Int(text.dropFirst(23)) else {
            throw SimulatorFailure("first line: \(text)")
        }
        self.port = port
    }

    /// Ends it with SIGTERM, or with several in a row, and gives its exit code.
    func stop(signals: Int = 1) -> Int32 {
        for _ in 1...signals { process.terminate() }
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Ends it at once, as nothing in it can prevent.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Stands still, with its sockets open, until ``thaw()``.
    func freeze() { Glibc.kill(process.processIdentifier, SIGSTOP) }

    /// Goes on after ``freeze()``.
    func thaw() { Glibc.kill(process.processIdentifier, SIGCONT) }

    deinit {
        if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
    }
}

/// Why the simulator did not start.
struct SimulatorFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
