import Foundation
import Synchronization
import Testing

@testable import ScriptRuntime

/// What the watchdog is told of a script's process: a program that is none speaks for it.
@Suite("The process of a script")
struct ScriptProcessTests {
    /// Says a byte at once, and stays.
    private func speaker() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
        let program = folder.appendingPathComponent("speaker-\(UUID().uuidString).sh")
        try Data("#!/bin/sh\nprintf x >&0\nread line\n".utf8).write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program.path)
        return program
    }

    @Test("a run that has not read what the script said does not take the script for hung")
    func heard() async throws {
        let program = try speaker()
        defer { try? FileManager.default.removeItem(at: program) }
        let process = try ScriptProcess(program: program.path, fences: 0, bytes: 64 << 20)
        process.isWorking(true)
        let entry = try #require(process.entry)
        let (said, told) = AsyncStream.makeStream(of: Void.self)
        process.watch { told.yield() }
        process.await(writing: false)
        for await _ in said { break }
        #expect(process.ending == nil)
        #expect(process.entry == nil)

        process.isHeard(false)
        #expect(process.entry == entry)
        process.end(.over)
        for await _ in said { break }
        #expect(process.ending?.reason == .over)
    }
}
