import Testing

@testable import ScriptRuntime

/// What a terminal is sent for a table that is redrawn; the control sequences are those of ECMA-48.
@Suite("screen on a terminal")
struct ScreenPainterTests {
    private static let (erase, eraseBelow) = ("\u{1B}[K", "\u{1B}[J")

    @Test("a second table takes the place of the first, and what was longer goes")
    func inPlace() {
        var painter = ScreenPainter(width: 40)
        #expect(painter.paint(["a", "b"]) == "a\(Self.erase)\nb\(Self.erase)\n\(Self.eraseBelow)")
        #expect(painter.paint(["c"]) == "\u{1B}[2A\rc\(Self.erase)\n\(Self.eraseBelow)")
        #expect(painter.paint(["d"]).hasPrefix("\u{1B}[1A\r"))
    }

    @Test("after another line the table is drawn below it, so that the line stays")
    func disturbed() {
        var painter = ScreenPainter(width: 40)
        _ = painter.paint(["a"])
        painter.disturb()
        #expect(painter.paint(["b"]) == "b\(Self.erase)\n\(Self.eraseBelow)")
    }

    @Test("a line is cut before it wraps")
    func width() {
        var painter = ScreenPainter(width: 5)
        #expect(painter.paint(["abcdefgh"]).hasPrefix("abcd\(Self.erase)\n"))
    }

    @Test("where there is no terminal, a table is lines, and the same one is not shown twice")
    func noTerminal() {
        var painter = ScreenPainter(terminal: -1)
        #expect(painter.paint(["a", "b"]) == "a\nb\n")
        #expect(painter.paint(["a", "b"]) == "")
        #expect(painter.paint(["a", "c"]) == "a\nc\n")
    }
}
