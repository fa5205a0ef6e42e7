internal import ArgumentParser
internal import Foundation
internal import WireSchema

/// Writes the generated sources of TWSWire from the tables under `Schema/`.
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

    func run() throws {
        let tables = try Schema(
            messages: read("messages.tsv"),
            structures: read("structures.tsv"),
            vocabulary: read("vocabulary.tsv"),
            protobuf: read("protobuf.tsv"),
            serverVersions: read("server_versions.tsv"),
            streams: read("streams.tsv"),
            codes: read("codes.tsv")
        )
        let root = URL(fileURLWithPath: output, isDirectory: true)
        if FileManager.default.fileExists(atPath: root.path) { try FileManager.default.removeItem(at: root) }
        let generator = Generator(tables)
        try write(
            generator.editorStubsFile(),
            to: URL(fileURLWithPath: documents).appendingPathComponent("ibscript.lua")
        )
        try write(generator.referenceFile(), to: URL(fileURLWithPath: documents).appendingPathComponent("messages.md"))
        for (path, text) in generator.files() {
            try write(text, to: root.appendingPathComponent(path))
        }
    }

    private func write(_ text: String, to file: URL) throws {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func read(_ name: String) throws -> String {
        try String(contentsOfFile: "\(schema)/\(name)", encoding: .utf8)
    }
}
