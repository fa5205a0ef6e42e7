import Foundation
import Glibc

/// A program that goes on beside the test.
final class RunningProgram {
    private let process = Process()
    private let output = LockedData()
    private let errors = LockedData()
    private let ended = DispatchSemaphore(value: 0)
    private let readers = DispatchGroup()

    /// Starts it with nothing on its standard input.
    init(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) throws {
        process.executableURL = program
        process.arguments = arguments
        if !environment.isEmpty {
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        }
        process.standardInput = FileHandle.nullDevice
        collect(output) { process.standardOutput = $0 }
        collect(errors) { process.standardError = $0 }
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
    }

    /// The number of the process.
    var identifier: Int32 { process.processIdentifier }

    /// What it has written on its standard output so far.
    var outputSoFar: String { String(decoding: output.get(), as: UTF8.self) }

    /// What it has written on its standard error so far.
    var errorsSoFar: String { String(decoding: errors.get(), as: UTF8.self) }

    /// Waits until it has ended, or `seconds` are over; tells whether it has ended.
    func ends(within seconds: Double) -> Bool {
        guard ended.wait(timeout: .now() + seconds) == .success else { return false }
        ended.signal()
        return true
    }

    /// Sends a signal.
    func signal(_ number: Int32) { Glibc.kill(process.processIdentifier, number) }

    /// Ends it at once, as nothing in it can prevent.
    func kill() {
        signal(SIGKILL)
        process.waitUntilExit()
    }

    /// Waits for its end, which is forced after `deadline` seconds.
    func finish(deadline: Double = 180) -> Finished {
        if !ends(within: deadline) { signal(SIGKILL) }
        process.waitUntilExit()
        readers.wait()
        return Finished(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: String(decoding: output.get(), as: UTF8.self),
            errors: errorsSoFar
        )
    }

    /// Reads a pipe to its end on a thread of its own.
    private func collect(_ data: LockedData, _ attach: (Pipe) -> Void) {
        let pipe = Pipe()
        attach(pipe)
        readers.enter()
        Thread.detachNewThread { [readers] in
            let handle = pipe.fileHandleForReading
            while true {
                let part = handle.availableData
                if part.isEmpty { break }
                data.append(part)
            }
            readers.leave()
        }
    }

    deinit {
        if process.isRunning { signal(SIGKILL) }
    }
}
