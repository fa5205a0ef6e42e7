internal import Notation

/// How much of a script's or a peer's text is shown; ``EscapedText`` decides how.
enum ShownText {
    /// The largest number of scalars shown of a peer's text; the rest is cut.
    static let longest = 200

    /// Returns one line of at most ``longest`` scalars, for text inside a sentence.
    static func of(_ text: String) -> String { EscapedText.of(text, longest: longest) }

    /// Returns the same in quotation marks.
    static func quoted(_ text: String) -> String { "\"\(of(text))\"" }

    /// Returns the first scalars of a text, with a mark if it was longer.
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

    /// Returns the largest number of bytes that a text takes once escaped, in either form.
    static func width(_ text: String) -> Int {
        text.utf8.reduce(0) { $0 + (0x20..<0x7f ~= $1 ? 1 : 6) }
    }
}
