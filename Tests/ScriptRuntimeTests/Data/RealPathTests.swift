import Foundation
import Testing

@testable import ScriptRuntime

@Suite("The one name of a folder")
struct RealPathTests {
    @Test("is the same from everywhere, through links, and before the folder is there")
    func paths() throws {
        let base = RealPath.of(FileManager.default.temporaryDirectory.path)
        let folder = "\(base)/real-path-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/data", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: folder + "/data")
        #expect(RealPath.of(folder + "/data/") == folder + "/data")
        #expect(RealPath.of(folder + "/link") == folder + "/data")
        #expect(RealPath.of(folder + "/link/new/one") == folder + "/data/new/one")
        #expect(RealPath.of(folder + "/other/../data/./new") == folder + "/data/new")
        let here = FileManager.default.currentDirectoryPath
        #expect(RealPath.of("no-such-folder") == RealPath.of(here) + "/no-such-folder")
        #expect(RealPath.of("/no/such/../folder") == "/no/folder")
        #expect(RealPath.of("/") == "/")
    }
}
