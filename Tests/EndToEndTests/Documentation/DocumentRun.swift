import Foundation

/// Runs what a page shows, one block after the other, in a folder of its own.
final class DocumentRun {
    private let page: DocumentPage
    private let folder: URL
    private let environment: [String: String]
    private let port: String
    private var servers: [Process] = []
    /// What came out otherwise than the page says.
    private(set) var faults: [String] = []

    /// - Parameters:
    ///   - scripts: The folder `scripts`, which the page's commands find under this name.
    ///   - path: Folders in which its commands are looked for first.
    ///   - port: A free port, which stands in for 7497.
    init(_ page: DocumentPage, scripts: URL, path: [URL], port: Int) throws {
        self.page = page
        self.port = "\(port)"
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-page-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: scripts, to: folder.appendingPathComponent("scripts"))
        var environment = ProcessInfo.processInfo.environment
        environment["XDG_STATE_HOME"] = folder.appendingPathComponent(".state").path
        environment["PATH"] = (path.map(\.path) + [environment["PATH"] ?? ""]).joined(separator: ":")
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        self.environment = environment
    }

    deinit {
        for server in servers where server.isRunning {
            server.terminate()
            server.waitUntilExit()
        }
        try? FileManager.default.removeItem(at: folder)
    }

    func run() throws {
        for block in page.blocks {
            if let file = block.file {
                try write(block, to: file)
            } else if block.language == "console" {
                for command in block.commands { try run(command) }
            } else if block.language == "lua" {
                try write(block, to: "example.lua")
                let words = block.options.contains("--for") ? block.options : block.options + ["--for", "1m"]
                try run(block, "ibscript run example.lua --speed max \(words.joined(separator: " "))")
            }
        }
        try runSession()
    }

    /// All blocks in Python that have no file, as the one program that they are for a reader.
    private func runSession() throws {
        let blocks = page.blocks.filter { $0.language == "python" && $0.file == nil }
        guard let first = blocks.first else { return }
        let session = DocumentBlock(words: ["python"], line: first.line, lines: blocks.flatMap(\.lines))
        try write(session, to: "session.py")
        try run(session, "python session.py")
    }

    private func write(_ block: DocumentBlock, to name: String) throws {
        let file = folder.appendingPathComponent(name)
        let parent = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try Data(ported(block.text).utf8).write(to: file)
    }

    /// A program: what it prints is compared, what it logs is shown where it fails.
    private func run(_ block: DocumentBlock, _ command: String) throws {
        let errors = folder.appendingPathComponent(".errors").path
        let (output, status) = try execute("\(command) 2>'\(errors)'")
        if status == 0, OutputPattern(block.printed.map(ported)).matches(output) { return }
        let log = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
        faults.append("\(page.name):\(block.line): \(command): exit \(status)\n\(output)\(log)")
    }

    private func run(_ command: DocumentCommand) throws {
        let pattern = OutputPattern(command.output.map(ported))
        if command.isServer { return try serve(command, pattern) }
        let (output, status) = try execute("{ \(quickened(ported(command.text)))\n} 2>&1")
        if status != command.status || !pattern.matches(output) {
            faults.append("\(page.name):\(command.line): \(command.text): exit \(status)\n\(output)")
        }
    }

    /// Starts a simulator, which runs as long as the page.
    private func serve(_ command: DocumentCommand, _ pattern: OutputPattern) throws {
        let server = process("exec \(ported(command.text))")
        let output = Pipe()
        server.standardOutput = output
        server.standardError = FileHandle.nullDevice
        try server.run()
        servers.append(server)
        let line = output.fileHandleForReading.readFirstLine()
        if !pattern.matches(line) { faults.append("\(page.name):\(command.line): \(command.text)\n\(line)") }
    }

    /// Runs on the embedded simulator need not wait for its clock: what they say is the same at any speed.
    private func quickened(_ command: String) -> String {
        let isRun = command.contains(#/^ibscript (run |--\S+ |[^ ]+\.lua)/#) && command.contains(".lua")
        let isPaced = command.contains(#/--(speed|paper|live|port|help)\b/#)
        guard isRun, !isPaced else { return command }
        return command.replacing(#/^ibscript( run)?/#, maxReplacements: 1) { "\($0.0) --speed max" }
    }

    private func ported(_ text: String) -> String { text.replacing("7497", with: port) }

    private func process(_ command: String) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["timeout", "120", "bash", "-c", command]
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        return process
    }

    private func execute(_ command: String) throws -> (output: String, status: Int32) {
        let process = process(command)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }
}
