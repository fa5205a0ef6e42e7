internal import Foundation

/// Lua's own compiler, the independent reference.
enum LuaCompiler {
    static let path = ["/usr/bin/luac5.4", "/usr/local/bin/luac5.4", "/usr/bin/luac"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// What `luac -p` says about a text as `line: message`; `nil` when it accepts the text.
    static func verdict(_ source: String) throws -> String? {
        let folder = FileManager.default.temporaryDirectory
        let file = folder.appendingPathComponent("corpus-\(UUID().uuidString).lua")
        try Data(source.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "")
        process.arguments = ["-p", file.path]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let output = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus != 0 else { return nil }
        let text = output.trimmingCharacters(in: .newlines)
        let verdict = text.range(of: ".lua:").map { String(text[$0.upperBound...]) } ?? text
        // Releases of Lua 5.4 differ in this one article.
        return verdict.replacingOccurrences(of: "break outside loop", with: "break outside a loop")
    }
}
