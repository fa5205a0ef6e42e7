import Foundation
import Testing

/// The table of faults names tests that exist.
@Suite("docs/faults.md")
struct FaultTableTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func page() throws -> String {
        try String(contentsOf: Self.root.appendingPathComponent("docs/faults.md"), encoding: .utf8)
    }

    /// The text of the suites of a name in a target: a suite may have several files.
    private func sources(_ target: String, _ suite: String) throws -> String {
        let folder = Self.root.appendingPathComponent("Tests/\(target)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var text = ""
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let source = try String(contentsOf: file, encoding: .utf8)
            if source.contains("struct \(suite) ") || source.contains("extension \(suite) ") { text += source }
        }
        return text
    }

    @Test("every test that it names is in the sources")
    func names() throws {
        let named = try page().matches(of: #/`([A-Za-z]+Tests)/([A-Za-z]+)\.([A-Za-z0-9]+)`/#)
        #expect(named.count > 80)
        for name in named {
            let source = try sources(String(name.1), String(name.2))
            let parts = source.components(separatedBy: "func \(name.3)(")
            // The attribute stands before the function, with none in between.
            let isTest = parts.dropLast().contains { part in
                part.range(of: "@Test", options: .backwards).map { !part[$0.lowerBound...].contains("func ") } ?? false
            }
            #expect(isTest, "\(name.0) is not there")
        }
    }

    @Test("every row from 1 to 44 is there once, and names a test")
    func rows() throws {
        let rows = try page().split(separator: "\n").filter { $0.prefixMatch(of: #/\| \d+ \|/#) != nil }
        let numbers = rows.compactMap { Int($0.split(separator: "|")[0].filter(\.isNumber)) }
        #expect(numbers == Array(1...44))
        for row in rows { #expect(row.contains("Tests."), "\(row)") }
    }
}
