/// Shows text of unknown origin inside a message: control characters escaped, cut when long.
package enum QuotedText {
    /// Most characters that are shown.
    private static let longest = 40

    /// `"text"`, on one line and free of control characters and of anything outside ASCII.
    package static func of(_ text: String) -> String { "\"" + plain(text) + "\"" }

    /// The same without the quotes around it.
    package static func plain(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(longest) {
            switch scalar {
            case "\"", "\\": shown += "\\\(scalar)"
            case " "..."~": shown.unicodeScalars.append(scalar)
            default: shown += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return shown + (text.unicodeScalars.count > longest ? "…" : "")
    }
}
