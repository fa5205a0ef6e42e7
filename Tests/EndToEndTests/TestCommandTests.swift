import Foundation
import FoundationXML
import Testing

/// `ibscript test`.
@Suite("test")
struct TestCommandTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func write(_ name: String, _ text: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    private func test(_ arguments: [String]) throws -> Finished {
        try run(Program.binary, ["test"] + arguments + ["--data-dir", Program.dataFolder()])
    }

    @Test("a script meets the prices, the halt and the fault of its course; the summary counts its checks")
    func course() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = try write(
            "course.lua",
            """
            local c = contract("AAPL")
            local q = quote(c)
            sleep(6)
            expect(q.bid == 190.98 and q.ask == 191.02, "bid and ask are those of the course")
            local t = place(c, order("BUY", 100))
            t:wait()
            expect(t.filled == 100 and t.avgFillPrice == 191.02, "a market order buys at the ask")
            local l = place(c, order("SELL", 100, 192))
            sleep(20)
            expect(l.filled == 0, "a halted symbol fills nothing")
            l:wait()
            expect(l.avgFillPrice == 192, "and then at the limit")
            local lost = false
            on("error", function(e) if e.errorCode == 1100 then lost = true end end)
            sleep(60)
            expect(lost, "TWS has told of the fault")
            for i = 1, 5 do expect(i ~= 3, "never three") end
            """
        )
        let course = try write(
            "other.course",
            """
            10:00:05 AAPL 190.98 191.02
            10:00:09 halt AAPL
            10:00:40 resume AAPL
            10:00:41 AAPL 192.50
            10:01:30 fault 1102
            10:05:00 end
            """
        )
        let xml = folder.appendingPathComponent("out.xml")
        let result = try test([script, "--script", course, "--junit", xml.path])
        #expect(result.status == 1, "\(result.errors)")
        #expect(
            result.output
                == """
                course: 6 checks, 1 failed
                  ✓ bid and ask are those of the course
                  ✓ a market order buys at the ask
                  ✓ a halted symbol fills nothing
                  ✓ and then at the limit
                  ✓ TWS has told of the fault
                  ✗ never three  (1 of 5 failed, first at 10:01:47.400, line 17)

                """.replacingOccurrences(of: "10:01:47.400", with: Self.moment(result.output))
        )
        let document = try XMLRows(xml)
        #expect(document.attributes("testsuite") == ["errors": "0", "failures": "1", "name": "course", "tests": "7"])
        #expect(document.count("testcase") == 7)
        #expect(document.count("failure") == 1)
    }

    /// The time that a summary names: when exactly the last fill came is not what is tested.
    private static func moment(_ output: String) -> String {
        output.range(of: #"10:0\d:\d\d\.\d{3}"#, options: .regularExpression).map { String(output[$0]) } ?? "no time"
    }

    @Test("no check, an error and a bad course are failures of their own")
    func failures() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let nothing = try test([try write("nothing.lua", "print(1)")])
        let hint = "nothing: nothing was checked; expect(condition, \"text\") checks\n"
        #expect(nothing.status == 1 && nothing.output.hasSuffix(hint))
        let broken = try test([try write("broken.lua", "expect(true, \"fine\") error(\"no\")")])
        #expect(broken.status == 1 && broken.output == "broken: 1 check, all hold\n  ✓ fine\n")
        let script = try write("plain.lua", "expect(true, \"fine\")")
        let course = try write("plain.course", "10:00:00 AAPL 191\n10:00:01 AAPL -1\n")
        let bad = try test([script])
        #expect(bad.status == 65 && bad.errors.hasPrefix("ibscript: \(course):2: write a price"), "\(bad.errors)")
        let missing = try test([script, "--script", course + "s"])
        #expect(missing.status == 65 && missing.errors.contains("no such file"))
    }

    @Test("in any other run a check that does not hold is a line of the log, and one that holds is none")
    func elsewhere() throws {
        try withScript("expect(true, \"quiet\")\nexpect(false, \"loud\")") { path in
            let result = try run(Program.binary, [path])
            #expect(result.status == 0)
            #expect(result.errors.contains("line 2: check failed: loud"), "\(result.errors)")
            #expect(!result.errors.contains("quiet"))
        }
    }

    @Test("what new writes can be tested at once", arguments: ["order", "bracket", "bars", "quotes"])
    func templates(word: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("first").path
        #expect(try run(Program.binary, ["new", path, "--like", word]).status == 0)
        let result = try test(["\(path).lua"])
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("all hold\n  ✓ "), "\(result.output)")
        #expect(word == "quotes" || result.errors.contains(": Filled,"), "\(result.errors)")
    }
}

/// The elements of an XML file in their order, read by Foundation.
private final class XMLRows: NSObject, XMLParserDelegate {
    private var elements: [(name: String, attributes: [String: String])] = []

    init(_ file: URL) throws {
        super.init()
        let parser = XMLParser(data: try Data(contentsOf: file))
        parser.delegate = self
        #expect(parser.parse())
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append((name, attributes))
    }

    func count(_ name: String) -> Int { elements.count { $0.name == name } }

    func attributes(_ name: String) -> [String: String]? { elements.first { $0.name == name }?.attributes }
}
