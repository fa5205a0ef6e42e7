import Foundation
import Glibc

/// A running script of the test's own, with a data folder that can be shared.
final class Run {
    let data: String
    private let process = Program.process()
    private let output = Pipe()
    private let errors: URL
    private let script: URL

    /// Starts `ibscript ARGUMENTS SCRIPT` with the text of a script, with so many open files at most.
    init(
        _ text: String,
        _ arguments: [String] = [],
        data: String = Program.dataFolder(),
        name: String = "test",
        descriptors: Int? = nil
    ) throws {
        self.data = data
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        script = folder.appendingPathComponent("\(name).lua")
        errors = folder.appendingPathComponent("errors")
        try Data(text.utf8).write(to: script)
        try Data().write(to: errors)
        process.executableURL = Program.binary
        process.arguments = ["run", "--data-dir", data] + arguments + [script.path]
        if let descriptors {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            let words = [Program.binary.path] + (process.arguments ?? [])
            process.arguments = ["-c", #"ulimit -n "$0"; exec "$@""#, "\(descriptors)"] + words
        }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    deinit {
        end(SIGKILL)
        try? FileManager.default.removeItem(at: script.deletingLastPathComponent())
    }

    /// The next line that the script prints; empty when it is over.
    func nextLine() -> String { output.fileHandleForReading.readFirstLine() }

    /// Reads lines until one begins so; `nil` when there is none before the script ends, which is forced after 180 s.
    func line(beginning start: String) -> String? {
        let pid = pid
        let watchdog = DispatchWorkItem { kill(pid, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 180, execute: watchdog)
        defer { watchdog.cancel() }
        while true {
            let line = nextLine()
            if line.isEmpty { return nil }
            if line.hasPrefix(start) { return line }
        }
    }

    /// Nobody reads what it prints any more.
    func closeOutput() { try? output.fileHandleForReading.close() }

    var pid: Int32 { process.processIdentifier }

    /// Sends a signal, if the run is alive, and waits for its end.
    @discardableResult
    func end(_ signal: Int32) -> Int32 {
        if process.isRunning { kill(pid, signal) }
        return wait()
    }

    /// Waits for its end, which is forced after 90 s; the exit code, or the signal that ended it, below zero.
    @discardableResult
    func wait() -> Int32 {
        let pid = pid
        let watchdog = DispatchWorkItem { kill(pid, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 90, execute: watchdog)
        // What the script prints meanwhile must not hold it up.
        _ = try? output.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        watchdog.cancel()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    /// What it has said on stderr so far.
    var said: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    /// Another command on the same data folder.
    func command(_ arguments: [String]) throws -> Finished {
        try EndToEndTests.run(Program.binary, arguments + ["--data-dir", data], deadline: 120)
    }

    /// The run's name, once it is alive.
    func name() throws -> String {
        let list = try command(["ps", "--json"]).output
        let rows = list.split(separator: "\n").filter { $0.contains("\"pid\":\(pid),") }
        guard let match = rows.first?.firstMatch(of: #/"run":"([^"]+)"/#) else {
            throw SimulatorFailure("not listed: \(list)")
        }
        return String(match.1)
    }
}
