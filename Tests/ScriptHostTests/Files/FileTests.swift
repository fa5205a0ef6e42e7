import ScriptHost
import Testing

/// What scripts see of files, on a disk in memory.
@Suite("Files of scripts")
struct FileTests {
    private final class Disk: FileAccess {
        final class Writer: FileWriter {
            let disk: Disk
            let path: String
            var text: String
            let firstLine: String?

            init(_ disk: Disk, _ path: String, _ text: String) {
                (self.disk, self.path, self.text) = (disk, path, text)
                firstLine = text.split(separator: "\n").first.map(String.init)
            }

            func write(_ bytes: [UInt8]) throws(FileFault) {
                guard path != "full" else { throw FileFault(.failed, "the disk is full") }
                text += String(decoding: bytes, as: UTF8.self)
            }

            func close() throws(FileFault) { disk.files[path] = text }
        }

        var files: [String: String] = [:]

        func read(_ path: String) throws(FileFault) -> [UInt8] {
            guard let text = files[path] else { throw FileFault(.missing, "there is no such file") }
            return Array(text.utf8)
        }

        func open(_ path: String, appends: Bool) throws(FileFault) -> any FileWriter {
            Writer(self, path, appends ? files[path] ?? "" : "")
        }
    }

    private func run(_ source: String, _ files: [String: String] = [:]) throws -> (
        bench: ScriptBench, files: [String: String]
    ) {
        let disk = Disk()
        disk.files = files
        let bench = try ScriptBench(source, files: disk)
        return (bench, disk.files)
    }

    @Test("csv writes its columns, then rows by place or by name; what is missing is empty")
    func csv() throws {
        let (bench, files) = try run(
            """
            local out = csv("o.csv", {"time", "close", "note"})
            out:row{1767625200, 1.5, 'a "b", c'}
            out:row{close = 2.0, time = 3}
            out:row{1, 0/0, true}
            out:close()
            print(pcall(out.row, out, {1}))
            """
        )
        #expect(bench.end?.message == nil)
        #expect(files["o.csv"] == "time,close,note\n1767625200,1.5,\"a \"\"b\"\", c\"\n3,2,\n1,,true\n")
        #expect(bench.prints.first?.contains("csv: it is closed") == true)
    }

    @Test("a file that grows keeps its header; one with other columns is refused")
    func appending() throws {
        let source = #"local o = csv("o.csv", {"a", "b"}, {append = true}) o:row{3, 4} o:close()"#
        #expect(try run(source, ["o.csv": "a,b\n1,2\n"]).files["o.csv"] == "a,b\n1,2\n3,4\n")
        #expect(try run(source).files["o.csv"] == "a,b\n3,4\n")
        let other = try run(source, ["o.csv": "b,a\n"])
        #expect(other.bench.end?.message?.contains("o.csv has other columns: b,a") == true)
    }

    @Test("a file that is left open is closed at an orderly end, and left as it was after an error")
    func leftOpen() throws {
        let source = #"local o = csv("o.csv", {"a"}) o:row{1} "#
        #expect(try run(source).files["o.csv"] == "a\n1\n")
        #expect(try run(source + "error('x')", ["o.csv": "old"]).files["o.csv"] == "old")
        let many = try run("for i = 1, 101 do csv('f' .. i, {'a'}) end").bench
        #expect(many.end?.message?.contains("100 files are open") == true)
    }

    @Test("read, lines and read_csv")
    func reading() throws {
        let files = ["s.txt": "AAPL\r\n\nBRK B", "b.csv": "time,close,name\n1,2.5,x\n2,,\"y,z\"\n"]
        let (bench, _) = try run(
            """
            print(#read("s.txt"))
            for line in lines("s.txt") do print("<" .. line .. ">") end
            local rows = read_csv("b.csv")
            print(#rows, rows[1].time, math.type(rows[1].time), rows[1].close, rows[2].close, rows[2].name)
            """,
            files
        )
        #expect(bench.prints == ["12", "<AAPL>", "<>", "<BRK B>", "2\t1\tinteger\t2.5\tnil\ty,z"])
    }

    @Test("json writes a value a line")
    func json() throws {
        let (bench, files) = try run(
            #"local j = json("o") j:write{1, {b = "x\n", a = true}} j:write(2.5) j:close()"#
        )
        #expect(bench.end?.message == nil)
        #expect(files["o"] == #"[1,{"a":true,"b":"x\n"}]"# + "\n2.5\n")
    }

    @Test("data goes to stdout where the header lets it, uncapped")
    func stdout() throws {
        let header = "--[[ibscript\napi = 1\n[files]\nstdout = true\n]]\n"
        let (bench, _) = try run(
            header + #"local o = csv(nil, {"n"}) for i = 1, 5000 do o:row{i} end o:close()"#
        )
        #expect(bench.data.count == 5_001)
        #expect(bench.data.suffix(1) == ["5000"])
        let (refused, _) = try run(#"csv(nil, {"n"})"#)
        #expect(refused.end?.message?.contains("add stdout = true to [files]") == true)
    }

    @Test(
        "what is wrong is said with the path and what to do",
        arguments: [
            (#"read("none")"#, #"read: "none": there is no such file"#), ("read(1)", "read: expected a path"),
            (#"csv("x")"#, "csv: columns: expected a list of names"), (#"csv("x", {1})"#, "expected a name"),
            (#"csv("x", {"a", "a"})"#, "a is named twice"), (#"csv("x", {"a"}):row{1, 2}"#, "there are 1 columns"),
            (#"csv("x", {"close"}):row{clos = 2}"#, "did you mean close?"),
            (#"csv("x", {"a"}):row{{}}"#, "csv: row.a: a table cannot be written"),
            (#"csv("x", {"a"}):row{[math.mininteger] = 1}"#, "csv: row: field"),
            (#"csv("full", {"a"})"#, "the disk is full"), (#"csv("x", {"a"}, {apend = true})"#, "did you mean append?"),
            (#"json("x"):write(print)"#, "cannot be written"),
            (#"read_csv("bad")"#, "row 1 has 1 fields, there are 2 columns"),
            (#"read_csv("torn")"#, "line 1: a quotation mark is not closed"),
        ]
    )
    func errors(_ source: String, _ message: String) throws {
        let end = try run(source, ["bad": "a,b\n1\n", "torn": "\"a"]).bench.end?.message
        #expect(end?.contains(message) == true, "\(end ?? "no error")")
    }

    @Test("without [files] the key that would open it is named")
    func notGranted() throws {
        let end = try ScriptBench(#"read("a.txt")"#).end?.message
        #expect(end?.contains(#"add it to read in [files]: read = ["a.txt"]"#) == true)
    }
}
