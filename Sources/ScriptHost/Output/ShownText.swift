internal import Notation

/// How much of a text of a script or a peer is shown; ``EscapedText`` says how.
enum ShownText {
    /// Scalars of a peer's text that are shown; the rest is cut.
    static let longest = 200

    /// One line of at most so many scalars: for text inside a sentence.
    static func of(_ text: String) -> String { EscapedText.of(text, longest: longest) }

    /// The same between quotation marks.
    static func quoted(_ text: String) -> String { "\"\(of(text))\"" }

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

    /// Most bytes that a text takes once it is escaped, in either form.
    static func width(_ text: String) -> Int {
        text.utf8.reduce(0) { $0 + (0x20..<0x7f ~= $1 ? 1 : 6) }
    }
}
