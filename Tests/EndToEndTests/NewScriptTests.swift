import Foundation
import Testing

/// `ibscript new`.
@Suite("new")
struct NewScriptTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    @Test("every template passes the check and runs", arguments: ["order", "bracket", "bars", "quotes"])
    func templates(word: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("first").path
        let made = try run(Program.binary, ["new", path, "--like", word])
        #expect(made.status == 0 && made.output.contains("ibscript show \(path).lua"), "\(made.errors)")
        let check = try run(Program.binary, ["check", "\(path).lua"])
        #expect(
            check.status == 0 && check.output + check.errors == "\(path).lua: no findings\n",
            "\(check.output)\(check.errors)"
        )
        let words = ["run", "\(path).lua", "--speed", "max", "--for", "40m", "--data-dir", Program.dataFolder()]
        let ran = try run(Program.binary, words)
        #expect(ran.status == 0, "\(ran.errors)")
        #expect(ran.errors.contains(word == "quotes" ? "no orders" : ": Filled,"), "\(ran.errors)")
    }

    @Test("a file that is there stays, a name that is none is refused, and so is a template")
    func refusals() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("first").path
        try "mine".write(toFile: path + ".lua", atomically: true, encoding: .utf8)
        let there = try run(Program.binary, ["new", path])
        #expect(there.status == 64 && there.errors.contains("exists already"))
        #expect(try String(contentsOfFile: path + ".lua", encoding: .utf8) == "mine")
        let name = try run(Program.binary, ["new", folder.appendingPathComponent("a b").path])
        #expect(name.status == 64 && name.errors.contains("must be 1 to 64"))
        let template = try run(Program.binary, ["new", path, "--like", "order2"])
        #expect(template.status == 64 && template.errors.contains("one of order, bracket, bars, quotes"))
    }
}
