internal import ArgumentParser
internal import Foundation
internal import WireSchema

/// Writes the generated sources, the reference and the editor stubs from the tables under `Schema/`.
@main
struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ibscript-gen",
        abstract: "Writes the generated sources from the tables under Schema/."
    )

    @Option(help: "Folder of the tables.")
    var schema = "Schema"

    @Option(help: "Folder of the generated sources.")
    var output = "Sources/TWSWire/Generated"

    @Option(help: "Folder of the editor stubs and the reference page.")
    var documents = "docs/reference"

    @Option(help: "Folder of the reference that the program holds.")
    var embedded = "Sources/ScriptRuntime/Reference/Generated"

    @Option(help: "File of the values that functions take.")
    var kinds = "Sources/ScriptHost/Session/Generated/ValueKinds+Table.swift"

    @Option(help: "File of the types of what functions give.")
    var types = "Sources/ScriptHost/Session/Generated/ValueTypes+Table.swift"

    func run() throws {
        let tables = try Schema(
            messages: read("messages.tsv"),
            structures: read("structures.tsv"),
            vocabulary: read("vocabulary.tsv"),
            protobuf: read("protobuf.tsv"),
            serverVersions: read("server_versions.tsv"),
            streams: read("streams.tsv"),
            codes: read("codes.tsv"),
            language: read("language.tsv")
        )
        let root = URL(fileURLWithPath: output, isDirectory: true)
        let generator = Generator(tables)
        let pages = [
            ("ibscript.lua", generator.editorStubsFile()), ("messages.md", generator.referenceFile()),
            ("functions.md", generator.functionsFile()),
        ]
        for (name, text) in pages {
            try write(text, to: URL(fileURLWithPath: documents).appendingPathComponent(name))
        }
        try write(
            generator.embeddedFile(pages),
            to: URL(fileURLWithPath: embedded).appendingPathComponent("ReferencePage+All.swift")
        )
        try write(generator.kindsFile(), to: URL(fileURLWithPath: kinds))
        try write(generator.typesFile(), to: URL(fileURLWithPath: types))
        let files = generator.files()
        for (path, text) in files {
            try write(text, to: root.appendingPathComponent(path))
        }
        try remove(from: root, allBut: Set(files.map { $0.0 }))
    }

    /// Leaves a file that holds the text already as it is, so that the next build does not compile it again.
    private func write(_ text: String, to file: URL) throws {
        guard (try? Data(contentsOf: file)) != Data(text.utf8) else { return }
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Removes the sources of messages that the tables no longer have.
    private func remove(from root: URL, allBut paths: Set<String>) throws {
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) where path.hasSuffix(".swift") {
            guard !paths.contains(path) else { continue }
            try FileManager.default.removeItem(at: root.appendingPathComponent(path))
        }
    }

    private func read(_ name: String) throws -> String {
        try String(contentsOfFile: "\(schema)/\(name)", encoding: .utf8)
    }
}
