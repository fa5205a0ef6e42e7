internal import Foundation

/// Lua's own compiler, the independent reference.
enum LuaCompiler {
    static let path = ["/usr/bin/luac5.4", "/usr/local/bin/luac5.4", "/usr/bin/luac"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// What `luac -p` says about a text as `line: message`; `nil` when it accepts the text.
    static func verdict(_ source: String) throws -> String? {
        let (status, output) = try run(["-p"], source, \.standardError)
        guard status != 0 else { return nil }
        let text = output.trimmingCharacters(in: .newlines)
        let verdict = text.range(of: ".lua:").map { String(text[$0.upperBound...]) } ?? text
        // Releases of Lua 5.4 differ in this one article.
        return verdict.replacingOccurrences(of: "break outside loop", with: "break outside a loop")
    }

    /// A function as the compiler lists it.
    struct Function {
        let first: Int
        let last: Int
        var parameters = 0
        /// The fields that its instructions read from its first register.
        var fieldsOfFirst: Set<String> = []
        /// Whether the first register is moved, returned, compared or called a method of.
        var usesFirstOtherwise = false
    }

    /// The functions within a text, as `luac -l -l` lists them.
    static func functions(_ source: String) throws -> [Function] {
        var functions: [Function] = []
        for line in try run(["-l", "-l", "-p"], source, \.standardOutput).output.split(separator: "\n") {
            if let lines = line.firstMatch(of: #/^function <.*:(\d+),(\d+)>/#) {
                functions.append(Function(first: Int(lines.1) ?? 0, last: Int(lines.2) ?? 0))
            } else if line.hasPrefix("main <") {
                functions.append(Function(first: 0, last: 0))
            }
            guard let index = functions.indices.last else { continue }
            if let count = line.firstMatch(of: #/^(\d+)\+? params?,/#) {
                functions[index].parameters = Int(count.1) ?? 0
            }
            if let read = line.firstMatch(of: #/\tGETFIELD +\t\d+ 0 \d+\t; "(.*)"/#) {
                functions[index].fieldsOfFirst.insert(String(read.1))
            }
            if line.contains(#/\t(MOVE|SELF|GETTABLE|LEN|UNM|NOT|BNOT) +\t\d+ 0\b/#)
                || line.contains(#/\t(RETURN1|TEST|EQ|LT|LE) +\t0\b/#)
            {
                functions[index].usesFirstOtherwise = true
            }
        }
        return functions
    }

    /// Runs `luac` on a text, and reads one of its streams: waiting for one could block it in the other.
    private static func run(
        _ arguments: [String],
        _ source: String,
        _ stream: ReferenceWritableKeyPath<Process, Any?>
    ) throws -> (status: Int32, output: String) {
        let folder = FileManager.default.temporaryDirectory
        let file = folder.appendingPathComponent("corpus-\(UUID().uuidString).lua")
        try Data(source.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "")
        process.arguments = arguments + [file.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let pipe = Pipe()
        process[keyPath: stream] = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}
