import Testing

@testable import ScriptRuntime

@Suite("The line of the terminal")
struct LineEditorTests {
    /// Types what a terminal sends; gives the line as it is then, with the cursor as `|`.
    private func typed(_ bytes: String, history: [String] = []) -> String {
        var (decoder, editor) = (KeyDecoder(), LineEditor(history: history))
        for key in decoder.keys(of: bytes.utf8) { _ = editor.take(key) }
        return String(editor.text[..<editor.cursor]) + "|" + String(editor.text[editor.cursor...])
    }

    @Test(
        "keys of a terminal edit it, as in a shell",
        arguments: [
            ("abc", "abc|"), ("abc\u{1B}[D\u{1B}[Dx", "ax|bc"), ("abc\u{1}x", "x|abc"), ("abc\u{1}\u{5}x", "abcx|"),
            ("abc\u{7F}", "ab|"), ("abc\u{1}\u{7F}", "|abc"), ("abc\u{1}\u{1B}[3~", "|bc"), ("abc\u{1}\u{4}", "|bc"),
            ("local x = qty\u{17}", "local x = |"), ("one two\u{1B}b\u{1B}bz", "z|one two"), ("ab cd\u{15}", "|"),
            ("ab cd\u{1B}b\u{B}", "ab |"), ("é→x\u{7F}\u{7F}", "é|"), ("\u{1B}[1;5D\u{1B}[Hq", "q|"),
            ("a\u{1B}OHb", "b|a"), ("x\u{1B}[99~y", "xy|"), ("a\u{0}b", "ab|"),
        ]
    )
    func edits(_ bytes: String, _ line: String) { #expect(typed(bytes) == line) }

    @Test("earlier lines come back, and what was being typed behind them")
    func history() {
        let lines = ["one", "two"]
        #expect(typed("dr\u{1B}[A", history: lines) == "two|")
        #expect(typed("dr\u{1B}[A\u{1B}[A\u{1B}[A", history: lines) == "one|")
        #expect(typed("dr\u{1B}[A\u{1B}[A\u{1B}[B\u{1B}[B\u{1B}[B", history: lines) == "dr|")
    }

    @Test("a line is remembered once, a blank one never")
    func remembers() {
        var editor = LineEditor(history: ["a"])
        for line in ["a", "  ", "b", "b"] {
            for character in line { _ = editor.take(.character(character)) }
            #expect(editor.take(.enter) == .line(line))
        }
        #expect(editor.history == ["a", "b"])
        for number in 0..<2 * LineEditor.longestHistory { editor.remember("\(number)") }
        #expect(editor.history.count == LineEditor.longestHistory)
    }

    @Test("Ctrl-C throws the line away, Ctrl-D ends where there is none")
    func ends() {
        var editor = LineEditor()
        _ = editor.take(.character("x"))
        #expect(editor.take(.endOfInput) == .edited)
        #expect(editor.take(.interrupt) == .interrupted("x"))
        #expect(editor.take(.endOfInput) == .ended)
    }

    @Test("a key whose bytes come one by one is one key")
    func pieces() {
        var decoder = KeyDecoder()
        #expect(Array("\u{1B}[3~é".utf8).flatMap { decoder.keys(of: [$0]) } == [.delete, .character("é")])
    }

    @Test("no bytes are taken for ever: whatever comes, what follows is read")
    func garbage() {
        var random = SystemRandomNumberGenerator()
        for _ in 1...200 {
            var decoder = KeyDecoder()
            _ = decoder.keys(of: (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) })
            let keys = decoder.keys(of: Array(repeating: UInt8(ascii: "~"), count: 32) + Array("ab".utf8))
            #expect(keys.suffix(2) == [.character("a"), .character("b")])
        }
    }
}
