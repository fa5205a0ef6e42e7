import Notation
import Testing

@Suite("Comma-separated values")
struct CSVTextTests {
    /// The grammar of RFC 4180, section 2, and what spreadsheets do besides.
    @Test(
        "rows are read as they were written",
        arguments: [
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
            ("\"a,b\",\"c\"\"d\"\n", [["a,b", "c\"d"]]), ("\"two\nlines\",x\n", [["two\nlines", "x"]]),
            ("a,,\n", [["a", "", ""]]), ("\n\na\n", [["a"]]), ("", []), ("\u{FEFF}a\n", [["a"]]), ("a,", [["a", ""]]),
            ("\"\"\n", []), ("\"\",1", [["", "1"]]),
        ]
    )
    func reading(_ text: String, _ rows: [[String]]) throws { #expect(try CSVText.rows(Array(text.utf8)) == rows) }

    @Test("any fields come back", arguments: 0..<200)
    func roundTrip(_ seed: Int) throws {
        var state = UInt64(seed) &+ 1
        func next(_ count: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % count)
        }
        let letters = ["a", ",", "\"", "\n", "\r", "é", " ", "1", "."]
        let row = (0..<1 + next(5)).map { _ in (0..<next(6)).map { _ in letters[next(9)] }.joined() }
        guard row != [""] else { return }
        #expect(try CSVText.rows(Array((CSVText.row(row) + "\n").utf8)) == [row])
    }

    @Test("what is malformed says on which line", arguments: [("a\n\"b", 2), ("\"a\"b", 1), ("\"x\ny\"z", 2)])
    func malformed(_ text: String, _ line: Int) {
        let error = #expect(throws: CSVText.Malformed.self) { try CSVText.rows(Array(text.utf8)) }
        #expect(error?.line == line)
    }
}
