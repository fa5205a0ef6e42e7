import Foundation

/// Gives `body` the path of a script with this text, in a file that is removed afterwards.
func withScript(_ text: String, _ body: (_ path: String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).lua")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text.utf8).write(to: file)
    try body(file.path)
}
