/// Shows untrusted text inside a message: control characters escaped, long text cut.
package enum QuotedText {
    /// The largest number of characters shown.
    private static let longest = 40

    /// Returns `"text"`, on one line and free of control characters and of anything outside ASCII.
    package static func of(_ text: String) -> String { "\"" + plain(text) + "\"" }

    /// Returns the same without the quotes.
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
