import ScriptHeader
import Testing

@Suite("[files]")
struct FileGrantTests {
    private static func header(_ files: String) throws -> ScriptHeader {
        try ScriptHeader.parse(source: "--[[ibscript\napi = 1\n[files]\n\(files)\n]]", file: "t.lua")
    }

    @Test("patterns grant files part by part; what may be written may be read")
    func patterns() throws {
        let grant = try Self.header(#"read = ["symbols.txt", "in/*/a*.csv"]"# + "\n" + #"write = ["bars/*.csv"]"#).files
        for path in ["symbols.txt", "in/x/a.csv", "in/x/abc.csv", "bars/AAPL.csv"] {
            #expect(grant.mayRead(path), "\(path)")
        }
        for path in ["symbols.txt2", "in/a.csv", "in/x/y/a.csv", "in/x/b.csv", "bars/x/y.csv", "bars"] {
            #expect(!grant.mayRead(path), "\(path)")
        }
        #expect(grant.mayWrite("bars/AAPL.csv") && !grant.mayWrite("symbols.txt"))
        #expect(!FileGrant().mayRead("x") && !FileGrant().mayWrite("x"))
    }

    @Test("many stars take no longer than their number tells")
    func stars() {
        let grant = FileGrant(read: [String(repeating: "*a", count: 100) + "b"])
        #expect(!grant.mayRead(String(repeating: "a", count: 250)))
    }

    @Test(
        "a pattern that leads out of the folder is an error at its line",
        arguments: ["/etc/passwd", "../x", "a/../../x", "a//b", "./a", "", #"a\\b"#, #"a\u0000b"#]
    )
    func outside(_ pattern: String) {
        let error = #expect(throws: HeaderError.self) { try Self.header("read = [\"\(pattern)\"]") }
        #expect(error?.line == 4)
    }
}
