import Foundation
import ScriptCheck
import ScriptHeader
import ScriptHost
import Testing
import WireSchema

@testable import ScriptRuntime

/// Every example of the reference runs on the simulator, and shows every field that a table of the host has.
@Suite("Examples of the reference")
struct ReferenceExampleTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let rows: [LanguageRow] = {
        let text = try? String(contentsOf: root.appendingPathComponent("Schema/language.tsv"), encoding: .utf8)
        return (try? Schema.language(text ?? "")) ?? []
    }()

    private static let header = """
        --[[ibscript
        api = 1
        name = "example"
        [inputs]
        symbol = { type = "symbol", default = "AAPL" }
        [files]
        read = ["symbols.txt", "bars.csv"]
        write = ["out/*.csv", "out/*.json"]
        [trade]
        order_types = [
            "MKT", "LMT", "STP", "STP LMT", "TRAIL", "TRAIL LIMIT", "MOC", "LOC", "MIT", "LIT", "MTL", "MIDPRICE", "REL",
            "PEG MID",
        ]
        combos = true
        conditions = true
        ]]

        """

    @Test("runs", arguments: rows.filter { !$0.example.isEmpty })
    func runs(_ row: LanguageRow) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-example-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("AAPL\nMSFT\n".utf8).write(to: folder.appendingPathComponent("symbols.txt"))
        try Data("time,close\n1,190\n".utf8).write(to: folder.appendingPathComponent("bars.csv"))
        let isRecord = row.kind == .record
        let source =
            Self.header + row.example + (isRecord ? "\nprint(\"given\") for key in pairs(x) do print(key) end" : "")
        let grant = try ScriptHeader.parse(source: source, file: "example.lua").files
        let run = try ChaosRun(source, [], files: GrantedFiles(folder: folder.path, grant: grant))
        guard !Self.unsimulated.contains(row.name) else {
            #expect(run.output.last.contains("no news provider"), "\(row.name): \(run.output.last)")
            return
        }
        #expect(run.status == 0, "\(row.example): \(run.output.last)")
        guard isRecord else { return }
        let fields = Self.rows.filter { $0.owner == row.name }.map(\.member)
        let given = run.prints.drop { $0 != "given" }.dropFirst()
        #expect(given.allSatisfy(fields.contains), "\(row.name): \(given)")
        #expect(!given.isEmpty || row.name == "news_provider", "\(row.name)")
    }

    /// The simulator's login has no provider of news, and says so.
    private static let unsimulated = ["news", "news_article", "headline"]

    @Test("has no fault for check", arguments: rows.filter { !$0.example.isEmpty })
    func checked(_ row: LanguageRow) {
        let check = ScriptCheck(vocabulary: .scriptHost)
        let findings = check.findings(source: Self.header + row.example, file: "example.lua")
        #expect(findings.filter { $0.severity == .error }.isEmpty, "\(row.example): \(findings)")
    }

    @Test("ibscript api finds an entry for every function, object and message")
    func entries() {
        for row in Self.rows where ![.group, .field].contains(row.kind) {
            #expect(ReferenceBook.entries(row.name).contains { $0.contains(row.meaning) }, "\(row.name)")
        }
        for row in Self.rows where row.kind == .field {
            #expect(ReferenceBook.entries(row.name).contains { $0.contains(row.meaning) }, "\(row.name)")
        }
        #expect(ReferenceBook.entries("orderStatus").contains { $0.contains("| `whyHeld` |") })
        #expect(ReferenceBook.entries("Order.lmtPrice").count == 1)
        #expect(ReferenceBook.entries("plce").isEmpty)
        #expect(ReferenceBook.advice("plce") == "; did you mean place?")
        #expect(ReferenceBook.advice("trade.filed") == "; did you mean trade.filled?")
    }
}
