import Foundation
import Glibc
import Testing

/// Whatever README and the pages of `docs` show is run as it stands there, and says what stands there.
@Suite("Documentation")
struct DocumentationTests {
    /// README and the pages for users; decisions show no commands.
    static let pages: [DocumentPage] = {
        let docs = Program.root.appendingPathComponent("docs")
        let files = [docs, docs.appendingPathComponent("reference")].flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return names.filter { $0.hasSuffix(".md") }.sorted().map { folder.appendingPathComponent($0) }
        }
        return ([Program.root.appendingPathComponent("README.md")] + files).compactMap { file in
            let text = try? String(contentsOf: file, encoding: .utf8)
            return text.map { DocumentPage(name: file.lastPathComponent, text: $0) }
        }
    }()

    /// Those whose examples run here; functions.md is generated, and its examples have a test of their own.
    private static let shown = pages.filter { $0.name != "functions.md" }

    @Test("every example runs, and says what its page shows", arguments: shown)
    func examples(shown: DocumentPage) throws {
        let python = shown.name.contains("ibpy") ? "ibpy" : "ib_async"
        let page = try DocumentRun(
            shown,
            scripts: Program.root.appendingPathComponent("scripts"),
            path: [
                Program.binary.deletingLastPathComponent(), Program.python(python).deletingLastPathComponent(),
            ],
            port: try Self.freePort()
        )
        let driver = page.folder.appendingPathComponent("page.sh").path
        let result = try run(URL(fileURLWithPath: "/bin/bash"), [driver], deadline: 400)
        #expect(result.status == 0, "\(result.errors)")
        for fault in page.faults() { Issue.record("\(fault)") }
    }

    @Test("the pages that a newcomer reads are there, and a script that a page names is used in it")
    func pagesAreThere() {
        let wanted = [
            "tutorial.md", "recipes.md", "porting-from-ibpy.md", "porting-from-ib_async.md",
            "testing-with-the-simulator.md",
        ]
        for name in wanted {
            let page = Self.pages.first { $0.name == name }
            #expect((page?.blocks.filter { ["lua", "console"].contains($0.language) }.count ?? 0) > 3, "\(name)")
        }
        for page in Self.pages {
            let commands = page.blocks.filter { $0.language == "console" }.flatMap(\.commands).map(\.text)
            for block in page.blocks where block.language == "lua" {
                guard let file = block.file else { continue }
                #expect(commands.contains { $0.contains(file) }, "\(page.name):\(block.line): \(file)")
            }
        }
    }

    @Test("every link of a page leads to a file")
    func links() throws {
        let docs = Program.root.appendingPathComponent("docs")
        let found = FileManager.default.enumerator(at: docs, includingPropertiesForKeys: nil)
        let files = (found?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "md" }
        let above = ["README.md", "CONTRIBUTING.md", "SECURITY.md"].map { Program.root.appendingPathComponent($0) }
        var count = 0
        for file in files + above {
            for link in try String(contentsOf: file, encoding: .utf8).matches(of: #/\]\(([^)#\s]+)/#) {
                guard !link.1.hasPrefix("http") else { continue }
                count += 1
                let target = file.deletingLastPathComponent().appendingPathComponent(String(link.1))
                #expect(FileManager.default.fileExists(atPath: target.path), "\(file.lastPathComponent): \(link.1)")
            }
        }
        #expect(count > 30)
    }

    @Test("the picture of README is what its script draws")
    func picture() throws {
        let script = Program.root.appendingPathComponent("dev/picture.py").path
        let result = try run(Program.python("ib_async"), [script, Program.binary.path, "--check"])
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test(
        "a pattern asks for every line, but where it says …",
        arguments: [
            (["a", "b"], "a\nb\n", true),
            (["a", "b"], "a\nc\n", false),
            (["a"], "a\nb\n", false),
            (["a …", "…"], "a 1.5\nb\nc\n", true),
            (["…", "c"], "a\nb\nc\n", true),
            (["…", "c"], "a\nb\n", false),
            (["at … of …!"], "at 5 of 6!\n", true),
            (["at … of …!"], "at 5 of 6\n", false),
            ([], "anything\n", true),
        ] as [([String], String, Bool)]
    )
    func patterns(lines: [String], output: String, matches: Bool) {
        #expect(OutputPattern(lines).matches(output) == matches)
    }

    /// A port that was free a moment ago, and that nobody is given who asks for any.
    private static func freePort() throws -> Int {
        // Below those that the kernel gives out: other simulators ask for one while the page's has not begun.
        for port in (20_000..<32_000).shuffled().prefix(100) where isFree(port) { return port }
        throw SimulatorFailure("no free port")
    }

    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = UInt16(port).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutableBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { pointer in
                pointer.baseAddress.map { bind(descriptor, $0, length) == 0 } ?? false
            }
        }
    }
}

extension DocumentPage: CustomTestStringConvertible {
    var testDescription: String { name }
}
