import Foundation
import Glibc

/// A running `ibscript sim` on a free port.
final class Simulator {
    private let process = Program.process()
    let port: Int
    var pid: Int32 { process.processIdentifier }

    /// Starts it and waits for its first line: on a free port unless told otherwise, its log in a file if one is given.
    init(_ arguments: [String] = [], port: Int = 0, log: URL? = nil) throws {
        process.executableURL = Program.binary
        // The account for which the tests' data folders hold wide limits.
        let accounts =
            arguments.contains("--accounts") || Self.hasState(arguments) ? [] : ["--accounts", Program.account]
        process.arguments = ["sim", "--port", "\(port)"] + arguments + accounts
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        if let log {
            try Data().write(to: log)
            process.standardError = try FileHandle(forWritingTo: log)
        }
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = output.fileHandleForReading.readFirstLine()
        guard text.hasPrefix("listening on 127.0.0.1:"), let port = Int(text.dropFirst(23)) else {
            throw SimulatorFailure("first line: \(text)")
        }
        self.port = port
    }

    /// Whether it goes on from a file that knows its accounts.
    private static func hasState(_ arguments: [String]) -> Bool {
        guard let place = arguments.firstIndex(of: "--state"), place + 1 < arguments.count else { return false }
        return FileManager.default.fileExists(atPath: arguments[place + 1])
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
