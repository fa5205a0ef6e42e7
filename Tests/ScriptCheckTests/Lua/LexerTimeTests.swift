import ScriptCheck
import Testing

/// Legal files that took the square of their length.
@Suite("Time of the lexer and the parser")
struct LexerTimeTests {
    /// A file of 128 kB.
    private func fill(_ unit: String, before: String, after: String) -> [UInt8] {
        let count = (128 * 1024 - before.utf8.count - after.utf8.count) / unit.utf8.count
        return Array((before + String(repeating: unit, count: count) + after).utf8)
    }

    @Test(
        "one string of escapes is read in linear time",
        arguments: [#"\1"#, #"\x41"#, #"\u{41}"#, #"\z "#, #"\n"#, "\\\n"]
    )
    func escapes(unit: String) {
        let bytes = fill(unit, before: "local s = \"", after: "\"")
        let begin = ContinuousClock.now
        var lexer = LuaLexer(bytes)
        let isRead = lexer.readToEnd()
        #expect(isRead)
        // A copy of the text so far for each of 26,000 to 65,000 escapes takes tens of seconds.
        #expect(ContinuousClock.now - begin < .seconds(5))
    }
}
