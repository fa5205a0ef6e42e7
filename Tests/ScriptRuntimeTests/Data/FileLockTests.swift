import Foundation
import Testing

@testable import ScriptRuntime

/// One process at a time.
@Suite("File lock")
struct FileLockTests {
    private let folder = TemporaryFolder()
    private let holder = FileLock.Holder(pid: 7, run: "0badcafe", scripts: "a, \"b\"")

    private var path: String { folder.data.path + "/lock" }

    init() throws { try FolderMaker.make(folder.data.path) }

    @Test("the second is told who has it, until the first lets go")
    func second() throws {
        do {
            guard case .taken(let lock) = try FileLock.take(path, for: holder) else {
                Issue.record("a lock that nobody has was not taken")
                return
            }
            #expect(FileLock.isHeld(path))
            guard case .held(let by) = try FileLock.take(path, for: FileLock.Holder(pid: 8, run: "x", scripts: "c"))
            else {
                Issue.record("a lock was taken twice")
                return
            }
            #expect(by == holder)
            withExtendedLifetime(lock) {}
        }
        #expect(!FileLock.isHeld(path))
        guard case .taken = try FileLock.take(path, for: holder) else {
            Issue.record("the lock was not let go")
            return
        }
    }

    @Test("it does not follow a link, and says what it cannot open")
    func link() throws {
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/etc/passwd")
        let failure = #expect(throws: RunFailure.self) { try FileLock.take(path, for: holder) }
        #expect(failure?.description.hasPrefix("cannot open \(path): ") == true)
    }

    @Test("a process that is killed leaves no lock")
    func killed() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        process.arguments = ["-F", "-x", path, "sh", "-c", "echo held; exec sleep 60"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        #expect(output.fileHandleForReading.readData(ofLength: 5) == Data("held\n".utf8))
        #expect(FileLock.isHeld(path))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(!FileLock.isHeld(path))
    }
}
