/// Text of a script or a peer as it may reach a terminal, a log or an error: nothing in it moves a cursor, turns the
/// direction of reading or begins a line.
package enum ShownText {
    /// Scalars of a peer's text that are shown; the rest is cut.
    static let longest = 200

    /// One line: everything that could forge another is escaped.
    package static func line(_ text: String) -> String { escaped(text) { _ in false } }

    /// What a script prints: its own line feeds and tabs pass.
    static func print(_ text: String) -> String { escaped(text) { $0 == 0x0a || $0 == 0x09 } }

    /// One line of at most so many scalars: for text inside a sentence.
    static func of(_ text: String, longest: Int = longest) -> String { line(cut(text, longest: longest)) }

    /// The first scalars of a text, with a mark where it was longer.
    static func cut(_ text: String, longest: Int = longest) -> String {
        guard text.utf8.count > longest,
            let end = text.unicodeScalars.index(
                text.startIndex,
                offsetBy: longest,
                limitedBy: text.unicodeScalars.endIndex
            ),
            end < text.unicodeScalars.endIndex
        else { return text }
        return String(text.unicodeScalars[..<end]) + "…"
    }

    /// Whether a scalar is not shown as it is: controls, separators of lines and paragraphs, marks of direction.
    static func isEscaped(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0..<0x20, 0x7f..<0xa0, 0x61c, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }

    /// Most bytes that a text takes once it is escaped, in either form.
    static func width(_ text: String) -> Int {
        text.utf8.reduce(0) { $0 + (0x20..<0x7f ~= $1 ? 1 : 6) }
    }

    private static func escaped(_ text: String, passing: (UInt32) -> Bool) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7f }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case let value where !isEscaped(value) || passing(value): result.unicodeScalars.append(scalar)
            case 0x0a: result += "\\n"
            case 0x0d: result += "\\r"
            case 0x09: result += "\\t"
            case let value: result += "\\u{" + String(value, radix: 16) + "}"
            }
        }
        return result
    }
}
