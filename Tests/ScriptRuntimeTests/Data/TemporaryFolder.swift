import Foundation

@testable import ScriptRuntime

/// A data folder of a test's own, removed with the test.
final class TemporaryFolder {
    let data: DataFolder

    init() {
        data = DataFolder(path: FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())").path)
    }

    deinit { try? FileManager.default.removeItem(atPath: data.path) }

    /// Permissions of a file or folder in it, in octal.
    func mode(_ path: String) -> String? {
        let facts = try? FileManager.default.attributesOfItem(atPath: path)
        return (facts?[.posixPermissions] as? Int).map { String($0, radix: 8) }
    }
}
