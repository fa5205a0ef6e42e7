internal import Notation

/// Untrusted text inside HTML, in elements and in quoted attributes.
enum HTMLText {
    /// Returns the text on one line, with everything escaped that could be markup.
    static func of(_ text: String) -> String { escaped(EscapedText.of(text)) }

    /// Returns the same with its own line ends.
    static func lines(_ text: String) -> String { escaped(EscapedText.lines(text)) }

    /// Returns a table with a head; cells are already HTML, and cells after the first are numbers unless `isText`
    /// contains them.
    static func table(_ head: [String], _ rows: [[String]], isText: Set<Int> = [0]) -> String {
        func row(_ cells: [String], _ tag: String) -> String {
            let cells = cells.enumerated().map { place, cell in
                "<\(tag)\(isText.contains(place) ? "" : " class=\"n\"")>\(cell)</\(tag)>"
            }
            return "<tr>" + cells.joined() + "</tr>"
        }
        return "<div class=\"wide\"><table><thead>\(row(head, "th"))</thead><tbody>"
            + rows.map { row($0, "td") }.joined(separator: "\n") + "</tbody></table></div>"
    }

    /// Returns a number with the class of its sign.
    static func signed(_ value: Double, _ text: String) -> String {
        value == 0 ? text : "<span class=\"\(value > 0 ? "gain" : "loss")\">\(text)</span>"
    }

    private static func escaped(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": shown += "&amp;"
            case "<": shown += "&lt;"
            case ">": shown += "&gt;"
            case "\"": shown += "&quot;"
            case "'": shown += "&#39;"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
