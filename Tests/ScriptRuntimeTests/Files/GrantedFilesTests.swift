import Foundation
import ScriptHeader
import ScriptHost
import Testing

@testable import ScriptRuntime

/// What a script's files are on a disk: nothing leads out of the folder, and a crash leaves whole files or whole lines.
@Suite("Granted files")
struct GrantedFilesTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")
    private var files: GrantedFiles {
        GrantedFiles(folder: folder.path, grant: FileGrant(read: ["*", "*/*"], write: ["*", "out/*"]))
    }

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    private func content(_ name: String) -> String? {
        try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    private func code(_ body: () throws -> Void) -> FileFault.Code? {
        do { try body() } catch { return (error as? FileFault)?.code }
        return nil
    }

    @Test("a file is replaced as a whole when it is closed, and stays as it was when it is not")
    func replaced() throws {
        try "old".write(to: folder.appendingPathComponent("a"), atomically: false, encoding: .utf8)
        do {
            let writer = try files.open("a", appends: false)
            try writer.write(Array("lost".utf8))
        }
        #expect(content("a") == "old")
        let writer = try files.open("a", appends: false)
        try writer.write(Array("new".utf8))
        #expect(content("a") == "old")
        try writer.close()
        #expect(content("a") == "new")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
    }

    @Test("a file that grows keeps its lines, without one that a crash has cut; missing folders are made")
    func appended() throws {
        let first = try files.open("out/b", appends: true)
        #expect(first.firstLine == nil)
        try first.write(Array("one\ntwo\nthr".utf8))
        try first.close()
        let second = try files.open("out/b", appends: true)
        #expect(second.firstLine == "one")
        try second.write(Array("three\n".utf8))
        try second.close()
        #expect(content("out/b") == "one\ntwo\nthree\n")
    }

    @Test("links are not followed, neither as a file nor as a folder")
    func links() throws {
        let other = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-other-\(UUID())")
        try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
        try "secret".write(to: other.appendingPathComponent("x"), atomically: false, encoding: .utf8)
        let link = { (name: String, target: String) throws in
            try FileManager.default.createSymbolicLink(
                atPath: folder.appendingPathComponent(name).path,
                withDestinationPath: target
            )
        }
        try link("file", other.appendingPathComponent("x").path)
        try link("out", other.path)
        #expect(code { _ = try files.read("file") } == .failed)
        #expect(code { _ = try files.read("out/x") } == .failed)
        #expect(code { _ = try files.open("out/y", appends: true) } == .failed)
        #expect(code { _ = try files.open("file", appends: true) } == .failed)
        // A link that is replaced goes; what it led to stays.
        let writer = try files.open("file", appends: false)
        try writer.write([0x41])
        try writer.close()
        #expect(content("file") == "A")
        #expect(try String(contentsOf: other.appendingPathComponent("x"), encoding: .utf8) == "secret")
    }

    @Test("what is not granted, missing, no plain file or too large has its own code")
    func faults() throws {
        #expect(code { _ = try files.read("../x") } == .notGranted)
        #expect(code { _ = try files.read("a/b/c") } == .notGranted)
        #expect(code { _ = try files.open("in/x", appends: false) } == .notGranted)
        #expect(code { _ = try files.read("none") } == .missing)
        #expect(code { _ = try files.read("none/x") } == .missing)
        #expect(mkfifo(folder.appendingPathComponent("pipe").path, 0o600) == 0)
        #expect(code { _ = try files.read("pipe") } == .failed)
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("d"),
            withIntermediateDirectories: false
        )
        #expect(code { _ = try files.read("d") } == .failed)
        #expect(code { _ = try files.open("d", appends: false) } == .failed)
        let large = folder.appendingPathComponent("large")
        #expect(FileManager.default.createFile(atPath: large.path, contents: nil))
        #expect(truncate(large.path, 17 << 20) == 0)
        #expect(code { _ = try files.read("large") } == .tooLarge)
    }
}
